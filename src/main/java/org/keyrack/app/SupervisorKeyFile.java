package org.keyrack.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.files.InputFile;
import org.keyrack.language.Languages;
import org.keyrack.order.OrderException;
import org.keyrack.order.SupervisorKey;

/** Files of a supervisor's key that people name: {@code ID.key}, encrypted, and beside it {@code ID.vkey}. */
public final class SupervisorKeyFile {
    private static final int MOST_VKEY = 4096;
    private static final String ENDING = ".key";

    private SupervisorKeyFile() {}

    /**
     * A public key; whether it is a supervisor's is another matter.
     *
     * @throws InputException when the file holds none
     */
    public static VerifierKey verifier(Path file) throws InputException, IOException {
        byte[] bytes = InputFile.read(file, MOST_VKEY);
        try {
            return VerifierKey.parse(new String(bytes, StandardCharsets.UTF_8).strip());
        } catch (NoteException none) {
            throw new InputException(file + ": " + none.sentence(Languages.now()), none);
        }
    }

    /**
     * A private key, open.
     *
     * @param passphrase stays the caller's to wipe
     * @throws InputException when it is none, or the passphrase is another
     */
    public static SupervisorKey open(Path file, char[] passphrase) throws InputException, IOException {
        VerifierKey verifier = verifier(publicFile(file));
        byte[] pem = InputFile.readSecret(file, SupervisorKey.LONGEST_FILE);
        try {
            return SupervisorKey.open(pem, verifier, passphrase);
        } catch (OrderException refused) {
            throw new InputException(file + ": " + refused.getMessage(), refused);
        } finally {
            Arrays.fill(pem, (byte) 0);
        }
    }

    /** Where the public key of a private one is. */
    public static Path publicFile(Path key) {
        String name = String.valueOf(key.getFileName());
        String stem = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
        return key.resolveSibling(stem + ".vkey");
    }
}
