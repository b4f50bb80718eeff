package org.keyrack.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.keyrack.app.Ceremony;
import org.keyrack.app.InputException;
import org.keyrack.app.ReportSource;
import org.keyrack.language.Languages;
import org.keyrack.ledger.CeremonyLine;
import org.keyrack.prepare.PlanException;
import org.keyrack.prepare.ceremony.ScriptFile;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keyrack ceremony record}: what was written down of a ceremony, as a PDF that its people sign. */
@CommandLine.Command(name = "record")
final class CeremonyRecord extends ProgramCommand {
    @Parameters(arity = "1", paramLabel = "${bundle:label.FILE}", descriptionKey = "script")
    private Path file;

    @Option(names = "--out", required = true, paramLabel = "${bundle:label.FILE}")
    private Path out;

    @Mixin
    private LedgerPlace place;

    @Override
    int run(CliContext context) throws CliException, InputException, IOException {
        try (ReportSource records = context.ledgers().read(place.given(), place.simulated())) {
            List<CeremonyLine> lines = records.ceremony(ScriptFile.hash(file));
            if (lines.isEmpty()) {
                throw CliException.usage(context.words().say("ceremony.noRecord", file.toString()));
            }
            Ceremony.record(lines, out, Languages.now());
            context.out().println(out);
            return ExitCode.DONE;
        } catch (PlanException refused) {
            throw CliException.usage(refused.getMessage());
        }
    }
}
