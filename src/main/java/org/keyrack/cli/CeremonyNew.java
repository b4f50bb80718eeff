package org.keyrack.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keyrack.app.InputException;
import org.keyrack.app.ReportSource;
import org.keyrack.files.OutputFile;
import org.keyrack.journal.CeremonyEvent.Person;
import org.keyrack.journal.CeremonyRole;
import org.keyrack.journal.LettersPrinted;
import org.keyrack.language.TypedName;
import org.keyrack.prepare.AsPlan;
import org.keyrack.prepare.PlanException;
import org.keyrack.prepare.PlanFile;
import org.keyrack.prepare.ceremony.ScriptDraft;
import org.keyrack.protocol.Kcv;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyrack ceremony new}: writes the script of a ceremony from the plan of an AS and the people who come. */
@CommandLine.Command(name = "new")
final class CeremonyNew extends ProgramCommand {
    @Option(names = "--plan", required = true, paramLabel = "${bundle:label.FILE}")
    private Path plan;

    @Option(names = "--out", required = true, paramLabel = "${bundle:label.FILE}")
    private Path out;

    @Option(names = "--name", paramLabel = "${bundle:label.NAME}")
    private String name;

    @Option(names = "--administrator", required = true, paramLabel = "${bundle:label.NAME}")
    private String administrator;

    @Option(names = "--custodian", required = true, paramLabel = "${bundle:label.NAME}")
    private String custodian;

    @Option(names = "--as-operator", required = true, paramLabel = "${bundle:label.NAME}")
    private String asOperator;

    @Option(names = "--holder", paramLabel = "${bundle:label.NAME}")
    private List<String> holders = List.of();

    @Option(names = "--witness", paramLabel = "${bundle:label.NAME}")
    private List<String> witnesses = List.of();

    @Option(names = "--key-block", paramLabel = "${bundle:label.KEY}=${bundle:label.FILE}")
    private Map<String, Path> blocks = new LinkedHashMap<>();

    @Mixin
    private LedgerPlace place;

    @Override
    int run(CliContext context) throws CliException, InputException, IOException {
        List<Person> people = people(context);
        if (Files.exists(out)) {
            throw CliException.usage(context.words().say("ceremony.there", out.toString()));
        }
        try {
            AsPlan read = PlanFile.readAs(plan);
            for (String key : blocks.keySet()) {
                if (!read.components().containsKey(key)) {
                    throw CliException.usage(context.words().say("block.unknown", key));
                }
            }
            Map<String, String> named = new HashMap<>();
            blocks.forEach((key, file) -> named.put(key, fromScript(file)));
            ScriptDraft draft = new ScriptDraft(read, people, kcv -> letters(context, kcv), named);
            String text = draft.text(name == null ? read.name() : name, fromScript(plan));
            OutputFile.write(out, text.getBytes(StandardCharsets.UTF_8));
            draft.unknown().forEach(key -> context.err().println(context.words().say("ceremony.fill", key)));
            context.out().println(context.words().say("ceremony.script", out.toString()));
            return ExitCode.DONE;
        } catch (PlanException refused) {
            throw CliException.usage(refused.getMessage());
        }
    }

    private List<Person> people(CliContext context) throws CliException {
        List<Person> people = new ArrayList<>();
        people.add(new Person(administrator, CeremonyRole.ADMINISTRATOR));
        people.add(new Person(custodian, CeremonyRole.CUSTODIAN));
        people.add(new Person(asOperator, CeremonyRole.OPERATOR));
        holders.forEach(holder -> people.add(new Person(holder, CeremonyRole.HOLDER)));
        witnesses.forEach(witness -> people.add(new Person(witness, CeremonyRole.WITNESS)));
        for (Person person : people) {
            if (!TypedName.isValid(person.name())) {
                throw CliException.usage(
                        context.words().say("operator.form", TypedName.shown(person.name()), TypedName.LONGEST));
            }
        }
        return people;
    }

    /** A file's name alone when it is beside the script. */
    private String fromScript(Path file) {
        Path written = file.toAbsolutePath().normalize();
        Path script = out.toAbsolutePath().normalize();
        return Objects.equals(written.getParent(), script.getParent())
                ? String.valueOf(written.getFileName())
                : written.toString();
    }

    /** Letters that a ledger knows; a bench that has printed none may have no ledger yet. */
    private Optional<LettersPrinted> letters(CliContext context, Kcv kcv) {
        try (ReportSource records = context.ledgers().read(place.given(), place.simulated())) {
            return records.letters(kcv);
        } catch (InputException none) {
            return Optional.empty();
        }
    }
}
