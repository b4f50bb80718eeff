package org.keyrack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.keyrack.app.Bench;
import org.keyrack.app.BenchView;
import org.keyrack.app.SlotView;
import org.keyrack.language.Wording;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.unit.AsUnit;
import org.keyrack.unit.EiUnit;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what an AS or an EI tells of itself; changes nothing and needs no PIN. */
@CommandLine.Command(
        name = "inspect",
        description = "Shows what the AS and the modules tell of themselves. Changes nothing and needs no PIN.")
final class InspectCommand extends BenchTask {
    @Option(names = "--json", description = "Writes one JSON object.")
    private boolean json;

    @Parameters(arity = "0..1", paramLabel = "READER", description = "One reader; without it, all of them.")
    private String reader;

    @Override
    int run(CliContext context, OpenBench open) throws CliException, InterruptedException {
        try (Bench bench = open.bench()) {
            BenchView view = BenchOptions.read(bench, context.texts());
            List<SlotView> slots = reader == null ? view.slots() : List.of(named(view, reader));
            if (json) {
                ObjectNode root = Json.object();
                ArrayNode units = root.putArray("units");
                slots.forEach(slot -> units.add(toJson(slot)));
                context.out().println(root);
            } else if (slots.isEmpty()) {
                context.out().println(context.texts().format("service.noReaders"));
            } else {
                slots.forEach(slot -> print(context.out(), slot));
            }
            return ExitCode.DONE;
        }
    }

    static SlotView named(BenchView view, String reader) throws CliException {
        return view.slot(reader)
                .orElseThrow(() -> CliException.usage(Wording.of("cli")
                        .say(
                                "reader.none",
                                reader,
                                String.join(
                                        ", ",
                                        view.slots().stream()
                                                .map(SlotView::reader)
                                                .toList()))));
    }

    private static void print(PrintWriter out, SlotView slot) {
        out.println(slot.reader() + ": " + ReadersCommand.describe(slot));
        slot.as().ifPresent(as -> print(out, as));
        slot.ei().ifPresent(ei -> print(out, ei));
    }

    private static void print(PrintWriter out, AsUnit as) {
        out.printf(
                Locale.ROOT,
                "  state %s, tries left operator %d, administrator %d, custodian %d, acts %d, exports done %d%n",
                as.identity().state(),
                as.identity().operatorTriesLeft(),
                as.identity().administratorTriesLeft(),
                as.identity().custodianTriesLeft(),
                as.identity().acts(),
                as.identity().ctr());
        out.println("  " + AsProtectionText.line(as.protection()));
        as.identity()
                .slots()
                .forEach(slot -> out.printf(
                        Locale.ROOT,
                        "  T slot %d: suite %02d, version %d, KCV %s%s%n",
                        slot.slot(),
                        slot.suite().code(),
                        slot.tVersion(),
                        slot.kcv(),
                        AsProtectionText.origin(as.protection(), slot.slot())));
        as.keys()
                .forEach(key -> out.printf(
                        Locale.ROOT,
                        "  REF1 %d %-16s appId %04X %s version %d KCV %s exports left %s%s%s%s%n",
                        key.ref1(),
                        key.label(),
                        key.appId(),
                        key.keyType(),
                        key.keyVersion(),
                        key.kcv(),
                        exports(key),
                        key.diversify() ? ", diversified" : "",
                        key.transport() ? ", transport key" : "",
                        AsProtectionText.bars(key)));
    }

    private static String exports(KeyDirectoryEntry key) {
        return key.exportsLeft() == KeyDirectoryEntry.NO_LIMIT ? "no limit" : String.valueOf(key.exportsLeft());
    }

    private static void print(PrintWriter out, EiUnit ei) {
        out.printf(
                Locale.ROOT,
                "  state %s, T version %d KCV %s, failures %d%n",
                ei.identity().state(),
                ei.identity().tVersion(),
                ei.identity().tKcv(),
                ei.identity().failures());
        ei.locations()
                .forEach(location -> out.printf(
                        Locale.ROOT,
                        "  REF2 %d appId %04X takes %s%s: %s%n",
                        location.ref2(),
                        location.appId(),
                        location.acceptedTypes().stream().map(KeyType::toString).collect(Collectors.joining(" or ")),
                        location.writeOnce() ? ", write once" : "",
                        location.occupied() ? "version " + location.keyVersion() + " KCV " + location.kcv() : "empty"));
    }

    private static ObjectNode toJson(SlotView slot) {
        ObjectNode node = Json.object();
        node.put("reader", slot.reader());
        node.put("state", slot.state().name());
        slot.as().ifPresent(as -> addAs(node.putObject("as"), as));
        slot.ei().ifPresent(ei -> addEi(node.putObject("ei"), ei));
        return node;
    }

    private static void addAs(ObjectNode node, AsUnit as) {
        node.put("asId", as.identity().asId().hex());
        node.put("label", as.identity().label());
        node.put("lifeCycle", as.identity().state().name());
        node.put("operatorTriesLeft", as.identity().operatorTriesLeft());
        node.put("administratorTriesLeft", as.identity().administratorTriesLeft());
        node.put("custodianTriesLeft", as.identity().custodianTriesLeft());
        node.put("acts", as.identity().acts());
        AsProtectionText.write(node.putObject("protection"), as.protection());
        node.put("ctr", as.identity().ctr());
        ArrayNode slots = node.putArray("transportKeys");
        as.identity()
                .slots()
                .forEach(slot -> slots.addObject()
                        .put("slot", slot.slot())
                        .put("suite", slot.suite().code())
                        .put("version", slot.tVersion())
                        .put("kcv", slot.kcv().toString()));
        ArrayNode keys = node.putArray("keys");
        as.keys()
                .forEach(key -> keys.addObject()
                        .put("ref1", key.ref1())
                        .put("label", key.label())
                        .put("appId", key.appId())
                        .put("keyType", key.keyType().toString())
                        .put("version", key.keyVersion())
                        .put("kcv", key.kcv().toString())
                        .put("diversified", key.diversify())
                        .put("transport", key.transport())
                        .put("drawnOnCard", key.attributes().drawnOnCard())
                        .put("barredFromSealing", key.attributes().barredFromSealing())
                        .put("exportsLeft", key.exportsLeft() == KeyDirectoryEntry.NO_LIMIT ? null : key.exportsLeft())
                        .set("barredSlots", AsProtectionText.slots(key)));
    }

    private static void addEi(ObjectNode node, EiUnit ei) {
        node.put("sn", ei.sn().hex());
        node.put("lifeCycle", ei.identity().state().name());
        node.put("setKcv", ei.identity().tKcv().toString());
        node.put("tVersion", ei.identity().tVersion());
        node.put("failures", ei.identity().failures());
        ArrayNode locations = node.putArray("locations");
        ei.locations()
                .forEach(location -> locations
                        .addObject()
                        .put("ref2", location.ref2())
                        .put("appId", location.appId())
                        .put("occupied", location.occupied())
                        .put("version", location.keyVersion())
                        .put("kcv", location.occupied() ? location.kcv().toString() : null));
    }
}
