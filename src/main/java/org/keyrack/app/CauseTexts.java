package org.keyrack.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyrack.card.CardRefusal;
import org.keyrack.hook.HookProblem;
import org.keyrack.journal.BatchCounts;
import org.keyrack.journal.CauseId;
import org.keyrack.journal.ClassWords;
import org.keyrack.journal.Failure;
import org.keyrack.journal.ModuleCounts;
import org.keyrack.journal.OpenDownload;
import org.keyrack.journal.PreparationFailure;
import org.keyrack.journal.Refusal;
import org.keyrack.language.Wording;
import org.keyrack.ledger.FailureRecord;
import org.keyrack.ledger.Head;
import org.keyrack.ledger.LedgerProblem;
import org.keyrack.ledger.Recovery;
import org.keyrack.ledger.UnitRecord;
import org.keyrack.plan.Plan.Warning;
import org.keyrack.protocol.StatusWordTable;
import org.keyrack.protocol.StatusWordTable.Cause;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.reader.ReaderSnapshot.Service;

/** One sentence for each thing that can go wrong: cause, then action. Shared by the command line and the window. */
public final class CauseTexts {
    private final Wording words;

    /** @param asked whose language is shown */
    public CauseTexts(Locale asked) {
        this.words = Wording.of("cause", asked);
    }

    /** The sentence for a failure, with its status word in front when there is one. */
    public String sentence(Failure failure) {
        return sentence(failure.command(), failure.sw(), failure.cause());
    }

    /** The sentence for a failure that the ledger kept. */
    public String sentence(FailureRecord failure) {
        if (failure.cause().atPlanning() && words.has(failure.cause().id())) {
            return format(failure.cause().id(), failure.details().toArray());
        }
        return sentence(failure.command(), failure.sw(), failure.cause());
    }

    private String sentence(String command, OptionalInt sw, CauseId cause) {
        String text = text(command, sw, cause);
        return sw.isPresent() ? String.format(Locale.ROOT, "%04X %s", sw.getAsInt(), text) : text;
    }

    private String text(String command, OptionalInt sw, CauseId why) {
        if (why.program()) {
            return format("program");
        }
        if (words.has(why.id())) {
            return format(why.id());
        }
        return StatusWordTable.meaning(command, sw.orElse(-1)).stream()
                .flatMap(meaning -> meaning.causes().stream())
                .filter(cause -> cause.id().equals(why.id()))
                .findFirst()
                .map(this::text)
                .orElseGet(() -> format("sw.unexpected"));
    }

    private String text(Cause cause) {
        return StatusWordTable.text(cause.causeKey(), words.locale()) + " "
                + StatusWordTable.text(cause.adviceKey(), words.locale());
    }

    /** Why the contents of a card were not read or changed: a {@link CardRefusal} or a failure of talking to it. */
    public String cardSentence(Exception failure) {
        if (failure instanceof CardRefusal refusal) {
            return format("card." + refusal.reason());
        }
        if (failure instanceof StatusWordFailure answer) {
            String key = String.format(Locale.ROOT, "card.sw%04X", answer.sw());
            String sentence = words.has(key) ? format(key) : format("card.sw");
            return String.format(Locale.ROOT, "%04X %s: %s", answer.sw(), answer.command(), sentence);
        }
        return failure instanceof ProtocolFailure ? format("card.protocol") : sentence(failure);
    }

    /** Why the preparation of a card failed, with what to do. */
    public String sentence(PreparationFailure failure) {
        CauseId cause = failure.cause();
        if (failure.sw().isPresent()) {
            List<Cause> known = StatusWordTable.meaning(
                            failure.command(), failure.sw().getAsInt())
                    .stream()
                    .flatMap(meaning -> meaning.causes().stream())
                    .toList();
            String sentence =
                    known.size() == 1 ? text(known.get(0)) : format(words.has(cause.id()) ? cause.id() : "prepare.sw");
            return String.format(Locale.ROOT, "%04X %s: %s", failure.sw().getAsInt(), failure.command(), sentence);
        }
        String ofPreparing = "prepare." + cause.id();
        if (cause.link() && words.has(ofPreparing)) {
            return format(ofPreparing);
        }
        return cause.link() || cause.program() ? sentence("", OptionalInt.empty(), cause) : format(cause.id());
    }

    /**
     * Refusals by their sentences, in the order in which each comes first: a rack of fifteen modules of which each lacks the
     * same gives one sentence, not fifteen.
     */
    public Map<String, List<Refusal>> bySentence(List<Refusal> refusals) {
        return refusals.stream()
                .collect(Collectors.groupingBy(this::sentence, LinkedHashMap::new, Collectors.toList()));
    }

    public String sentence(Refusal refusal) {
        return format(
                "refusal." + refusal.kind(),
                refusal.reader().orElse(""),
                String.valueOf(refusal.ref1()),
                String.valueOf(refusal.ref2()),
                refusal.detail());
    }

    private String slots(String numbers, int count) {
        return format("place.slots", numbers, count);
    }

    /** Where something is: the number of its slot with the reader beside it, or the reader alone. */
    public String place(OptionalInt shelf, String reader) {
        return shelf.isPresent() ? format("place.slot", String.valueOf(shelf.getAsInt()), reader) : reader;
    }

    /** How many modules and keys of each class. */
    public String sentence(BatchCounts counts) {
        return new ClassWords(words.locale()).sentence(counts);
    }

    /** How many modules are done, and each class that is not. */
    public String modules(BatchCounts counts) {
        return new ClassWords(words.locale()).modules(counts);
    }

    /** What came of a batch, in one line, the worst first. */
    public String headline(ModuleCounts counts) {
        return new ClassWords(words.locale()).headline(counts);
    }

    /** The modules that a batch in work has lost up to now, by class; empty when there are none. */
    public String lost(ModuleCounts counts) {
        return new ClassWords(words.locale()).lost(counts);
    }

    public String sentence(Warning warning) {
        return format("warning." + warning.kind(), String.valueOf(warning.ref1()));
    }

    public String sentence(Service service) {
        return format("service." + service);
    }

    /** What an exception says: of a ledger in this language, of anything else in its own words. */
    public String sentence(Exception failure) {
        return LedgerProblem.in(failure).map(this::sentence).orElseGet(() -> String.valueOf(failure.getMessage()));
    }

    public String sentence(LedgerProblem problem) {
        return format(problem.key(), problem.details().toArray());
    }

    /** Which hook did not do what it is for, why, and how often. */
    public String sentence(HookProblem problem) {
        return format("hook." + problem.kind(), problem.hook().file(), problem.detail(), problem.times());
    }

    /** What became of something that was to be printed or written by itself. */
    public String sentence(PrintoutNews news) {
        return format("printout." + news.kind(), news.batch(), news.count(), news.detail());
    }

    /** This ledger is an older copy: the head was kept outside, and its event is not in it. */
    public String olderCopy(Head newer) {
        return format("recovery.olderCopy", newer.toString());
    }

    /** What earlier runs left to be done, one sentence each; empty when nothing. */
    public List<String> sentences(Recovery recovery) {
        List<String> sentences = new ArrayList<>();
        recovery.waiting().forEach(chain -> sentences.add(format("recovery.waiting", chain.toString())));
        recovery.newer().ifPresent(head -> sentences.add(olderCopy(head)));
        recovery.interrupted().ifPresent(interrupted -> {
            String readers = places(interrupted.unfinished());
            sentences.add(format(
                    readers.isEmpty() ? "recovery.interruptedEarly" : "recovery.interrupted",
                    String.valueOf(interrupted.batch().batch()),
                    interrupted.finished().size(),
                    interrupted.batch().unitsPlanned(),
                    readers));
        });
        if (!recovery.open().isEmpty()) {
            String modules = String.join(
                    ", ",
                    recovery.open().stream()
                            .sorted(Comparator.comparingInt(
                                            (OpenDownload open) -> open.shelf().orElse(Integer.MAX_VALUE))
                                    .thenComparing(OpenDownload::reader))
                            .map(open -> open.sn().grouped() + " (" + place(open.shelf(), open.reader()) + ")")
                            .distinct()
                            .toList());
            sentences.add(format("recovery.open", recovery.open().size(), modules));
        }
        return sentences;
    }

    /** The slots of modules by number, then the readers of those whose slots have none. */
    private String places(List<UnitRecord> units) {
        List<String> slots = units.stream()
                .sorted(UnitRecord.bySlot())
                .flatMap(unit -> unit.shelf().stream().mapToObj(String::valueOf))
                .distinct()
                .toList();
        Stream<String> readers = units.stream()
                .filter(unit -> unit.shelf().isEmpty())
                .map(UnitRecord::reader)
                .sorted();
        return Stream.concat(
                        slots.isEmpty() ? Stream.of() : Stream.of(slots(String.join(", ", slots), slots.size())),
                        readers)
                .collect(Collectors.joining(", "));
    }

    /**
     * The text of a key of {@code i18n/cause.properties}.
     *
     * @throws MissingResourceException when there is none: a fault of this program
     */
    public String format(String key, Object... arguments) {
        return words.say(key, arguments);
    }
}
