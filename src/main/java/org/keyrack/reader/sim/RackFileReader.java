package org.keyrack.reader.sim;

import java.nio.file.Path;
import org.keyrack.files.InputFile;
import org.keyrack.files.InputFileException;
import org.keyrack.yaml.YamlDocument;
import org.keyrack.yaml.YamlException;

/** From the bytes of a rack file to its model: fields by their own rules, then what depends on more than one. */
final class RackFileReader {
    private static final int LARGEST = 1 << 20;

    private RackFileReader() {}

    static RackFile read(Path file) throws RackFileException {
        byte[] yaml;
        try {
            yaml = InputFile.read(file, LARGEST);
        } catch (InputFileException refused) {
            throw new RackFileException(refused);
        }
        Path folder = file.toAbsolutePath().getParent();
        return read(yaml, file.toString(), folder == null ? Path.of("") : folder);
    }

    static RackFile read(byte[] yaml, String name, Path folder) throws RackFileException {
        try {
            return new RackFileMapper(YamlDocument.read(yaml, name, RackText.class), folder).map();
        } catch (YamlException wrong) {
            throw new RackFileException(wrong);
        }
    }
}
