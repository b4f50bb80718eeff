package org.keyrack.ledger;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.keyrack.journal.CeremonyEvent;
import org.keyrack.journal.LettersPrinted;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;

/**
 * What was written down of a ceremony.
 *
 * @param chain in which it stands
 * @param seq its number there
 * @param event what it tells
 */
public record CeremonyLine(String chain, long seq, CeremonyEvent event) {
    /** The lines of a script, chain by chain. */
    static List<CeremonyLine> of(Handle handle, Database database, Bytes script) {
        return handle
                .createQuery("SELECT body FROM event WHERE " + database.field("type") + " IN ("
                        + EventType.CEREMONY_STARTED.sql() + ", " + EventType.CEREMONY_ACTED.sql() + ", "
                        + EventType.CEREMONY_ENDED.sql() + ") AND " + database.field("script")
                        + " = :script ORDER BY bench, seq")
                .bind("script", script.hex())
                .mapTo(String.class)
                .list()
                .stream()
                .map(ModuleHistory::read)
                .map(line -> new CeremonyLine(line.chain().name(), line.number("seq"), CeremonyEncoder.event(line)))
                .toList();
    }

    /** The last letters of a key. */
    static Optional<LettersPrinted> letters(Handle handle, Database database, Kcv kcv) {
        return handle.createQuery("SELECT body FROM event WHERE " + database.field("type") + " = "
                        + EventType.LETTERS_PRINTED.sql() + " AND " + database.field("kcv")
                        + " = :kcv ORDER BY bench DESC, seq DESC LIMIT 1")
                .bind("kcv", kcv.value().hex())
                .mapTo(String.class)
                .findFirst()
                .map(ModuleHistory::read)
                .map(CeremonyLine::letters);
    }

    private static LettersPrinted letters(EventLine line) {
        return new LettersPrinted(
                line.at(),
                line.text("key"),
                (int) line.number("length"),
                new Kcv(Bytes.ofHex(line.text("kcv"))),
                line.list("components").stream()
                        .map(hex -> new Kcv(Bytes.ofHex(hex)))
                        .toList(),
                line.list("packages"),
                line.text("operator"));
    }
}
