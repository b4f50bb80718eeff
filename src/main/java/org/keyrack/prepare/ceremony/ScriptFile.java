package org.keyrack.prepare.ceremony;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.keyrack.files.InputFile;
import org.keyrack.files.InputFileException;
import org.keyrack.prepare.AsPlan;
import org.keyrack.prepare.PlanException;
import org.keyrack.prepare.PlanFile;
import org.keyrack.prepare.ceremony.ScriptText.CeremonyText;
import org.keyrack.protocol.Bytes;
import org.keyrack.yaml.YamlDocument;
import org.keyrack.yaml.YamlException;

/** Reads scripts from YAML, strictly: nothing is guessed, an unknown field is an error. */
public final class ScriptFile {
    private static final int LONGEST = 256 * 1024;
    /** A block has 9,999 characters at most. */
    private static final int LONGEST_BLOCK = 16 * 1024;

    private ScriptFile() {}

    /** What stands beside a script, by the names that it writes. */
    interface Beside {
        AsPlan plan(String name) throws PlanException;

        /** A key block without what is blank around it. */
        String block(String name) throws PlanException;
    }

    /** What stands in the folder of a script. */
    private record Folder(Path script) implements Beside {
        private Path file(String name) {
            return script.toAbsolutePath().resolveSibling(name);
        }

        @Override
        public AsPlan plan(String name) throws PlanException {
            return PlanFile.readAs(file(name));
        }

        @Override
        public String block(String name) throws PlanException {
            return new String(bytes(file(name), LONGEST_BLOCK), StandardCharsets.ISO_8859_1).strip();
        }
    }

    /**
     * Reads a script, its plan and its key blocks, which stand beside it unless the script says otherwise.
     *
     * @throws PlanException when one of the two is missing, unreadable or not valid, or they do not fit each other
     */
    public static CeremonyScript read(Path file) throws PlanException {
        return parse(bytes(file, LONGEST), String.valueOf(file.getFileName()), new Folder(file));
    }

    /** SHA-256 of a script's bytes, whatever it says: the name that the ledger has for it. */
    public static Bytes hash(Path file) throws PlanException {
        return Bytes.sha256(bytes(file, LONGEST));
    }

    static CeremonyScript parse(byte[] bytes, String source, Beside beside) throws PlanException {
        try {
            YamlDocument<CeremonyText> document = YamlDocument.read(bytes, source, CeremonyText.class);
            AsPlan plan = beside.plan(document.value().plan());
            return new ScriptMapper(document, plan, beside).script(Bytes.sha256(bytes));
        } catch (YamlException wrong) {
            throw new PlanException(wrong.getMessage());
        }
    }

    private static byte[] bytes(Path file, int most) throws PlanException {
        try {
            return InputFile.read(file, most);
        } catch (InputFileException e) {
            throw new PlanException(e.getMessage());
        }
    }
}
