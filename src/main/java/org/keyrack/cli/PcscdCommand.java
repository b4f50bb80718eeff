package org.keyrack.cli;

import java.nio.file.Path;
import org.keyrack.app.BenchSource.PrivateService;
import org.keyrack.app.InputException;
import org.keyrack.language.Wording;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A private pcscd, for tests and integrators. */
@CommandLine.Command(name = "pcscd")
final class PcscdCommand extends ProgramCommand {
    @Parameters(paramLabel = "N", descriptionKey = "count")
    private int readers;

    @Option(names = "--dir", required = true, paramLabel = "${bundle:label.DIR}")
    private Path directory;

    @Override
    int run(CliContext context) throws CliException, InputException, InterruptedException {
        if (readers < 1 || readers > 16) {
            throw CliException.usage(Wording.of("cli").say("pcscd.readers", String.valueOf(readers)));
        }
        try (PrivateService service = context.benches().pcscd(readers, directory)) {
            context.out().println("socket " + service.socket());
            context.out().println("port " + service.firstPort());
            context.out().flush();
            UntilStopped.run(service::close);
            return ExitCode.DONE;
        }
    }
}
