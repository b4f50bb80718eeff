package org.keyrack.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;
import org.keyrack.journal.ClassWords;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.ModuleCounts;
import org.keyrack.language.Wording;
import org.keyrack.ledger.FailureRecord;
import org.keyrack.ledger.KeyRecord;
import org.keyrack.ledger.UnitRecord;

/** Words, times and numbers of a report in one language. */
public final class ReportText {
    private final Locale locale;
    private final Wording words;
    private final Function<FailureRecord, String> causes;
    private final ClassWords classes;
    private final DateTimeFormatter moment;
    private final DateTimeFormatter time;
    private final DateTimeFormatter day;

    /**
     * Texts of a language.
     *
     * @param asked whose language is shown, with its digits and months
     * @param zone in which times are shown
     * @param causes the sentence for a failure: cause, then action
     */
    public ReportText(Locale asked, ZoneId zone, Function<FailureRecord, String> causes) {
        this.words = Wording.of("report", asked);
        this.locale = words.locale();
        this.causes = causes;
        this.classes = new ClassWords(locale);
        // The day before the month's name: no reader takes one for the other.
        String date = words.get("date");
        this.moment = DateTimeFormatter.ofPattern(date + " HH:mm:ss z", locale).withZone(zone);
        this.time = DateTimeFormatter.ofPattern("HH:mm:ss", locale).withZone(zone);
        this.day = DateTimeFormatter.ofPattern(date, locale).withZone(zone);
    }

    public Locale locale() {
        return locale;
    }

    /** A text of the bundle; numbers in the locale's form. */
    public String say(String key, Object... arguments) {
        return words.say(key, arguments);
    }

    /** The sentence for a failure: cause, then action. */
    public String cause(FailureRecord failure) {
        return causes.apply(failure);
    }

    /** Why a module is not done: the sentence of its failure, else the class that it is in. */
    String whyNot(UnitRecord unit) {
        return unit.failure().map(this::cause).orElseGet(() -> state(unit.state()));
    }

    public String state(ModuleClass state) {
        return classes.word(state).toUpperCase(locale);
    }

    /** The classes that have modules and are not done, worst first, each with its number. */
    String notPassed(ModuleCounts counts) {
        return classes.notPassed(counts);
    }

    /** Where a module was: the number of its slot, with the reader beside it, or the reader alone. */
    String place(UnitRecord unit) {
        return unit.shelf().isPresent()
                ? say("unit.slot", String.valueOf(unit.shelf().getAsInt()), unit.reader())
                : unit.reader();
    }

    public String state(KeyRecord.State state) {
        return say("key." + state);
    }

    /** Day, time and zone. */
    public String moment(Instant at) {
        return moment.format(at);
    }

    /** Hours, minutes, seconds. */
    public String time(Instant at) {
        return time.format(at);
    }

    public String day(Instant at) {
        return day.format(at);
    }

    /** 12.3 s, 4 min 05 s or 1 h 02 min. */
    public String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return String.format(locale, "%.1f s", duration.toMillis() / 1000.0);
        }
        return seconds < 3600
                ? String.format(locale, "%d min %02d s", seconds / 60, seconds % 60)
                : String.format(locale, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
    }
}
