package org.keyrack.evidence;

import java.util.Base64;
import java.util.Optional;

/** Base64 (RFC 4648, section 4, with padding) in its one canonical spelling. */
final class CanonicalBase64 {
    private CanonicalBase64() {}

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The bytes; empty when the text is not what {@link #encode} would write of them. */
    static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
