package org.keyrack.card;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.keyrack.protocol.Bytes;

/**
 * The release of KeyRack's applets that this program knows.
 *
 * @param packaged the CAP file that came with the program; only when it was packed with a Java Card SDK
 * @param hash load file data block hash of the release, 32 bytes; empty while no release was built
 */
public record KeyRackRelease(Optional<Path> packaged, Optional<Bytes> hash) {
    /** Where the package's launcher says that the CAP file would be. */
    private static final String PACKAGED = "org.keyrack.cap";

    /** 64 hexadecimal digits, or nothing until somebody with a Java Card SDK has built the release. */
    private static final String HASH = "/card/release-hash";

    /** What came with this program. */
    public static KeyRackRelease installed() {
        return new KeyRackRelease(
                Optional.ofNullable(System.getProperty(PACKAGED)).map(Path::of).filter(Files::isRegularFile),
                hash(ofTree()));
    }

    private static String ofTree() {
        try (InputStream in = KeyRackRelease.class.getResourceAsStream(HASH)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException broken) {
            throw new UncheckedIOException("The hash of the release cannot be read", broken);
        }
    }

    /**
     * What a hash file says.
     *
     * @return empty for an empty file
     * @throws IllegalArgumentException when it holds anything but 64 hexadecimal digits
     */
    public static Optional<Bytes> hash(String file) {
        String digits = file.strip();
        if (!digits.isEmpty() && !digits.matches("[0-9A-Fa-f]{64}")) {
            throw new IllegalArgumentException("The hash of the release is no SHA-256: write 64 hexadecimal digits");
        }
        return digits.isEmpty() ? Optional.empty() : Optional.of(Bytes.ofHex(digits));
    }

    /** Whether a load file is the release, byte for byte. */
    public boolean is(CapFile file) {
        return hash.filter(file.hash()::equals).isPresent();
    }
}
