package org.keyrack.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import org.keyrack.files.InputFile;
import org.keyrack.files.InputFileException;
import org.keyrack.language.SentenceException;

/** A file with a secret, for its owner's eyes alone. */
final class SecretFile {
    private static final int LONGEST = 512;

    /** What makes a file one that others may see or change. */
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private SecretFile() {}

    /**
     * The characters of a file, which the caller wipes.
     *
     * @throws CliException when others may read or change it, or it cannot be read
     */
    static char[] chars(CliContext context, Path file) throws CliException {
        byte[] bytes;
        try {
            bytes = bytes(context, file, LONGEST, "secret.seen");
        } catch (InputFileException e) {
            throw CliException.usage(e.getMessage());
        }
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
        Arrays.fill(bytes, (byte) 0);
        char[] chars = new char[decoded.remaining()];
        decoded.get(chars);
        Arrays.fill(decoded.array(), '\0');
        return chars;
    }

    /**
     * The bytes of a file, which the caller wipes.
     *
     * @param seen the sentence for a file that others may read or change
     * @throws InputFileException when it is missing, too long, or no file to be read
     * @throws CliException when others may read or change it, or reading fails
     */
    static byte[] bytes(CliContext context, Path file, int most, String seen) throws InputFileException, CliException {
        try {
            PosixFileAttributeView rights = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (rights != null
                    && Files.isRegularFile(file)
                    && !Collections.disjoint(rights.readAttributes().permissions(), OTHERS)) {
                throw CliException.usage(context.words().say(seen, file.toString()));
            }
            return InputFile.readSecret(file, most);
        } catch (InputFileException e) {
            throw e;
        } catch (IOException e) {
            throw CliException.usage(context.words().say("file.broken", SentenceException.said(e)));
        }
    }
}
