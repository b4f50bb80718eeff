package org.keyrack.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.Preparations;
import org.keyrack.app.ShelfLabels;
import org.keyrack.card.CapFile;
import org.keyrack.card.MadeCap;
import org.keyrack.measure.Figure;
import org.keyrack.prepare.ModulePlan;
import org.keyrack.prepare.Preparation;
import org.keyrack.prepare.PreparationSecrets;
import org.keyrack.prepare.PreparationSummary;
import org.keyrack.prepare.Workshop;
import org.keyrack.reader.pcsc.PcscReaders;

/** Row 16: what fifteen blank cards take over one: from the first look at a card until the last is SECURED. */
final class PreparationRow {
    private static final int CARDS = 15;
    /** What a line of 115,200 baud and a card's own work come to: 61 blocks of a load file take 4 s. */
    private static final int BAUD = 38_400;

    private static final int LOAD_FILE = 13_000;

    private final Rig rig;

    PreparationRow(Rig rig) {
        this.rig = rig;
    }

    /** @param repeats warm measurements; 0: the cold one alone */
    List<Figure> measure(int repeats) throws Exception {
        List<Double> ratios = new ArrayList<>();
        List<Double> ones = new ArrayList<>();
        for (int i = 0; i <= repeats; i++) {
            double one = milliseconds(1);
            ones.add(one);
            ratios.add(milliseconds(CARDS) / one);
        }
        return List.of(Figure.of(16, "prepare modules, 15 blank cards / one", "", Figure.atMost(1.1), ratios)
                .with("oneCardMilliseconds", Figure.median(ones)));
    }

    /** Prepares so many of fifteen fresh cards. */
    private double milliseconds(int cards) throws Exception {
        rig.insertBlank(CARDS, BAUD);
        ModulePlan plan = Workshop.modulePlan("{ counter: \"00112233\" }");
        CapFile cap = CapFile.parse(MadeCap.keyRack(LOAD_FILE, 7), "made.cap");
        try (OpenLedger ledger = rig.freshLedger();
                PcscReaders readers = new PcscReaders();
                PreparationSecrets secrets = Workshop.secrets(plan)) {
            List<String> names = Rig.awaitCards(readers, CARDS).subList(0, cards);
            Preparations preparations = new Preparations(readers, ShelfLabels.NONE, ledger, ledger);
            long start = System.nanoTime();
            PreparationSummary summary;
            try (Preparation preparation = preparations.survey(plan, secrets, Optional.of(cap), names)) {
                summary = preparations
                        .start(preparation, "Ada Operator", event -> {})
                        .end()
                        .join();
            }
            double milliseconds = (System.nanoTime() - start) / 1e6;
            if (!summary.complete()) {
                throw new IllegalStateException("Not every card was prepared: " + summary.cards());
            }
            return milliseconds;
        }
    }
}
