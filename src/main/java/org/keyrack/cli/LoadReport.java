package org.keyrack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.keyrack.app.CauseTexts;
import org.keyrack.plan.Plan;
import org.keyrack.plan.Refusal;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.run.RunSummary;
import org.keyrack.run.UnitResult;

/** What {@code load} says before and after the run. */
final class LoadReport {
    private final CliContext context;
    private final CauseTexts texts;
    private final Plan plan;

    LoadReport(CliContext context, Plan plan) {
        this.context = context;
        this.texts = context.texts();
        this.plan = plan;
    }

    void printPlan() {
        plan.refusals().forEach(refusal -> context.err().println(describe(refusal)));
        plan.warnings().forEach(warning -> context.err().println(texts.sentence(warning)));
        long complete =
                plan.units().stream().filter(unit -> unit.keys().isEmpty()).count();
        if (complete > 0) {
            context.err().println(complete + " modules need nothing: they hold these keys already.");
        }
        context.err().flush();
    }

    private String describe(Refusal refusal) {
        String unit = refusal.reader().map(reader -> reader + " ").orElse("")
                + refusal.sn().map(sn -> sn.grouped() + " ").orElse("");
        return (unit.isEmpty() ? "Refused: " : unit + "refused: ") + texts.sentence(refusal);
    }

    void print(RunSummary summary, Map<SerialNumber, UnitResult> results, boolean json) {
        if (json) {
            context.out().println(toJson(summary, results));
            return;
        }
        context.out()
                .printf(
                        "%d of %d modules done, %d failed%s. %d keys loaded, %d failed, %d unknown.%n",
                        summary.unitsDone(),
                        summary.unitsDone() + summary.unitsFailed() + summary.unitsStopped(),
                        summary.unitsFailed(),
                        summary.unitsStopped() > 0 ? ", " + summary.unitsStopped() + " not finished" : "",
                        summary.keysLoaded(),
                        summary.keysFailed(),
                        summary.keysUnknown());
        if (!plan.refusals().isEmpty()) {
            context.out().println(plan.refusals().size() + " refusals, see above.");
        }
    }

    /** Writes the JSON object into a folder. */
    void write(Path folder, RunSummary summary, Map<SerialNumber, UnitResult> results) throws CliException {
        Path file = folder.resolve("batch-" + summary.batch() + ".json");
        try {
            Files.createDirectories(folder);
            Files.writeString(file, toJson(summary, results).toPrettyString() + System.lineSeparator());
        } catch (IOException e) {
            throw CliException.usage("The report " + file + " cannot be written: " + e.getMessage()
                    + ". The batch is in the ledger; free space or choose another folder.");
        }
    }

    private ObjectNode toJson(RunSummary summary, Map<SerialNumber, UnitResult> results) {
        ObjectNode root = Json.object();
        root.put("batch", summary.batch());
        root.put("profile", plan.profile().name());
        root.put("setKcv", plan.setKcv().toString());
        root.put("end", summary.reason().name());
        ArrayNode units = root.putArray("units");
        plan.units().forEach(unit -> {
            ObjectNode node = units.addObject();
            node.put("reader", unit.reader());
            node.put("sn", unit.sn().hex());
            UnitResult result = results.get(unit.sn());
            node.put(
                    "state",
                    result == null
                            ? (unit.keys().isEmpty() ? "DONE" : "STOPPED")
                            : result.state().name());
            node.put("keysLoaded", result == null ? 0 : result.loaded());
            node.put("keysPlanned", unit.keys().size());
            if (result != null && result.failure().isPresent()) {
                ObjectNode failure = node.putObject("failure");
                failure.put("step", result.failure().get().step().name());
                failure.put("command", result.failure().get().command());
                result.failure().get().sw().ifPresent(sw -> failure.put("sw", String.format("%04X", sw)));
                failure.put("cause", result.failure().get().cause());
                failure.put("sentence", texts.sentence(result.failure().get()));
            }
        });
        plan.refusals().stream()
                .filter(refusal -> refusal.reader().isPresent())
                .forEach(refusal -> units.addObject()
                        .put("reader", refusal.reader().orElseThrow())
                        .put("sn", refusal.sn().map(SerialNumber::hex).orElse(null))
                        .put("state", "REFUSED")
                        .put("keysLoaded", 0)
                        .put("keysPlanned", 0)
                        .put("refusal", refusal.kind().name())
                        .put("sentence", texts.sentence(refusal)));
        root.put("keysLoaded", summary.keysLoaded());
        root.put("keysFailed", summary.keysFailed());
        root.put("keysUnknown", summary.keysUnknown());
        return root;
    }
}
