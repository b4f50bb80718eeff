package org.keyrack.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keyrack.evidence.NoteException.Cause;
import org.keyrack.protocol.Bytes;

/**
 * A text and who signed it (C2SP signed-note). The last blank line separates the two, so that the text may hold some.
 *
 * @param text what is signed, with its last line feed
 * @param signatures 1 to 16, in their order
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
    private static final int MOST_BYTES = 4 << 20;
    private static final int MOST_SIGNATURES = 16;
    private static final String BLANK_LINE = "\n\n";

    public SignedNote {
        signatures = List.copyOf(signatures);
    }

    /** What signs. */
    public interface Signer {
        /** Signs a message: 64 bytes of Ed25519. */
        byte[] sign(byte[] message);
    }

    /** Signs a text that ends with a line feed, under a key of type {@link VerifierKey#NOTE} whose private part signs. */
    public static SignedNote signed(String text, VerifierKey key, Signer signer) {
        Bytes signature = Bytes.of(signer.sign(text.getBytes(StandardCharsets.UTF_8)));
        return new SignedNote(text, List.of(new NoteSignature(key.name(), key.keyId(), signature)));
    }

    /**
     * Reads a note; its signatures are not checked.
     *
     * @param file the bytes of a file, whole
     * @throws NoteException when it is not exactly what {@link #encode()} would write, or has a character that no note has
     */
    public static SignedNote parse(byte[] file) throws NoteException {
        String note = text(file);
        int blank = note.lastIndexOf(BLANK_LINE);
        if (blank < 0 || blank + BLANK_LINE.length() == note.length() || !note.endsWith("\n")) {
            throw new NoteException(Cause.NO_SIGNATURES);
        }
        String[] lines =
                note.substring(blank + BLANK_LINE.length(), note.length() - 1).split("\n", -1);
        if (lines.length > MOST_SIGNATURES) {
            throw new NoteException(Cause.TOO_MANY_SIGNATURES, String.valueOf(MOST_SIGNATURES));
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            Optional<NoteSignature> signature = NoteSignature.parse(lines[i]);
            if (signature.isEmpty()) {
                throw new NoteException(Cause.SIGNATURE_LINE, String.valueOf(i + 1));
            }
            signatures.add(signature.get());
        }
        return new SignedNote(note.substring(0, blank + 1), signatures);
    }

    /** Reads a note from text. */
    public static SignedNote parse(String note) throws NoteException {
        return parse(note.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] file) throws NoteException {
        if (file.length > MOST_BYTES) {
            throw new NoteException(Cause.TOO_LARGE, String.valueOf(MOST_BYTES));
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new NoteException(Cause.NO_TEXT);
        }
        int line = 1;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (c == '\r') {
                throw new NoteException(Cause.WINDOWS_LINE_ENDS);
            }
            if (c == '\n') {
                line++;
            } else if (isRefused(c)) {
                throw new NoteException(Cause.CHARACTER, String.format(Locale.ROOT, "U+%04X", c), String.valueOf(line));
            }
        }
        return text;
    }

    /** Control characters, and what is not seen or breaks a line where it is shown. */
    private static boolean isRefused(int c) {
        return c < ' '
                || switch (Character.getType(c)) {
                    case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
                    default -> false;
                };
    }

    /**
     * The keys of those known that signed. Lines of other keys are passed over.
     *
     * @throws NoteException when a signature of a known key is wrong, or none of them signed
     */
    public List<VerifierKey> signers(List<VerifierKey> known) throws NoteException {
        List<VerifierKey> signers = new ArrayList<>();
        for (VerifierKey key : known) {
            for (NoteSignature signature : signatures) {
                if (signature.isOf(key)) {
                    if (!key.verifies(text, signature.signature())) {
                        throw new NoteException(Cause.WRONG_SIGNATURE, key.name());
                    }
                    signers.add(key);
                }
            }
        }
        if (signers.isEmpty()) {
            throw new NoteException(Cause.NOT_SIGNED_BY_KNOWN_KEY);
        }
        return signers;
    }

    /** The same with more signatures, 16 in all at most. */
    public SignedNote with(List<NoteSignature> more) {
        List<NoteSignature> all = new ArrayList<>(signatures);
        all.addAll(more.subList(0, Math.min(more.size(), MOST_SIGNATURES - signatures.size())));
        return new SignedNote(text, all);
    }

    /** The note as it is written to a file. */
    public String encode() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()).append('\n'));
        return note.toString();
    }
}
