package org.keyrack.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.NoteSignature;
import org.keyrack.evidence.SignedNote;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.journal.ChainName;

/** What witnesses added to checkpoints, in the database. A row proves itself; one that does not is passed over. */
final class CosignatureTable {
    /** A forger of rows may put so many before the genuine ones of a checkpoint. */
    private static final int MOST = 64;

    private CosignatureTable() {}

    /** A newer cosignature of the same checkpoint takes the place of the older one. */
    static void insert(Handle handle, ChainName chain, long size, VerifierKey witness, NoteSignature cosignature) {
        handle.createUpdate("INSERT INTO cosignature (chain, size, vkey, line) VALUES (:chain, :size, :vkey, :line)"
                        + " ON CONFLICT (chain, size, vkey) DO UPDATE SET line = excluded.line")
                .bind("chain", chain.name())
                .bind("size", size)
                .bind("vkey", witness.toString())
                .bind("line", cosignature.line())
                .execute();
    }

    /** The largest cosigned checkpoint of a chain that covers so many lines, with its cosignatures. */
    static Optional<SignedNote> newest(Handle handle, ChainName chain, long covers) {
        List<Row> rows = rows(handle, chain, covers);
        for (Row row : rows) {
            Optional<SignedNote> note =
                    CheckpointTable.at(handle, chain, row.size).flatMap(Row::note);
            List<NoteSignature> right = note.map(signed -> rows.stream()
                            .filter(other -> other.size == row.size)
                            .flatMap(other -> other.proven(signed.text()).stream())
                            .toList())
                    .orElse(List.of());
            if (!right.isEmpty()) {
                return note.map(signed -> signed.with(right));
            }
        }
        return Optional.empty();
    }

    /**
     * How many lines of a chain the newest checkpoint has that a witness cosigned; 0 when there is none.
     *
     * @param witness empty for any witness
     */
    static long newestSize(Handle handle, ChainName chain, Optional<VerifierKey> witness) {
        return rows(handle, chain, 1).stream()
                .filter(row ->
                        witness.isEmpty() || row.vkey.equals(witness.get().toString()))
                .filter(row -> CheckpointTable.at(handle, chain, row.size)
                        .flatMap(Row::note)
                        .flatMap(note -> row.proven(note.text()))
                        .isPresent())
                .mapToLong(Row::size)
                .findFirst()
                .orElse(0);
    }

    private static List<Row> rows(Handle handle, ChainName chain, long covers) {
        return new ArrayList<>(
                handle.createQuery("SELECT size, vkey, line FROM cosignature WHERE chain = :chain AND size >= :size"
                                + " ORDER BY size DESC, vkey DESC LIMIT :most")
                        .bind("chain", chain.name())
                        .bind("size", covers)
                        .bind("most", MOST)
                        .map((row, context) -> new Row(row.getLong(1), row.getString(2), row.getString(3)))
                        .list());
    }

    private record Row(long size, String vkey, String line) {
        static Optional<SignedNote> note(String text) {
            try {
                return Optional.of(SignedNote.parse(text));
            } catch (NoteException altered) {
                return Optional.empty();
            }
        }

        Optional<NoteSignature> proven(String text) {
            try {
                VerifierKey witness = VerifierKey.parse(vkey);
                return NoteSignature.parse(line)
                        .filter(signature -> witness.type() == VerifierKey.COSIGNATURE
                                && signature.isOf(witness)
                                && witness.verifies(text, signature.signature()));
            } catch (NoteException altered) {
                return Optional.empty();
            }
        }
    }
}
