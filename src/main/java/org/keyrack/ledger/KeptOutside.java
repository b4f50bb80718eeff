package org.keyrack.ledger;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.SignedNote;
import org.keyrack.journal.ChainName;

/**
 * What was kept of a ledger outside of it, for its verification.
 *
 * @param heads where chains ended
 * @param checkpoints the trees over their lines
 */
public record KeptOutside(List<SignedHead> heads, List<SignedCheckpoint> checkpoints) {
    public KeptOutside {
        heads = List.copyOf(heads);
        checkpoints = List.copyOf(checkpoints);
    }

    /** Heads alone. */
    public static KeptOutside of(List<SignedHead> heads) {
        return new KeptOutside(heads, List.of());
    }

    /** The chains whose trees are needed. */
    Set<ChainName> trees() {
        return checkpoints.stream().map(SignedCheckpoint::chain).collect(Collectors.toSet());
    }

    /**
     * A checkpoint and who signed it.
     *
     * @param checkpoint what is signed
     * @param note the same with its signatures, which are not checked yet
     */
    public record SignedCheckpoint(Checkpoint checkpoint, SignedNote note) {
        /**
         * Reads checkpoints from a file: one, or as many as a bench has kept.
         *
         * @throws LedgerException naming the file that holds something else
         */
        public static List<SignedCheckpoint> read(Path file) throws LedgerException {
            List<SignedCheckpoint> read = new ArrayList<>();
            try {
                for (SignedNote note : KeptCheckpoints.read(file)) {
                    read.add(new SignedCheckpoint(Checkpoint.parse(note.text()), note));
                }
            } catch (NoteException e) {
                throw new LedgerException(file + ": " + e.getMessage(), e);
            }
            return read;
        }

        ChainName chain() {
            return new ChainName(checkpoint.origin().chain());
        }
    }
}
