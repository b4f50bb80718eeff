package org.keyrack.prepare.ceremony;

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

    private ScriptFile() {}

    /** How a script names its plan, and where that is read. */
    interface Plans {
        AsPlan read(String name) throws PlanException;
    }

    /**
     * Reads a script and its plan, which stands beside it unless the script says otherwise.
     *
     * @throws PlanException when one of the two is missing, unreadable or not valid, or they do not fit each other
     */
    public static CeremonyScript read(Path file) throws PlanException {
        return parse(
                bytes(file),
                String.valueOf(file.getFileName()),
                name -> PlanFile.readAs(file.toAbsolutePath().resolveSibling(name)));
    }

    /** SHA-256 of a script's bytes, whatever it says: the name that the ledger has for it. */
    public static Bytes hash(Path file) throws PlanException {
        return Bytes.sha256(bytes(file));
    }

    static CeremonyScript parse(byte[] bytes, String source, Plans plans) throws PlanException {
        try {
            YamlDocument<CeremonyText> document = YamlDocument.read(bytes, source, CeremonyText.class);
            AsPlan plan = plans.read(document.value().plan());
            return new ScriptMapper(document, plan).script(Bytes.sha256(bytes));
        } catch (YamlException wrong) {
            throw new PlanException(wrong.getMessage());
        }
    }

    private static byte[] bytes(Path file) throws PlanException {
        try {
            return InputFile.read(file, LONGEST);
        } catch (InputFileException e) {
            throw new PlanException(e.getMessage());
        }
    }
}
