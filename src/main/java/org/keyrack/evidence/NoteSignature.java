package org.keyrack.evidence;

import java.util.Optional;
import org.keyrack.protocol.Bytes;

/**
 * One signature line of a note.
 *
 * @param name who signed
 * @param keyId first bytes of a hash of name and key, 4 bytes: which key to check it with
 * @param signature what the key's type says, at least 1 byte
 */
public record NoteSignature(String name, Bytes keyId, Bytes signature) {
    static final int KEY_ID = 4;
    private static final String DASH = "\u2014 ";

    /** Reads a line without its line feed; empty when it is none. */
    public static Optional<NoteSignature> parse(String line) {
        int space = line.indexOf(' ', DASH.length());
        if (!line.startsWith(DASH) || space < 0 || !VerifierKey.isName(line.substring(DASH.length(), space))) {
            return Optional.empty();
        }
        return CanonicalBase64.decode(line.substring(space + 1))
                .filter(bytes -> bytes.length > KEY_ID)
                .map(Bytes::of)
                .map(bytes -> new NoteSignature(
                        line.substring(DASH.length(), space),
                        bytes.slice(0, KEY_ID),
                        bytes.slice(KEY_ID, bytes.length())));
    }

    /** Whether it says that this key made it. */
    public boolean isOf(VerifierKey key) {
        return name.equals(key.name()) && keyId.equals(key.keyId());
    }

    /** The line, without a line feed. */
    public String line() {
        return DASH + name + " "
                + CanonicalBase64.encode(Bytes.concat(keyId, signature).toArray());
    }
}
