package org.keyrack.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import org.keyrack.app.CauseTexts;
import org.keyrack.journal.OpenDownload;
import org.keyrack.language.TypedName;
import org.keyrack.language.Wording;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.BatchView;
import org.keyrack.ledger.KeyRecord;
import org.keyrack.ledger.UnitRecord;

/** One fact a line, in whole sentences: what a screen reader reads aloud well ({@code --plain}). */
final class LedgerFacts implements LedgerText {
    private final PrintWriter out;
    private final Wording words;
    private final CauseTexts texts;

    LedgerFacts(CliContext context) {
        this.out = context.out();
        this.words = context.words();
        this.texts = context.texts();
    }

    private void say(String key, Object... details) {
        out.println(words.say("plain." + key, details));
    }

    @Override
    public void batch(BatchSummary batch) {
        say("batch", String.valueOf(batch.batch()), TypedName.shown(batch.bench()));
        if (batch.simulated()) {
            say("simulation");
        }
        say("begun", time(batch.started()));
        say("ended", LedgerTable.ended(words, batch));
        say("profile", TypedName.shown(batch.profile()));
        say("operator", TypedName.shown(batch.operator()));
        Facts.counts(batch.counts(), words).forEach(out::println);
    }

    private String time(Instant at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(words.locale())
                .withZone(ZoneId.systemDefault())
                .format(at);
    }

    @Override
    public void unit(UnitRecord unit) {
        String place = Facts.place(unit.shelf(), TypedName.shown(unit.reader()), words);
        say(
                "module",
                place,
                unit.sn().map(Object::toString).orElse(words.get("show.notRead")),
                words.get("show.module." + unit.state()));
        unit.failure().ifPresent(failure -> say("because", place, texts.sentence(failure)));
        unit.setAside().ifPresent(at -> say("aside", place));
        for (KeyRecord key : unit.keys()) {
            if (key.refused()) {
                say("notGenuine", place, String.valueOf(key.ref2()));
            }
            if (key.state() != KeyRecord.State.LOADED) {
                say("key", place, String.valueOf(key.ref2()), words.get("show.key." + key.state()));
            }
        }
    }

    @Override
    public void whole(BatchView batch) {
        batch(batch.summary());
        batch.units().stream().sorted(UnitRecord.bySlot()).forEach(this::unit);
    }

    @Override
    public void open(OpenDownload download) {
        say("open", download.sn().toString(), TypedName.shown(download.reader()), String.valueOf(download.ref2()));
    }
}
