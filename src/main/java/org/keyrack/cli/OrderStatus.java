package org.keyrack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.keyrack.app.InputException;
import org.keyrack.app.ReportSource;
import org.keyrack.journal.ModuleClass;
import org.keyrack.ledger.OrderView;
import org.keyrack.order.OrderException;
import org.keyrack.order.SerialRange;
import org.keyrack.protocol.SerialNumber;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keyrack order status}: how orders stand, counted from the ledger's lines. */
@CommandLine.Command(name = "status")
final class OrderStatus extends ProgramCommand {
    @Parameters(arity = "0..1", paramLabel = "${bundle:label.NUMBER}", descriptionKey = "number")
    private String number;

    @Option(names = "--json")
    private boolean json;

    @Mixin
    private LedgerPlace place;

    @Override
    int run(CliContext context) throws CliException, InputException {
        try (ReportSource records = context.ledgers().read(place.given(), place.simulated())) {
            List<String> numbers = number == null ? records.orders() : List.of(number);
            if (numbers.isEmpty()) {
                context.err().println(context.words().get("order.none"));
            }
            ArrayNode all = Json.object().putArray("orders");
            for (String each : numbers) {
                OrderView view = records.order(each);
                if (json) {
                    all.add(json(view));
                } else if (number == null) {
                    context.out().println(line(context, view));
                } else {
                    print(context, view);
                }
            }
            if (json) {
                context.out().println(number == null ? all : all.get(0));
            }
            return ExitCode.DONE;
        } catch (OrderException refused) {
            throw CliException.usage(refused.getMessage());
        }
    }

    /** An order in one line: its number, how many of its modules, and until when. */
    static String line(CliContext context, OrderView view) {
        return context.words()
                .say(
                        view.closed().isPresent() ? "order.line.closed" : "order.line.open",
                        view.signed().order().number(),
                        view.used(),
                        view.signed().order().places(),
                        view.signed().order().until().toString());
    }

    /** What came of an order, one fact a line; every module that is not done, and every missing one, by name. */
    static void print(CliContext context, OrderView view) {
        context.out().println(line(context, view));
        for (ModuleClass each : OrderView.CLASSES) {
            if (view.counts().of(each) > 0) {
                context.out()
                        .println(context.words()
                                .say("order.count." + each, view.counts().of(each)));
            }
            if (!each.passed()) {
                view.in(each).forEach(sn -> context.out().println("  " + sn));
            }
        }
        context.out().println(context.words().say("order.count.MISSING", view.missing()));
        view.missingNamed().forEach(range -> context.out().println("  " + range));
    }

    static ObjectNode json(OrderView view) {
        ObjectNode node = Json.object();
        node.put("number", view.signed().order().number());
        node.put("customer", view.signed().order().customer());
        node.put("sha256", view.signed().order().hash().hex());
        node.put("until", view.signed().order().until().toString());
        node.put("opened", view.opened().toString());
        view.closed().ifPresent(at -> node.put("closed", at.toString()));
        node.put("places", view.signed().order().places());
        node.put("used", view.used());
        node.put("seen", view.modules().size());
        for (ModuleClass each : OrderView.CLASSES) {
            node.put(OrderView.word(each), view.counts().of(each));
        }
        node.put("missing", view.missing());
        ArrayNode missing = node.putArray("missingModules");
        view.missingNamed().stream().map(SerialRange::toString).forEach(missing::add);
        ObjectNode modules = node.putObject("modules");
        view.modules().keySet().stream()
                .sorted()
                .forEach(sn -> modules.put(sn.hex(), OrderView.word(classOf(view, sn))));
        return node;
    }

    private static ModuleClass classOf(OrderView view, SerialNumber sn) {
        return view.modules().getOrDefault(sn, ModuleClass.UNKNOWN);
    }
}
