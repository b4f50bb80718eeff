package org.keyrack.ui.scope;

import java.util.ArrayList;
import java.util.List;
import org.keyrack.app.Batches;
import org.keyrack.plan.Plan;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.StatusWordTable;
import org.keyrack.ui.desk.Desk;

/** What a plan will not do and what is worth knowing, as sentences with the slots in front that each is true of. */
public final class PlanIssues {
    private final Desk desk;

    public PlanIssues(Desk desk) {
        this.desk = desk;
    }

    /** The sentences: refusals first. */
    public List<String> of(Plan plan) {
        List<String> sentences = new ArrayList<>();
        desk.causes().bySentence(plan.refusals()).forEach((sentence, refusals) -> {
            List<String> named = refusals.stream()
                    .flatMap(refusal -> refusal.reader().stream())
                    .map(reader -> desk.shelf().label(desk.bench().view(), reader))
                    .toList();
            sentences.add(named.isEmpty() ? sentence : of(named, sentence));
        });
        sentences.addAll(remarks(plan));
        return sentences;
    }

    /** What is worth knowing of a plan and keeps nothing from being loaded. */
    List<String> remarks(Plan plan) {
        List<String> sentences = new ArrayList<>();
        plan.warnings().forEach(warning -> sentences.add(desk.causes().sentence(warning)));
        boolean host = Batches.pool(desk.bench().view()).stream().anyMatch(as -> as.kind() == AsKind.HOST);
        if (host) {
            sentences.add(StatusWordTable.text("host.warning", desk.texts().locale()));
        }
        return sentences;
    }

    private String of(List<String> slots, String sentence) {
        return slots.size() == 1
                ? desk.texts().format("run.refused", slots.get(0), sentence)
                : desk.texts().format("plan.refused", String.join(", ", slots), sentence);
    }
}
