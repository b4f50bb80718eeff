package org.keyrack.prepare.ceremony;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrack.journal.CeremonyEvent.Person;
import org.keyrack.journal.CeremonyRole;
import org.keyrack.journal.LettersPrinted;
import org.keyrack.prepare.AsPlan;
import org.keyrack.prepare.PlanException;
import org.keyrack.prepare.PlanFile;
import org.keyrack.prepare.PreparedFiles;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;

/** A script for tests: the AS of {@link PreparedFiles}, three people with PINs, two holders, a witness. */
public final class Scripts {
    /** Who comes. */
    public static final List<Person> PEOPLE = List.of(
            new Person("Anna Berg", CeremonyRole.ADMINISTRATOR),
            new Person("Bo Carl", CeremonyRole.CUSTODIAN),
            new Person("Cy Dahl", CeremonyRole.OPERATOR),
            new Person("Di Eld", CeremonyRole.HOLDER),
            new Person("Ed Falk", CeremonyRole.HOLDER),
            new Person("Fe Grün", CeremonyRole.WITNESS));

    private Scripts() {}

    /** The plan of an AS. */
    public static AsPlan plan() throws PlanException {
        return PlanFile.parseAs(PreparedFiles.asPlan().getBytes(StandardCharsets.UTF_8), "as.yaml");
    }

    /** What was printed of the key T1. */
    public static LettersPrinted letters() {
        return new LettersPrinted(
                Instant.EPOCH,
                "T0",
                16,
                kcv(PreparedFiles.kcv()),
                PreparedFiles.COMPONENTS.stream()
                        .map(hex -> kcv(PreparedFiles.kcvOf(hex)))
                        .toList(),
                List.of("A-1001", "A-1002"),
                "Ada");
    }

    private static Kcv kcv(String hex) {
        return new Kcv(Bytes.ofHex(hex));
    }

    /** The script as it is written, beside its plan. */
    public static String text() throws PlanException {
        return new ScriptDraft(plan(), PEOPLE, kcv -> Optional.of(letters()), Map.of())
                .text("Keys of set 7", "as.yaml");
    }

    /** The script as it is read. */
    public static CeremonyScript parse(String text) throws PlanException {
        return parse(text, plan(), "");
    }

    /** The same with a plan and the text of its key blocks. */
    static CeremonyScript parse(String text, AsPlan plan, String block) throws PlanException {
        return ScriptFile.parse(text.getBytes(StandardCharsets.UTF_8), "script.yaml", new ScriptFile.Beside() {
            @Override
            public AsPlan plan(String name) {
                return plan;
            }

            @Override
            public String block(String name) {
                return block;
            }
        });
    }
}
