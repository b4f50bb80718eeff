package org.keyrack.ledger;

import java.util.List;
import java.util.Locale;
import org.keyrack.journal.CeremonyAct;
import org.keyrack.journal.CeremonyEvent;
import org.keyrack.journal.CeremonyEvent.CeremonyActed;
import org.keyrack.journal.CeremonyEvent.CeremonyEnded;
import org.keyrack.journal.CeremonyEvent.CeremonyStarted;
import org.keyrack.journal.CeremonyEvent.Person;
import org.keyrack.journal.CeremonyRole;
import org.keyrack.journal.LetterShared;
import org.keyrack.journal.LettersPrinted;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;

/** Lines of ceremonies and of letters. */
final class CeremonyEncoder {
    private CeremonyEncoder() {}

    static EventLine line(CeremonyEvent event) {
        if (event instanceof CeremonyStarted started) {
            return line(EventType.CEREMONY_STARTED, started)
                    .with("name", started.name())
                    .with("plan", started.plan())
                    .with("planHash", started.planHash().hex())
                    .with(
                            "people",
                            started.people().stream()
                                    .map(person -> person.role().word() + " " + person.name())
                                    .toList())
                    .with("operator", started.operator())
                    .with("simulated", started.simulated());
        }
        if (event instanceof CeremonyActed acted) {
            EventLine line = line(EventType.CEREMONY_ACTED, acted)
                    .with("act", acted.act().word())
                    .with("object", acted.object())
                    .with("person", acted.person())
                    .with("package", acted.packageNumber());
            acted.kcv().ifPresent(kcv -> line.with("kcv", kcv.value().hex()));
            return line;
        }
        CeremonyEnded ended = (CeremonyEnded) event;
        return line(EventType.CEREMONY_ENDED, ended)
                .with("done", ended.done())
                .with("asId", ended.asId().hex())
                .with("operator", ended.operator());
    }

    private static EventLine line(EventType type, CeremonyEvent event) {
        return EventLine.of(type, event.at()).with("script", event.script().hex());
    }

    /** The letters of a key's components. */
    static EventLine line(LettersPrinted event) {
        return EventLine.of(EventType.LETTERS_PRINTED, event.at())
                .with("key", event.key())
                .with("length", event.length())
                .with("kcv", event.kcv().value().hex())
                .with("components", hex(event.components()))
                .with("packages", event.packages())
                .with("operator", event.operator());
    }

    /** Shares of a letter. */
    static EventLine line(LetterShared event) {
        return EventLine.of(event.restored() ? EventType.LETTER_RESTORED : EventType.LETTER_SPLIT, event.at())
                .with("key", event.key())
                .with("component", event.component())
                .with("kcv", event.kcv().value().hex())
                .with("needed", event.needed())
                .with("shares", hex(event.shares()))
                .with("packages", event.packages())
                .with("operator", event.operator());
    }

    private static List<String> hex(List<Kcv> kcvs) {
        return kcvs.stream().map(kcv -> kcv.value().hex()).toList();
    }

    /** What a line tells; {@link LedgerUnreadable} when it is none of a ceremony. */
    static CeremonyEvent event(EventLine line) {
        Bytes script = Bytes.ofHex(line.text("script"));
        return switch (line.type()) {
            case CEREMONY_STARTED ->
                new CeremonyStarted(
                        line.at(),
                        script,
                        line.text("name"),
                        line.text("plan"),
                        Bytes.ofHex(line.text("planHash")),
                        line.list("people").stream()
                                .map(CeremonyEncoder::person)
                                .toList(),
                        line.text("operator"),
                        line.flag("simulated"));
            case CEREMONY_ACTED ->
                new CeremonyActed(
                        line.at(),
                        script,
                        constant(CeremonyAct.class, line.text("act")),
                        line.text("object"),
                        line.text("person"),
                        line.maybe("kcv").map(hex -> new Kcv(Bytes.ofHex(hex))),
                        line.text("package"));
            case CEREMONY_ENDED ->
                new CeremonyEnded(
                        line.at(), script, line.flag("done"), Bytes.ofHex(line.text("asId")), line.text("operator"));
            default -> throw LedgerUnreadable.event("no line of a ceremony", null);
        };
    }

    private static Person person(String written) {
        int blank = written.indexOf(' ');
        return new Person(
                written.substring(blank + 1), constant(CeremonyRole.class, written.substring(0, Math.max(0, blank))));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word) {
        try {
            return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw LedgerUnreadable.event("no word of a ceremony: " + word, unknown);
        }
    }
}
