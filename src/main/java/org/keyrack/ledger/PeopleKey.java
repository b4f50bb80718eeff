package org.keyrack.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import org.keyrack.files.OwnersFile;
import org.keyrack.ledger.PersonException.Cause;
import org.keyrack.protocol.crypto.PinVerifier;

/** The key that PINs are hashed under: 32 bytes in a file beside the bench's key, the same on each bench of a ledger. */
final class PeopleKey {
    private PeopleKey() {}

    /**
     * Reads the key; the caller wipes it.
     *
     * @throws PersonException when there is none
     */
    static byte[] read(Path benchKey) throws PersonException {
        Path file = file(benchKey);
        try {
            byte[] key = Files.readAllBytes(file);
            if (key.length == PinVerifier.KEY) {
                return key;
            }
        } catch (IOException absent) {
            throw new PersonException(Cause.NO_KEY, file.toString());
        }
        throw new PersonException(Cause.NO_KEY, file.toString());
    }

    /** Makes the key when there is none. */
    static void make(Path benchKey, SecureRandom random) throws PersonException {
        Path file = file(benchKey);
        if (Files.exists(file)) {
            return;
        }
        byte[] key = new byte[PinVerifier.KEY];
        random.nextBytes(key);
        try {
            OwnersFile.write(file, key);
        } catch (IOException e) {
            throw new PersonException(Cause.NO_KEY, file.toString());
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static Path file(Path benchKey) {
        return benchKey.resolveSibling("people.key");
    }
}
