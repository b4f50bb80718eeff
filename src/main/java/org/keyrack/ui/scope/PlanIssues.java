package org.keyrack.ui.scope;

import java.util.ArrayList;
import java.util.List;
import org.keyrack.app.Batches;
import org.keyrack.plan.Plan;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.StatusWordTable;
import org.keyrack.ui.desk.Desk;

/** What a plan will not do and what is worth knowing, as sentences with the slot in front. */
public final class PlanIssues {
    private final Desk desk;

    public PlanIssues(Desk desk) {
        this.desk = desk;
    }

    /** The sentences: refusals first. */
    public List<String> of(Plan plan) {
        List<String> sentences = new ArrayList<>();
        plan.refusals()
                .forEach(refusal -> sentences.add(refusal.reader()
                        .map(reader -> desk.texts()
                                .format(
                                        "run.refused",
                                        desk.shelf().label(desk.bench().view(), reader),
                                        desk.causes().sentence(refusal)))
                        .orElseGet(() -> desk.causes().sentence(refusal))));
        plan.warnings().forEach(warning -> sentences.add(desk.causes().sentence(warning)));
        boolean host = Batches.pool(desk.bench().view()).stream().anyMatch(as -> as.kind() == AsKind.HOST);
        if (host) {
            sentences.add(StatusWordTable.text("host.warning", desk.texts().locale()));
        }
        return sentences;
    }
}
