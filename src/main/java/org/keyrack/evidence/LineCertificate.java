package org.keyrack.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.keyrack.evidence.NoteException.Cause;
import org.keyrack.protocol.Bytes;

/**
 * One line of a chain with the proof that it stands there (c2sp.org/tlog-proof@v1): what a customer keeps of a module.
 *
 * @param line the line, without its line feed
 * @param index its number less one
 * @param proof hashes from the line up to the root, 32 bytes each
 * @param checkpoint the chain as its bench signed it
 */
public record LineCertificate(String line, long index, List<Bytes> proof, SignedNote checkpoint) {
    private static final String KIND = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";
    private static final int HEADER_LINES = 3;
    /** A tree of 2^53 lines is no higher. */
    private static final int MOST_HASHES = 63;

    public LineCertificate {
        proof = List.copyOf(proof);
    }

    /**
     * Reads a certificate; nothing is proven before {@link #verify}.
     *
     * @param file the bytes of a file, whole
     */
    public static LineCertificate parse(byte[] file) throws NoteException {
        SignedNote whole = SignedNote.parse(file);
        int blank = whole.text().indexOf("\n\n");
        if (!whole.text().startsWith(KIND + "\n")) {
            throw new NoteException(Cause.KIND, KIND);
        }
        if (blank < 0) {
            throw new NoteException(Cause.FIELD, "lines");
        }
        String[] header = whole.text().substring(0, blank).split("\n", -1);
        if (header.length < HEADER_LINES || header.length > HEADER_LINES + MOST_HASHES) {
            throw new NoteException(Cause.FIELD, "lines");
        }
        byte[] line = CanonicalBase64.decode(field(EXTRA, header[1]))
                .orElseThrow(() -> new NoteException(Cause.FIELD, "extra"));
        List<Bytes> proof = new ArrayList<>();
        for (String hash : Arrays.asList(header).subList(HEADER_LINES, header.length)) {
            proof.add(Fields.hash("proof", hash));
        }
        String text = new String(line, StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), line)) {
            throw new NoteException(Cause.FIELD, "extra");
        }
        return new LineCertificate(
                text,
                Fields.size(field(INDEX, header[2])),
                proof,
                new SignedNote(whole.text().substring(blank + 2), whole.signatures()));
    }

    private static String field(String name, String line) throws NoteException {
        if (!line.startsWith(name)) {
            throw new NoteException(Cause.FIELD, name.strip());
        }
        return line.substring(name.length());
    }

    /**
     * Checks that the bench signed a chain that has this line at this place.
     *
     * @param bench the bench's key
     * @param witnesses keys of witnesses, whose signatures may be absent
     * @return the checkpoint that proves it
     * @throws NoteException when a signature is wrong or absent, or the proof does not lead from the line to the root
     */
    public Checkpoint verify(VerifierKey bench, List<VerifierKey> witnesses) throws NoteException {
        Checkpoint signed = Checkpoint.signed(checkpoint, bench, witnesses);
        if (!TreeProof.includes(TreeProof.leaf(line), index, signed.size(), proof, signed.root())) {
            throw new NoteException(Cause.OTHER, "proof");
        }
        return signed;
    }

    /** The certificate as it is written to a file. */
    public String encode() {
        StringBuilder text = new StringBuilder(KIND + "\n" + EXTRA)
                .append(CanonicalBase64.encode(line.getBytes(StandardCharsets.UTF_8)))
                .append("\n" + INDEX)
                .append(index)
                .append('\n');
        proof.forEach(
                hash -> text.append(CanonicalBase64.encode(hash.toArray())).append('\n'));
        return text.append('\n').append(checkpoint.encode()).toString();
    }
}
