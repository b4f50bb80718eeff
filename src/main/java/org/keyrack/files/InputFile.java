package org.keyrack.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import org.keyrack.files.InputFileException.Kind;

/** Reads files that people name. A device or a pipe is never opened: it may have no end, or nobody who writes. */
public final class InputFile {
    private InputFile() {}

    /**
     * A whole file; links are followed.
     *
     * @param most bytes; no more than one of them over it is ever read, whatever the system says of the file's size
     */
    public static byte[] read(Path file, int most) throws InputFileException {
        try (InputStream in = open(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                Arrays.fill(bytes, (byte) 0);
                throw new InputFileException(Kind.TOO_LONG, file, most, "");
            }
            return bytes;
        } catch (InputFileException refused) {
            throw refused;
        } catch (IOException broken) {
            throw refused(file, broken);
        }
    }

    /**
     * The same of a file that holds a secret, which is left in no other array: {@link InputStream#readNBytes(int)} would keep a
     * copy that nobody can wipe.
     *
     * @param most a few bytes: that much is taken at once
     * @return the bytes, which the caller wipes
     */
    public static byte[] readSecret(Path file, int most) throws InputFileException {
        byte[] taken = new byte[most + 1];
        try (InputStream in = open(file)) {
            int length = in.readNBytes(taken, 0, taken.length);
            if (length > most) {
                throw new InputFileException(Kind.TOO_LONG, file, most, "");
            }
            return Arrays.copyOf(taken, length);
        } catch (InputFileException refused) {
            throw refused;
        } catch (IOException broken) {
            throw refused(file, broken);
        } finally {
            Arrays.fill(taken, (byte) 0);
        }
    }

    /** A file to be read piece by piece, by whoever bounds what it keeps of it. */
    public static InputStream open(Path file) throws InputFileException {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            if (found.isDirectory()) {
                throw new InputFileException(Kind.FOLDER, file, 0, "");
            }
            if (!found.isRegularFile()) {
                throw new InputFileException(Kind.SPECIAL, file, 0, "");
            }
            return Files.newInputStream(file);
        } catch (InputFileException refused) {
            throw refused;
        } catch (IOException broken) {
            throw refused(file, broken);
        }
    }

    private static InputFileException refused(Path file, IOException broken) {
        if (broken instanceof NoSuchFileException) {
            return new InputFileException(Kind.MISSING, file, 0, "");
        }
        if (broken instanceof AccessDeniedException) {
            return new InputFileException(Kind.DENIED, file, 0, "");
        }
        return new InputFileException(Kind.UNREADABLE, file, 0, String.valueOf(broken.getMessage()));
    }
}
