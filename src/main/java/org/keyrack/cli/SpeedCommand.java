package org.keyrack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.keyrack.app.Bench;
import org.keyrack.app.InputException;
import org.keyrack.files.OutputFile;
import org.keyrack.files.OutputFileException;
import org.keyrack.journal.History;
import org.keyrack.language.SentenceException;
import org.keyrack.language.Wording;
import org.keyrack.measure.Figure;
import org.keyrack.measure.LinkTimes;
import org.keyrack.measure.VirtualSpeed;
import org.keyrack.protocol.apdu.CardFailure;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How fast KeyRack is here. */
@CommandLine.Command(name = "bench")
final class SpeedCommand extends ProgramCommand {
    @Parameters(arity = "0..*", paramLabel = "${bundle:label.ROW}", descriptionKey = "rows")
    private List<Integer> rows = List.of();

    @Option(names = "--quick")
    private boolean quick;

    @Option(names = "--pcsc")
    private boolean pcsc;

    @Option(names = "--json", paramLabel = "${bundle:label.FILE}")
    private Path json;

    @Override
    int run(CliContext context) throws CliException, InputException, InterruptedException {
        ObjectNode root = Json.object();
        int code = pcsc ? readers(context, root) : virtual(context, root);
        if (json != null) {
            try {
                OutputFile.write(
                        json, (root.toPrettyString() + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
            } catch (OutputFileException e) {
                throw CliException.usage(e.getMessage());
            }
        }
        return code;
    }

    private int virtual(CliContext context, ObjectNode root) throws CliException, InputException, InterruptedException {
        for (int row : rows) {
            if (!VirtualSpeed.ROWS.contains(row)) {
                throw CliException.usage(Wording.of("cli").say("speed.row", String.valueOf(row)));
            }
        }
        VirtualSpeed speed = new VirtualSpeed(
                context.benches(),
                context.ledgers(),
                quick ? 0 : 5,
                line -> context.err().println(line));
        List<Figure> figures = new ArrayList<>();
        for (int row : rows.isEmpty() ? VirtualSpeed.ROWS : rows) {
            figures.addAll(speed.measure(row));
        }
        context.out().println(Figure.table(figures));
        ArrayNode list = root.putArray("figures");
        figures.forEach(figure -> list.add(figure.json()));
        return figures.stream().allMatch(figure -> figure.met().orElse(true)) ? ExitCode.DONE : ExitCode.UNITS_FAILED;
    }

    private int readers(CliContext context, ObjectNode root) throws CliException, InterruptedException {
        if (!rows.isEmpty()) {
            throw CliException.usage(Wording.of("cli").get("speed.rows"));
        }
        try (Bench bench = new Bench(context.benches().pcsc(), History.NONE, (download, loaded) -> false)) {
            BenchOptions.read(bench, context.texts());
            List<LinkTimes> times = LinkTimes.measure(bench);
            if (times.isEmpty()) {
                throw CliException.bench(Wording.of("cli").get("speed.none"));
            }
            ArrayNode list = root.putArray("readers");
            for (LinkTimes each : times) {
                context.out()
                        .println(context.words()
                                .say(
                                        "speed.line",
                                        each.reader(),
                                        each.as() ? "AS, GET DATA" : "EI, INITIATE",
                                        String.format(Locale.ROOT, "%.1f", each.alone()),
                                        String.format(Locale.ROOT, "%.1f", each.together())));
                list.addObject()
                        .put("reader", each.reader())
                        .put("role", each.as() ? "AS" : "EI")
                        .put("aloneMilliseconds", each.alone())
                        .put("togetherMilliseconds", each.together());
            }
            return ExitCode.DONE;
        } catch (CardFailure failure) {
            throw CliException.bench(Wording.of("cli").say("speed.silent", SentenceException.said(failure)));
        }
    }
}
