package org.keyrack.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.keyrack.files.InputFile;
import org.keyrack.files.InputFileException;
import org.keyrack.files.OwnersFile;
import org.keyrack.protocol.Bytes;

/**
 * The file of an AS that is no card: its description and a MAC of the AS under it.
 *
 * @param path of the file; its counters are beside it, and so is the keystore of an AS of this computer
 * @param description what it says
 * @param mac 16 bytes, believed once the AS is open
 */
public record AsFile(Path path, Description description, Bytes mac) {
    private static final int LONGEST = 64 * 1024;
    private static final String MAC = "mac: ";

    /** Reads a file; nothing of it is believed yet. */
    public static AsFile read(Path path) throws TroubleException {
        byte[] bytes;
        try {
            bytes = InputFile.read(path, LONGEST);
        } catch (InputFileException e) {
            Trouble trouble = e.kind() == InputFileException.Kind.MISSING ? Trouble.FILE_MISSING : Trouble.FILE_FORM;
            throw new TroubleException(trouble, path.toString(), e);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        int at = text.lastIndexOf(MAC);
        try {
            if (at < 1 || text.charAt(at - 1) != '\n') {
                throw new IllegalArgumentException("There is no MAC");
            }
            Bytes mac = Bytes.ofHex(text.substring(at + MAC.length()).strip());
            return new AsFile(path, Description.parse(text.substring(0, at)), mac);
        } catch (IllegalArgumentException e) {
            throw new TroubleException(Trouble.FILE_FORM, path.toString(), e);
        }
    }

    /** Writes a new file; one that is there is never written over. */
    static void write(Path path, Description description, byte[] mac) throws TroubleException {
        String text = description.text() + MAC + Bytes.of(mac).hex() + "\n";
        writeNew(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a new file for its owner's eyes. */
    static void writeNew(Path path, byte[] content) throws TroubleException {
        try {
            OwnersFile.write(path, content);
        } catch (FileAlreadyExistsException e) {
            throw new TroubleException(Trouble.FILE_EXISTS, path.toString(), e);
        } catch (IOException e) {
            throw new TroubleException(Trouble.FILE_UNWRITTEN, path.toString(), e);
        }
    }

    /** Where the counters are. */
    static Path counters(Path path) {
        return path.resolveSibling(path.getFileName() + ".counters");
    }

    /** Where the keystore of an AS of this computer is. */
    static Path keystore(Path path) {
        return path.resolveSibling(path.getFileName() + ".p12");
    }
}
