package org.keyrack.evidence;

import java.util.List;
import org.keyrack.evidence.NoteException.Cause;
import org.keyrack.protocol.Bytes;

/**
 * Where a chain stood, as text that its bench signs and witnesses cosign (C2SP tlog-checkpoint): three lines and no more.
 *
 * @param origin which chain
 * @param size how many lines it has
 * @param root root of the tree over them, 32 bytes
 */
public record Checkpoint(Origin origin, long size, Bytes root) {
    private static final int LINES = 3;

    /** What is signed. */
    public String text() {
        return origin + "\n" + size + "\n" + CanonicalBase64.encode(root.toArray()) + "\n";
    }

    /**
     * Reads the text of a checkpoint; who signed it is not checked.
     *
     * @throws NoteException when it is none
     */
    public static Checkpoint parse(String text) throws NoteException {
        String[] lines = text.split("\n", -1);
        if (lines.length != LINES + 1 || !lines[LINES].isEmpty()) {
            throw new NoteException(Cause.FIELD, "lines");
        }
        return new Checkpoint(Origin.parse(lines[0]), Fields.size(lines[1]), Fields.hash("root", lines[2]));
    }

    /**
     * Reads a checkpoint that its bench signed.
     *
     * @param note the signed note
     * @param bench the bench's key, which signs under the chain's name
     * @param witnesses keys of witnesses; their signatures may be absent, and are wrong when they do not hold
     * @throws NoteException when it is none, or the bench did not sign it, or a signature of a given key is wrong
     */
    public static Checkpoint signed(SignedNote note, VerifierKey bench, List<VerifierKey> witnesses)
            throws NoteException {
        Checkpoint checkpoint = parse(note.text());
        if (bench.type() != VerifierKey.NOTE || !bench.name().equals(checkpoint.origin.toString())) {
            throw new NoteException(Cause.OTHER, "origin");
        }
        note.signers(List.of(bench));
        for (VerifierKey witness : witnesses) {
            if (note.signatures().stream().anyMatch(signature -> signature.isOf(witness))) {
                note.signers(List.of(witness));
            }
        }
        return checkpoint;
    }
}
