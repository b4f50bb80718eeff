package org.keyrack.evidence;

import java.util.ArrayList;
import java.util.List;
import org.keyrack.evidence.NoteException.Cause;
import org.keyrack.protocol.Bytes;

/**
 * What a bench asks of a witness (C2SP tlog-witness, body of add-checkpoint): a checkpoint, and the proof that it grew from
 * the one that the witness has seen last.
 *
 * @param oldSize lines of that one; 0 when it has seen none
 * @param proof hashes of 32 bytes each; none when the sizes are the same or the old one is 0
 * @param checkpoint as its bench signed it
 */
public record GrowthRequest(long oldSize, List<Bytes> proof, SignedNote checkpoint) {
    private static final String OLD = "old ";
    private static final int MOST_HASHES = 63;

    public GrowthRequest {
        proof = List.copyOf(proof);
    }

    /**
     * Reads a request; nothing is proven before {@link #verify}.
     *
     * @param file the bytes of a file, whole
     */
    public static GrowthRequest parse(byte[] file) throws NoteException {
        SignedNote whole = SignedNote.parse(file);
        int blank = whole.text().indexOf("\n\n");
        if (!whole.text().startsWith(OLD)) {
            throw new NoteException(Cause.KIND, "old SIZE");
        }
        if (blank < 0) {
            throw new NoteException(Cause.FIELD, "lines");
        }
        String[] lines = whole.text().substring(0, blank).split("\n", -1);
        if (lines.length > 1 + MOST_HASHES) {
            throw new NoteException(Cause.FIELD, "lines");
        }
        List<Bytes> proof = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            proof.add(Fields.hash("proof", lines[i]));
        }
        return new GrowthRequest(
                Fields.size(lines[0].substring(OLD.length())),
                proof,
                new SignedNote(whole.text().substring(blank + 2), whole.signatures()));
    }

    /**
     * Checks that the checkpoint grew from an older one.
     *
     * @param old the checkpoint that is known
     * @param bench the key that signed both
     * @return the newer one
     * @throws NoteException when its bench did not sign it, or it is of another chain, another size, or no growth
     */
    public Checkpoint verify(Checkpoint old, VerifierKey bench) throws NoteException {
        Checkpoint signed = Checkpoint.signed(checkpoint, bench, List.of());
        if (!signed.origin().equals(old.origin())) {
            throw new NoteException(Cause.OTHER, "origin");
        }
        if (old.size() != oldSize) {
            throw new NoteException(Cause.OTHER, "old");
        }
        if (!TreeProof.consistent(oldSize, old.root(), signed.size(), signed.root(), proof)) {
            throw new NoteException(Cause.OTHER, "proof");
        }
        return signed;
    }

    /** The request as it is written to a file. */
    public String encode() {
        StringBuilder text = new StringBuilder(OLD).append(oldSize).append('\n');
        proof.forEach(
                hash -> text.append(CanonicalBase64.encode(hash.toArray())).append('\n'));
        return text.append('\n').append(checkpoint.encode()).toString();
    }
}
