package org.keyrack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyrack.app.BenchView;
import org.keyrack.app.CauseTexts;
import org.keyrack.app.InputException;
import org.keyrack.app.Reports;
import org.keyrack.app.SlotView;
import org.keyrack.hook.HookProblem;
import org.keyrack.hook.Hooks;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.UnitRefused;
import org.keyrack.language.SentenceException;
import org.keyrack.plan.Plan;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.report.LabelTemplate;
import org.keyrack.run.RunSummary;

/** What {@code load} says before and after the run. */
final class LoadReport {
    private final CliContext context;
    private final CauseTexts texts;
    private final Plan plan;
    private final Delivery delivery;
    /** What came in while the batch was in work and is not loaded. */
    private final List<Refusal> late = new CopyOnWriteArrayList<>();

    LoadReport(CliContext context, Plan plan, Delivery delivery) {
        this.context = context;
        this.texts = context.texts();
        this.plan = plan;
        this.delivery = delivery;
    }

    Plan plan() {
        return plan;
    }

    /** Says what reading the modules has settled of earlier runs. */
    static void printSettled(CliContext context, BenchView view) {
        view.slots().stream()
                .flatMap(slot -> slot.settled().stream())
                .forEach(settled -> context.err()
                        .println(context.texts()
                                .format(
                                        settled.loaded() ? "recovery.settledLoaded" : "recovery.settledNotLoaded",
                                        settled.download().sn().grouped(),
                                        String.valueOf(settled.download().ref2()))));
    }

    /** What is in the readers, one fact a line. */
    void sayRack(SlotView as, int modules) {
        context.err().println(context.words().say("plain.as", as.reader()));
        context.err().println(context.words().say("plain.rack", modules));
    }

    /** The end of a batch, one fact a line: what came of it, and what failed and why. */
    void say(RunSummary summary, List<String> triage) {
        Facts.counts(summary.counts().missing(delivery.missing().size()), context.words())
                .forEach(context.out()::println);
        triage.forEach(context.out()::println);
    }

    void printPlan() {
        delivery.print(context.err());
        print(plan.refusals());
        plan.warnings().forEach(warning -> context.err().println(texts.sentence(warning)));
        long complete =
                plan.units().stream().filter(unit -> unit.keys().isEmpty()).count();
        if (complete > 0) {
            context.err().println(context.words().say("load.complete", complete));
        }
        context.err().flush();
    }

    /** Shows what would be loaded where: {@code --dry-run}. */
    void showPlan(boolean json) {
        DryRun dryRun = new DryRun(plan, context);
        if (json) {
            context.out().println(withRefusals(dryRun.json()));
        } else {
            dryRun.lines().forEach(context.out()::println);
        }
    }

    /** Notes an event of the batch; any thread may call. */
    void accept(RunEvent event) {
        if (event instanceof UnitRefused refused && !plan.refusals().contains(refused.refusal())) {
            late.add(refused.refusal());
        }
    }

    private List<Refusal> refusals() {
        return Stream.concat(plan.refusals().stream(), late.stream()).toList();
    }

    private void print(List<Refusal> refusals) {
        texts.bySentence(refusals)
                .forEach((sentence, of) -> context.err()
                        .println(
                                of.size() == 1
                                        ? describe(of.get(0))
                                        : context.words().say("load.refusedModules", of.size(), places(of), sentence)));
    }

    /** Numbers on the shelf, the reader of what has none; and the SN that copies share. */
    private static String places(List<Refusal> refusals) {
        List<String> modules = refusals.stream()
                .map(refusal -> refusal.sn().map(SerialNumber::grouped).orElse(""))
                .distinct()
                .toList();
        String places = refusals.stream()
                .map(refusal -> refusal.shelf().isPresent()
                        ? String.valueOf(refusal.shelf().getAsInt())
                        : refusal.reader().orElse(""))
                .distinct()
                .collect(Collectors.joining(", "));
        return modules.size() == 1 && !modules.get(0).isEmpty() ? places + " (" + modules.get(0) + ")" : places;
    }

    private String describe(Refusal refusal) {
        String unit = refusal.reader()
                        .map(reader -> texts.place(refusal.shelf(), reader) + " ")
                        .orElse("")
                + refusal.sn().map(sn -> sn.grouped() + " ").orElse("");
        return unit.isEmpty()
                ? context.words().say("load.refused", texts.sentence(refusal))
                : context.words().say("load.refusedModule", unit, texts.sentence(refusal));
    }

    /**
     * Waits for the hooks that are at work and says which did not do what they are for. Nobody waits for more than the limits
     * of a hook that hangs.
     */
    static List<HookProblem> hooks(CliContext context, Hooks hooks) throws InterruptedException {
        hooks.await(Hooks.patience());
        List<HookProblem> problems = hooks.problems();
        problems.forEach(problem -> context.err().println(context.texts().sentence(problem)));
        context.err().flush();
        return problems;
    }

    /** @param json its object is printed instead of the sentences */
    void print(RunSummary summary, Optional<Reports> json, List<HookProblem> hooks) {
        print(late);
        context.err().flush();
        if (json.isPresent()) {
            context.out().println(with(withRefusals(json.get().json()), hooks));
            return;
        }
        context.out()
                .println(texts.sentence(
                        summary.counts().missing(delivery.missing().size())));
        if (!refusals().isEmpty()) {
            context.out()
                    .println(context.words().say("load.refusals", refusals().size()));
        }
    }

    /** The units of the report name their refusals too; here is also what concerns no single module. */
    private ObjectNode withRefusals(ObjectNode object) {
        ArrayNode refusals = object.putArray("refusals");
        for (Refusal refusal : refusals()) {
            ObjectNode node = refusals.addObject();
            refusal.reader().ifPresent(reader -> node.put("reader", reader));
            refusal.shelf().ifPresent(shelf -> node.put("shelf", shelf));
            refusal.sn().ifPresent(sn -> node.put("sn", sn.hex()));
            node.put("refusal", refusal.kind().name());
            node.put("sentence", texts.sentence(refusal));
        }
        delivery.into(object);
        return object;
    }

    private ObjectNode with(ObjectNode object, List<HookProblem> hooks) {
        if (!hooks.isEmpty()) {
            ArrayNode problems = object.putArray("hooks");
            hooks.forEach(problem -> problems.addObject()
                    .put("hook", problem.hook().file())
                    .put("problem", problem.kind().name())
                    .put("times", problem.times())
                    .put("sentence", texts.sentence(problem)));
        }
        return object;
    }

    /** Writes every form of the batch's report into a folder. */
    void write(Path folder, Reports reports) throws CliException, InputException {
        try {
            reports.all(folder, Reports.template(LabelTemplate.BUILT_IN.get(0)), 0);
        } catch (IOException e) {
            throw CliException.usage(context.words()
                    .say(
                            "load.unwritten",
                            SentenceException.said(e),
                            String.valueOf(reports.facts().summary().batch())));
        }
    }
}
