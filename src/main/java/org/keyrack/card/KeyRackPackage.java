package org.keyrack.card;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.keyrack.protocol.Bytes;

/** KeyRack's own package and applets (docs/protocol.md), and the hash of the release that this program knows. */
public final class KeyRackPackage {
    public static final Aid AID = Aid.ofHex("F04B4559524B");
    public static final Aid AS = Aid.ofHex("F04B4559524B4153");
    public static final Aid EI = Aid.ofHex("F04B4559524B4549");

    /** 64 hexadecimal digits, or nothing until somebody with a Java Card SDK has built the release. */
    private static final String RELEASE = "/card/release-hash";

    private KeyRackPackage() {}

    /** The load file data block hash of the release, 32 bytes; empty while no release was built. */
    public static Optional<Bytes> releaseHash() {
        try (InputStream in = KeyRackPackage.class.getResourceAsStream(RELEASE)) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(Bytes.ofHex(text));
        } catch (IOException broken) {
            throw new UncheckedIOException("The hash of the release cannot be read", broken);
        }
    }

    /** Whether a load file is the release, byte for byte. */
    public static boolean isRelease(Bytes hash) {
        return releaseHash().filter(hash::equals).isPresent();
    }
}
