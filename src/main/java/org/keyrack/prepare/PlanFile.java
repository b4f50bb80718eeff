package org.keyrack.prepare;

import java.nio.file.Path;
import org.keyrack.files.InputFile;
import org.keyrack.files.InputFileException;
import org.keyrack.language.Wording;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.yaml.YamlDocument;
import org.keyrack.yaml.YamlException;

/** Reads plan files from YAML, strictly: nothing is guessed, an unknown field is an error. */
public final class PlanFile {
    private static final int LONGEST = 256 * 1024;

    private PlanFile() {}

    /**
     * Reads a plan for an AS.
     *
     * @throws PlanException when the file is missing, unreadable, over 256 KiB or no valid plan
     */
    public static AsPlan readAs(Path file) throws PlanException {
        return parseAs(bytes(file), String.valueOf(file.getFileName()));
    }

    /** Reads a plan for modules; throws as {@link #readAs}. */
    public static ModulePlan readModules(Path file) throws PlanException {
        return parseModules(bytes(file), String.valueOf(file.getFileName()));
    }

    /**
     * Parses a plan for an AS.
     *
     * @param bytes YAML in UTF-8
     * @param source the file's name, for messages
     */
    public static AsPlan parseAs(byte[] bytes, String source) throws PlanException {
        try {
            return new AsPlanMapper(YamlDocument.read(bytes, source, PlanText.AsText.class)).plan(Bytes.sha256(bytes));
        } catch (YamlException wrong) {
            throw new PlanException(wrong.getMessage());
        }
    }

    /** Parses a plan for modules, as {@link #parseAs}. */
    public static ModulePlan parseModules(byte[] bytes, String source) throws PlanException {
        try {
            return new ModulePlanMapper(YamlDocument.read(bytes, source, PlanText.ModulesText.class))
                    .plan(Bytes.sha256(bytes));
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

    static YamlException wrong(YamlDocument<?> document, String path, String key, Object... details) {
        Wording words = Wording.of("input");
        return document.wrong(path, words.say("plan." + key, details), words.say("action.plan." + key, details));
    }

    /** Suite 1 when it is absent. */
    static Suite suite(Integer code) {
        try {
            return Suite.of(code == null ? 1 : code);
        } catch (ProtocolFailure impossible) {
            throw new IllegalStateException("The field takes 1 and 2 only", impossible);
        }
    }

    static int appId(String hex) {
        return hex == null ? 0 : Integer.parseInt(hex, 16);
    }
}
