package org.keyrack.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.keyrack.evidence.NoteException.Cause;
import org.keyrack.protocol.Bytes;

/**
 * What a bench hands to a witness. As a rule it is the body of C2SP add-checkpoint and nothing else; before it may stand what a
 * witness needs that has never seen the chain, or has seen it under an older key:
 *
 * <pre>
 * keyrack: witness-request 1
 * first BASE64 of the certificate of the chain's first line
 * continued SIZE HASH HASH …
 * key BASE64 of a note of a key change
 *
 * old SIZE …
 * </pre>
 *
 * @param growth the checkpoint, and the proof that it grew
 * @param first the chain's first line, proven by this checkpoint
 * @param continued proof that the chain that this one continues had grown to its end from what the witness saw last
 * @param keyChanges notes by which the chain's key changed, oldest first
 */
public record WitnessRequest(
        GrowthRequest growth, Optional<LineCertificate> first, Optional<Continued> continued, List<String> keyChanges) {
    private static final String KIND = "keyrack: witness-request 1";
    private static final String FIRST = "first ";
    private static final String CONTINUED = "continued ";
    private static final String KEY = "key ";

    public WitnessRequest {
        keyChanges = List.copyOf(keyChanges);
    }

    /**
     * That an older chain grew.
     *
     * @param oldSize how many lines the witness has seen of it, at least 1
     * @param proof from there to its end, 32 bytes each
     */
    public record Continued(long oldSize, List<Bytes> proof) {
        public Continued {
            proof = List.copyOf(proof);
        }
    }

    /**
     * Reads a request; nothing is proven.
     *
     * @param file the bytes of a file, whole
     */
    public static WitnessRequest parse(byte[] file) throws NoteException {
        SignedNote whole = SignedNote.parse(file);
        if (!whole.text().startsWith(KIND + "\n")) {
            return new WitnessRequest(GrowthRequest.parse(file), Optional.empty(), Optional.empty(), List.of());
        }
        int blank = whole.text().indexOf("\n\n");
        if (blank < 0) {
            throw new NoteException(Cause.FIELD, "lines");
        }
        String body = new String(file, StandardCharsets.UTF_8).substring(blank + 2);
        Optional<LineCertificate> first = Optional.empty();
        Optional<Continued> continued = Optional.empty();
        List<String> keyChanges = new ArrayList<>();
        for (String line : whole.text()
                .substring(KIND.length() + 1, Math.max(blank, KIND.length() + 1))
                .lines()
                .toList()) {
            if (line.startsWith(FIRST)) {
                first = Optional.of(LineCertificate.parse(base64(FIRST, line)));
            } else if (line.startsWith(CONTINUED)) {
                continued = Optional.of(continued(line.substring(CONTINUED.length())));
            } else if (line.startsWith(KEY)) {
                keyChanges.add(new String(base64(KEY, line), StandardCharsets.UTF_8));
            } else {
                throw new NoteException(Cause.FIELD, "lines");
            }
        }
        return new WitnessRequest(
                GrowthRequest.parse(body.getBytes(StandardCharsets.UTF_8)), first, continued, keyChanges);
    }

    private static byte[] base64(String name, String line) throws NoteException {
        return CanonicalBase64.decode(line.substring(name.length()))
                .orElseThrow(() -> new NoteException(Cause.FIELD, name.strip()));
    }

    private static Continued continued(String text) throws NoteException {
        String[] parts = text.split(" ", -1);
        List<Bytes> proof = new ArrayList<>();
        for (String hash : Arrays.asList(parts).subList(1, parts.length)) {
            proof.add(Fields.hash("continued", hash));
        }
        return new Continued(Fields.size(parts[0]), proof);
    }

    /** The request as it is written to a file. */
    public String encode() {
        StringBuilder text = new StringBuilder();
        first.ifPresent(line -> append(text, FIRST, line.encode()));
        continued.ifPresent(older -> {
            text.append(CONTINUED).append(older.oldSize());
            older.proof().forEach(hash -> text.append(' ').append(CanonicalBase64.encode(hash.toArray())));
            text.append('\n');
        });
        keyChanges.forEach(note -> append(text, KEY, note));
        return text.isEmpty() ? growth.encode() : KIND + "\n" + text + "\n" + growth.encode();
    }

    private static void append(StringBuilder text, String name, String value) {
        text.append(name)
                .append(CanonicalBase64.encode(value.getBytes(StandardCharsets.UTF_8)))
                .append('\n');
    }
}
