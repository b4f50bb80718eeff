package org.keyrack.cli;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.keyrack.app.InputException;
import org.keyrack.app.ReportSource;
import org.keyrack.files.OutputFile;
import org.keyrack.language.TypedName;
import org.keyrack.order.OrderException;
import org.keyrack.order.SignedOrder;
import org.keyrack.plan.Profile.OnOccupied;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keyrack order new}: writes an order that a supervisor then reads and signs. */
@CommandLine.Command(name = "new")
final class OrderNew extends ProgramCommand {
    private static final Pattern LOAD = Pattern.compile("([0-9]{1,5}):([0-9]{1,5})");

    @Parameters(paramLabel = "${bundle:label.FILE}", descriptionKey = "file")
    private Path file;

    @Option(names = "--number", required = true, paramLabel = "${bundle:label.NUMBER}")
    private String number;

    @Option(names = "--customer", required = true, paramLabel = "${bundle:label.NAME}")
    private String customer;

    @Option(names = "--quantity", paramLabel = "${bundle:label.NUMBER}")
    private Integer quantity;

    @Option(names = "--serials", paramLabel = "SN-SN")
    private List<String> serials = List.of();

    @Option(names = "--load", required = true, paramLabel = "REF1:REF2")
    private List<String> loads;

    @Option(names = "--on-occupied", paramLabel = "fail|skip|replace")
    private OnOccupied onOccupied = OnOccupied.FAIL;

    @Option(names = "--until", required = true, paramLabel = "${bundle:label.DATE}")
    private String until;

    @Mixin
    private LedgerPlace place;

    @Override
    int run(CliContext context) throws CliException, InputException, IOException {
        String ledger;
        try (ReportSource records = context.ledgers().read(place.given(), place.simulated())) {
            ledger = records.ledgerId();
        }
        String text = text(context, ledger);
        try {
            SignedOrder.order(text, file.toString());
        } catch (OrderException refused) {
            throw CliException.usage(refused.getMessage());
        }
        OutputFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        context.out().println(context.words().say("order.written", file.toString()));
        return ExitCode.DONE;
    }

    private String text(CliContext context, String ledger) throws CliException {
        StringBuilder text = new StringBuilder("keyrack: order 1\n")
                .append("number: ")
                .append(quoted(number))
                .append("\nledger: ")
                .append(quoted(ledger))
                .append("\ncustomer: ")
                .append(quoted(customer))
                .append("\nmodules:\n");
        Optional.ofNullable(quantity)
                .ifPresent(count -> text.append("  quantity: ").append(count).append('\n'));
        if (!serials.isEmpty()) {
            text.append("  serials: ")
                    .append(serials.stream().map(OrderNew::quoted).collect(Collectors.joining(", ", "[", "]\n")));
        } else if (quantity == null) {
            throw CliException.usage(context.words().get("order.modules"));
        }
        text.append("load: [");
        for (int i = 0; i < loads.size(); i++) {
            Matcher load = LOAD.matcher(loads.get(i));
            if (!load.matches()) {
                throw CliException.usage(context.words().say("order.load", TypedName.shown(loads.get(i))));
            }
            text.append(i == 0 ? "" : ", ")
                    .append("{ref1: ")
                    .append(Integer.parseInt(load.group(1)))
                    .append(", ref2: ")
                    .append(Integer.parseInt(load.group(2)))
                    .append('}');
        }
        return text.append("]\nonOccupied: ")
                .append(onOccupied.name().toLowerCase(Locale.ROOT))
                .append("\nuntil: ")
                .append(quoted(until))
                .append('\n')
                .toString();
    }

    /** In quotes, as YAML and JSON both write it. */
    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
