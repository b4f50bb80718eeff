package org.keyrack.app;

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
import org.keyrack.files.OwnersFile;
import org.keyrack.language.SentenceException;
import org.keyrack.language.Wording;
import org.keyrack.prepare.KeyComponent;
import org.keyrack.prepare.PlanException;

/** The text of a file with a secret, for its owner's eyes alone; one rule for the command line and the window. */
public final class SecretText {
    /** What makes a file one that others may see or change. */
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    /** Bytes of a file with a component at most. */
    private static final int LONGEST = 512;

    private SecretText() {}

    /**
     * The bytes of a file.
     *
     * @param most bytes that it may have
     * @param seen the sentence of the bundle {@code input} for a file that others may read or change
     * @return wiped by the caller
     * @throws InputFileException when it is missing, too long, or no file to be read
     * @throws InputException when others may read or change it, or reading fails
     */
    public static byte[] bytes(Path file, int most, String seen) throws InputFileException, InputException {
        try {
            PosixFileAttributeView rights = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (rights != null
                    && Files.isRegularFile(file)
                    && !Collections.disjoint(rights.readAttributes().permissions(), OTHERS)) {
                throw new InputException(Wording.of("input").say(seen, file.toString()));
            }
            return InputFile.readSecret(file, most);
        } catch (InputFileException e) {
            throw e;
        } catch (IOException e) {
            throw new InputException(Wording.of("input").say("secret.broken", SentenceException.said(e)), e);
        }
    }

    /**
     * Writes a new file that only its owner can read.
     *
     * @throws IOException when it is there already, or cannot be written
     */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        OwnersFile.write(file, bytes);
    }

    /** The characters of a file in UTF-8, as {@link #bytes}; the caller wipes the array behind them. */
    public static CharBuffer read(Path file, int most, String seen) throws InputFileException, InputException {
        byte[] bytes = bytes(file, most, seen);
        try {
            return StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * The characters of a file of a component's length at most; the caller wipes them.
     *
     * @throws InputException when the file cannot be read, or others may see it
     */
    public static char[] chars(Path file) throws InputException {
        CharBuffer read;
        try {
            read = read(file, LONGEST, "secret.seen");
        } catch (InputFileException e) {
            throw new InputException(e.getMessage(), e);
        }
        char[] text = Arrays.copyOf(read.array(), read.limit());
        Arrays.fill(read.array(), '\0');
        return text;
    }

    /**
     * Reads a file that holds a component of a key, as its letter shows it.
     *
     * @return closed by the caller
     * @throws InputException when the file cannot be read, or others may see it
     * @throws PlanException when it holds no component; never with its content
     */
    public static KeyComponent component(Path file) throws InputException, PlanException {
        char[] text = chars(file);
        try {
            return KeyComponent.parse(text, file.toString());
        } finally {
            Arrays.fill(text, '\0');
        }
    }
}
