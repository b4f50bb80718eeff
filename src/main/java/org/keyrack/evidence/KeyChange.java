package org.keyrack.evidence;

import java.util.List;
import org.keyrack.evidence.NoteException.Cause;
import org.keyrack.protocol.Bytes;

/**
 * The old key of a chain gives it a new one: the text of a note that the old key signs.
 *
 * @param chain which chain
 * @param size how many lines it has before the one that brings the new key
 * @param root root of the tree over those lines, 32 bytes
 * @param newKey the key that signs from then on, under the chain's name
 */
public record KeyChange(Origin chain, long size, Bytes root, VerifierKey newKey) {
    private static final String KIND = "keyrack: bench-key 1";
    private static final int LINES = 5;

    /** What the old key signs. */
    public String text() {
        return KIND + "\n" + chain + "\n" + size + "\n" + CanonicalBase64.encode(root.toArray()) + "\n" + newKey + "\n";
    }

    /**
     * Reads a note and checks that a chain's old key signed it.
     *
     * @param oldKey raw, 32 bytes; it signs under the name of the chain that the note names
     * @throws NoteException when it is no such note, or the old key did not sign it
     */
    public static KeyChange signed(String note, Bytes oldKey) throws NoteException {
        SignedNote signed = SignedNote.parse(note);
        KeyChange change = parse(signed.text());
        signed.signers(List.of(new VerifierKey(change.chain.toString(), VerifierKey.NOTE, oldKey)));
        return change;
    }

    private static KeyChange parse(String text) throws NoteException {
        String[] lines = text.split("\n", -1);
        if (!lines[0].equals(KIND)) {
            throw new NoteException(Cause.KIND, KIND);
        }
        if (lines.length != LINES + 1) {
            throw new NoteException(Cause.FIELD, "lines");
        }
        KeyChange change = new KeyChange(
                Origin.parse(lines[1]),
                Fields.size(lines[2]),
                Fields.hash("root", lines[3]),
                VerifierKey.parse(lines[4]));
        if (change.newKey.type() != VerifierKey.NOTE || !change.newKey.name().equals(lines[1])) {
            throw new NoteException(Cause.OTHER, "vkey");
        }
        return change;
    }
}
