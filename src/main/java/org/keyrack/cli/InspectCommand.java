package org.keyrack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keyrack.app.Bench;
import org.keyrack.app.BenchView;
import org.keyrack.app.CounterFindings;
import org.keyrack.app.InputException;
import org.keyrack.app.ReportSource;
import org.keyrack.app.SlotView;
import org.keyrack.language.Wording;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.unit.AsUnit;
import org.keyrack.unit.EiUnit;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what an AS or an EI tells of itself; changes nothing and needs no PIN. */
@CommandLine.Command(name = "inspect")
final class InspectCommand extends BenchTask {
    @Option(names = "--json")
    private boolean json;

    @Parameters(arity = "0..1", paramLabel = "${bundle:label.READER}", descriptionKey = "reader")
    private String reader;

    @Mixin
    private LedgerOption ledger;

    @Override
    int run(CliContext context, OpenBench open) throws CliException, InputException, InterruptedException {
        try (Bench bench = open.bench()) {
            BenchView view = BenchOptions.read(bench, context.texts());
            List<SlotView> slots = reader == null ? view.slots() : List.of(named(view, reader));
            Map<Bytes, CounterFindings> findings = findings(context, slots);
            if (json) {
                ObjectNode root = Json.object();
                ArrayNode units = root.putArray("units");
                slots.forEach(slot -> units.add(toJson(slot, findings)));
                context.out().println(root);
            } else if (slots.isEmpty()) {
                context.out().println(context.texts().format("service.noReaders"));
            } else {
                slots.forEach(slot -> print(context.out(), slot, findings));
            }
            return ExitCode.DONE;
        }
    }

    /**
     * What the counters of each AS tell against the ledger; nothing without one. Cards of the virtual bench begin anew each
     * time, so they are compared with a ledger that is named.
     */
    private Map<Bytes, CounterFindings> findings(CliContext context, List<SlotView> slots) throws InputException {
        Map<Bytes, CounterFindings> findings = new HashMap<>();
        boolean named = ledger.location().isPresent();
        if (slots.stream().noneMatch(slot -> slot.as().isPresent()) || simulated() && !named) {
            return findings;
        }
        try (ReportSource records = context.ledgers().read(ledger.location(), simulated())) {
            for (SlotView slot : slots) {
                slot.as()
                        .map(AsUnit::identity)
                        .ifPresent(as -> findings.put(as.asId(), CounterFindings.of(as, records.counters(as.asId()))));
            }
        } catch (InputException none) {
            // A bench that has loaded nothing yet has no ledger.
            if (named) {
                throw none;
            }
        }
        return findings;
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

    private static void print(PrintWriter out, SlotView slot, Map<Bytes, CounterFindings> findings) {
        out.println(slot.reader() + ": " + ReadersCommand.describe(slot));
        slot.as().ifPresent(as -> {
            print(out, as);
            Optional.ofNullable(findings.get(as.identity().asId()))
                    .ifPresent(found -> found.sentences().forEach(line -> out.println("  " + line)));
        });
        slot.ei().ifPresent(ei -> print(out, ei));
    }

    static void print(PrintWriter out, AsUnit as) {
        Wording words = Wording.of("cli");
        out.println(words.say(
                "inspect.as",
                as.identity().state().name(),
                String.valueOf(as.identity().operatorTriesLeft()),
                String.valueOf(as.identity().administratorTriesLeft()),
                String.valueOf(as.identity().custodianTriesLeft()),
                String.valueOf(as.identity().acts()),
                String.valueOf(as.identity().ctr())));
        out.println("  " + AsProtectionText.line(as.protection()));
        as.identity()
                .slots()
                .forEach(slot -> out.println(words.say(
                                "inspect.slot",
                                String.valueOf(slot.slot()),
                                String.format(Locale.ROOT, "%02d", slot.suite().code()),
                                String.valueOf(slot.tVersion()),
                                slot.kcv().toString())
                        + AsProtectionText.origin(as.protection(), slot.slot())));
        as.keys()
                .forEach(key -> out.println(words.say(
                                "inspect.key",
                                String.valueOf(key.ref1()),
                                String.format(Locale.ROOT, "%-16s", key.label()),
                                String.format(Locale.ROOT, "%04X", key.appId()),
                                key.keyType().toString(),
                                String.valueOf(key.keyVersion()),
                                key.kcv().toString(),
                                exports(key, words))
                        + (key.diversify() ? ", " + words.get("inspect.diversified") : "")
                        + (key.transport() ? ", " + words.get("inspect.transport") : "")
                        + AsProtectionText.bars(as.kind(), key)));
    }

    private static String exports(KeyDirectoryEntry key, Wording words) {
        return key.exportsLeft() == KeyDirectoryEntry.NO_LIMIT
                ? words.get("inspect.noLimit")
                : String.valueOf(key.exportsLeft());
    }

    private static void print(PrintWriter out, EiUnit ei) {
        Wording words = Wording.of("cli");
        out.println(words.say(
                "inspect.ei",
                ei.identity().state().name(),
                String.valueOf(ei.identity().tVersion()),
                ei.identity().tKcv().toString(),
                String.valueOf(ei.identity().failures())));
        ei.locations()
                .forEach(location -> out.println(words.say(
                        "inspect.location",
                        String.valueOf(location.ref2()),
                        String.format(Locale.ROOT, "%04X", location.appId()),
                        location.acceptedTypes().stream()
                                .map(KeyType::toString)
                                .collect(Collectors.joining(" " + words.get("inspect.or") + " ")),
                        location.writeOnce() ? ", " + words.get("inspect.writeOnce") : "",
                        location.occupied()
                                ? words.say(
                                        "inspect.holds",
                                        String.valueOf(location.keyVersion()),
                                        location.kcv().toString())
                                : words.get("slot.empty"))));
    }

    private static ObjectNode toJson(SlotView slot, Map<Bytes, CounterFindings> findings) {
        ObjectNode node = Json.object();
        node.put("reader", slot.reader());
        node.put("state", slot.state().name());
        slot.as().ifPresent(as -> {
            ObjectNode object = node.putObject("as");
            addAs(object, as);
            Optional.ofNullable(findings.get(as.identity().asId()))
                    .ifPresent(found -> object.putObject("ledger")
                            .put("ctr", found.known().ctr())
                            .put("acts", found.known().acts())
                            .put("unexplainedExports", found.exports())
                            .put("unexplainedActs", found.acts()));
        });
        slot.ei().ifPresent(ei -> addEi(node.putObject("ei"), ei));
        return node;
    }

    static ObjectNode toJson(AsUnit as) {
        ObjectNode node = Json.object();
        node.put("reader", as.reader());
        node.put("kind", as.kind().id());
        addAs(node.putObject("as"), as);
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
