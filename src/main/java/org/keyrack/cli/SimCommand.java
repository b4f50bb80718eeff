package org.keyrack.cli;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.keyrack.app.InputException;
import org.keyrack.app.VirtualCards;
import org.keyrack.language.SentenceException;
import org.keyrack.language.Wording;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The cards of a rack file as cards on vpcd ports. */
@CommandLine.Command(name = "sim")
final class SimCommand extends ProgramCommand {
    @Option(names = "--rack", required = true, paramLabel = "${bundle:label.FILE}|demo")
    private String rack;

    @Option(names = "--vpcd", required = true, paramLabel = "PORT")
    private int port;

    @Option(names = "--wait", defaultValue = "30", paramLabel = "${bundle:label.SECONDS}")
    private int wait;

    @Override
    int run(CliContext context) throws CliException, InputException, InterruptedException {
        if (port < 1 || port > 65535) {
            throw CliException.usage(Wording.of("cli").say("sim.port", String.valueOf(port)));
        }
        try (VirtualCards cards = context.benches().virtual(BenchOptions.rack(rack))) {
            cards.connect(port).get(wait, TimeUnit.SECONDS);
            context.out().println("ready");
            context.out().flush();
            UntilStopped.run(cards::close);
            return ExitCode.DONE;
        } catch (IllegalArgumentException noSuchPorts) {
            throw CliException.usage(Wording.of("cli").say("sim.ports", SentenceException.said(noSuchPorts)));
        } catch (TimeoutException | ExecutionException e) {
            throw CliException.bench(Wording.of("cli").say("sim.unconnected", String.valueOf(port)));
        }
    }
}
