package org.keyrack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyrack.app.Batches;
import org.keyrack.app.Bench;
import org.keyrack.app.BenchView;
import org.keyrack.app.Campaign;
import org.keyrack.app.InputException;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.ReportSource;
import org.keyrack.app.Rotation;
import org.keyrack.app.SlotView;
import org.keyrack.plan.Plan;
import org.keyrack.plan.ProfileFile;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.run.RunSummary;
import org.keyrack.unit.AsUnit;
import org.keyrack.unit.EiUnit;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyrack rotate}. */
@CommandLine.Command(name = "rotate")
final class RotateCommand extends BenchTask {
    @Option(names = "--ref1", paramLabel = "${bundle:label.REF1}")
    private Integer ref1;

    @Mixin
    private PinOptions pin;

    @Mixin
    private OperatorOption operator;

    @Mixin
    private PersonOptions person;

    @Mixin
    private ReleaseOptions releases;

    @Mixin
    private LedgerOption ledger;

    @Option(names = "--status")
    private boolean status;

    @Option(names = "--list")
    private boolean list;

    @Option(names = "--dry-run")
    private boolean dryRun;

    @Option(names = "--json")
    private boolean json;

    @Override
    void check(CliContext context) throws CliException {
        operator.check(context);
        if (list && !status) {
            throw CliException.usage(context.words().get("campaign.list"));
        }
    }

    @Override
    int run(CliContext context, OpenBench open) throws CliException, InputException, InterruptedException {
        if (status) {
            try (ReportSource records = context.ledgers().read(ledger.location(), simulated())) {
                return new CampaignReport(context, json, list).print(Campaign.of(records));
            }
        }
        try (OpenLedger records = context.ledgers().open(ledger.location(), simulated())) {
            context.texts().sentences(records.recover()).forEach(context.err()::println);
            try (Bench bench = open.bench(records, records)) {
                BenchView view = BenchOptions.read(bench, context.texts());
                LoadReport.printSettled(context, view);
                return rotate(context, open, bench, view, records);
            }
        }
    }

    private int rotate(CliContext context, OpenBench open, Bench bench, BenchView view, OpenLedger records)
            throws CliException, InputException, InterruptedException {
        SlotView slot = PinEntry.findAs(view, context.texts());
        AsUnit as = slot.as().orElseThrow();
        Rotation rotation = find(context, as, view, records);
        holders(context, as, rotation);
        if (dryRun || rotation.due().isEmpty()) {
            return end(context, as, rotation, true);
        }
        Optional<String> signedIn = person.operator(context, records, simulated());
        PinEntry pins = pin.entry(context, open, bench, new LastTries(context, records, signedIn, releases));
        pins.enter(slot.reader());
        Batches batches = new Batches(bench, records);
        Set<String> readers = rotation.due().stream().map(EiUnit::reader).collect(Collectors.toSet());
        Plan plan = batches.plan(ProfileFile.rotation(rotation.key().ref1()), readers, view);
        new LoadReport(context, plan, Delivery.ANY).printPlan();
        if (plan.blocked()) {
            return ExitCode.BENCH;
        }
        LoadProgress progress = LoadProgress.drawn(context, plan);
        RunSummary summary = DownloadRun.run(
                context,
                batches,
                plan,
                pins,
                new Batches.Options(signedIn.orElseGet(() -> operator.name(context)), false),
                progress,
                event -> {});
        context.err().println(context.texts().sentence(summary.counts()));
        LoadReport.hooks(context, records.hooks());
        boolean complete = summary.complete() && plan.refusals().isEmpty();
        // What was not in the rack is as it was; those in it are read again.
        rotation.due().forEach(unit -> bench.readAgain(unit.reader()));
        return end(context, as, find(context, as, BenchOptions.read(bench, context.texts()), records), complete);
    }

    private Rotation find(CliContext context, AsUnit as, BenchView view, OpenLedger records) throws CliException {
        Rotation.Found found = Rotation.find(
                as, view.eiUnits(), ref1 == null ? OptionalInt.empty() : OptionalInt.of(ref1), records.transportKeys());
        if (found.none().isPresent()) {
            throw CliException.bench(
                    context.words().say("rotation." + found.none().get(), String.valueOf(ref1)));
        }
        return found.rotation().orElseThrow();
    }

    private static void holders(CliContext context, AsUnit as, Rotation rotation) {
        for (TransportKeySlot slot : as.identity().slots()) {
            context.err()
                    .println(context.words()
                            .say(
                                    "rotation.holders",
                                    slot.slot(),
                                    slot.tVersion(),
                                    slot.kcv().toString(),
                                    rotation.holders().getOrDefault(slot.slot(), 0)));
        }
        context.err().flush();
    }

    private int end(CliContext context, AsUnit as, Rotation rotation, boolean complete) {
        List<SerialNumber> left = rotation.left();
        if (json) {
            ObjectNode root = Json.object()
                    .put("ref1", rotation.key().ref1())
                    .put("version", rotation.slot().tVersion())
                    .put("kcv", rotation.slot().kcv().toString());
            ArrayNode slots = root.putArray("transportKeys");
            as.identity()
                    .slots()
                    .forEach(slot -> slots.addObject()
                            .put("slot", slot.slot())
                            .put("version", slot.tVersion())
                            .put("kcv", slot.kcv().toString())
                            .put("modules", rotation.holders().getOrDefault(slot.slot(), 0)));
            ArrayNode due = root.putArray("due");
            rotation.due().forEach(unit -> due.add(unit.sn().hex()));
            ArrayNode away = root.putArray("left");
            left.forEach(sn -> away.add(sn.hex()));
            context.out().println(root);
        } else {
            String serials = left.stream().map(SerialNumber::grouped).collect(Collectors.joining(", "));
            context.out()
                    .println(context.words().say("rotation.due", rotation.due().size()));
            context.out()
                    .println(
                            left.isEmpty()
                                    ? context.words().get("rotation.noneLeft")
                                    : context.words().say("rotation.left", left.size(), serials));
        }
        return complete ? ExitCode.DONE : ExitCode.UNITS_FAILED;
    }
}
