package org.keyrack.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keyrack.app.Preparations;
import org.keyrack.app.ShelfLabels;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.ledger.Ledger;
import org.keyrack.prepare.PlanException;
import org.keyrack.prepare.Preparation;
import org.keyrack.prepare.PreparationRun;
import org.keyrack.prepare.PreparationSecrets;
import org.keyrack.prepare.PreparationSummary;
import org.keyrack.simulation.Choices.Kind;

/** Who makes modules of the blank cards in the rack, before the bench opens, and what happens meanwhile. */
final class Preparer {
    private static final Duration LOOK = Duration.ofMillis(400);
    private static final long GIVE_UP_AFTER = Duration.ofMinutes(12).toNanos();

    private final Scene scene;
    private final Blanks blanks;
    private final Choices choices;
    private final SimulatedWorld world;
    private final Hands hands;
    private final Preparations preparations;
    private final boolean last;

    /** @param last whether nothing goes wrong any more: every card must become a module */
    Preparer(
            Scene scene,
            Blanks blanks,
            SimulatedWorld world,
            Hands hands,
            SimulatedReaders readers,
            Ledger ledger,
            boolean last) {
        this.scene = scene;
        this.blanks = blanks;
        this.choices = scene.choices();
        this.world = world;
        this.hands = hands;
        this.preparations = new Preparations(readers, ShelfLabels.NONE, ledger, ledger, world);
        this.last = last;
    }

    void work() throws InterruptedException {
        int many = last ? 1 : choices.pick(Kind.ACT, 3);
        for (int i = 0; i < many; i++) {
            List<String> readers = hands.units().stream()
                    .filter(slot -> slot.card.filter(SimulatedCard::isBlank).isPresent())
                    .map(slot -> slot.name)
                    .toList();
            try (PreparationSecrets secrets = blanks.secrets()) {
                prepare(readers, secrets);
            }
        }
    }

    private void prepare(List<String> readers, PreparationSecrets secrets) throws InterruptedException {
        try (Preparation preparation = preparations.survey(blanks.plan(), secrets, Optional.empty(), readers)) {
            PreparationRun run = preparations.start(
                    preparation, "operator", event -> scene.truth().blanks().shown(event));
            scene.trace().note("operator", "a preparation of " + readers.size() + " cards begins");
            if (!last) {
                acts(run);
            }
            end(run);
            PreparationSummary summary = run.end().join();
            scene.trace().note("operator", "the preparation has ended");
            if (summary.cards().size() != readers.size()) {
                throw new Finding("a preparation of " + readers.size() + " cards counts "
                        + summary.cards().size());
            }
        } catch (PlanException impossible) {
            throw new Finding("a plan that can be kept is refused: " + impossible.getMessage());
        } catch (JournalUnavailable e) {
            scene.trace().note("operator", "no preparation begins: " + e.getMessage());
            if (last) {
                throw new Finding("a preparation cannot begin although nothing is wrong: " + e.getMessage());
            }
        }
    }

    private void acts(PreparationRun run) throws InterruptedException {
        int many = choices.pick(Kind.ACT, 4);
        for (int i = 0; i < many; i++) {
            if (world.await(run.end(), Duration.ofMillis(choices.pick(Kind.ACT, 4_000)))) {
                return;
            }
            act(run);
        }
    }

    private void act(PreparationRun run) {
        int act = choices.pick(Kind.ACT, 9);
        List<Slot> units = hands.units();
        Slot unit = units.get(choices.pick(Kind.ACT, units.size()));
        scene.trace().note("operator", "act " + act + " at " + unit.name + " while cards are prepared");
        switch (act) {
            case 1, 2 -> hands.pull(unit);
            case 3 -> hands.swap(unit, units.get(choices.pick(Kind.ACT, units.size())));
            case 4 -> run.stop();
            case 5 -> world.setClock(Duration.ofMinutes(choices.pick(Kind.ACT, 4_000) - 2_000L));
            case 6 -> scene.diskFaults().full(Duration.ofMillis(100L + choices.pick(Kind.ACT, 20_000)));
            case 7 -> hands.killProgram();
            case 8 -> hands.cutPower();
            default -> hands.restartService();
        }
    }

    private void end(PreparationRun run) throws InterruptedException {
        long begun = world.nanos();
        while (!world.await(run.end(), LOOK)) {
            if (world.nanos() - begun > GIVE_UP_AFTER) {
                throw new Finding("a preparation does not end");
            }
        }
    }
}
