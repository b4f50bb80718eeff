package org.keyrack.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrack.app.Batches;
import org.keyrack.app.Bench;
import org.keyrack.app.InputException;
import org.keyrack.app.LoadRun;
import org.keyrack.app.SlotView;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.RunEvent.EndReason;
import org.keyrack.ledger.Ledger;
import org.keyrack.ledger.LedgerException;
import org.keyrack.order.Order;
import org.keyrack.plan.Plan;
import org.keyrack.plan.PlannedUnit;
import org.keyrack.plan.Profile;
import org.keyrack.plan.ProfileException;
import org.keyrack.plan.ProfileFile;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.simulation.Choices.Kind;

/** Who sits at the bench: enters PINs, starts batches, and does what people do meanwhile. */
final class Operator {
    private static final int ASIDE_OF_THOUSAND = 300;
    /** Releases that are not given up after a batch. */
    private static final int KEPT_OF_THOUSAND = 500;

    private static final Duration LOOK = Duration.ofMillis(400);
    private static final long STOP_AFTER = Duration.ofMinutes(4).toNanos();
    private static final long GIVE_UP_AFTER = Duration.ofMinutes(12).toNanos();

    private final Scene scene;
    private final Choices choices;
    private final SimulatedWorld world;
    private final Hands hands;
    private final Bench bench;
    private final Ledger ledger;
    private final Batches batches;
    private final OrderDesk desk;
    private final PeopleDesk people;
    private final boolean last;
    private boolean takenOver;

    Operator(Scene scene, SimulatedWorld world, Hands hands, Bench bench, Ledger ledger, boolean last) {
        this.scene = scene;
        this.choices = scene.choices();
        this.world = world;
        this.hands = hands;
        this.bench = bench;
        this.ledger = ledger;
        this.batches = new Batches(bench, ledger, ledger);
        this.last = last;
        this.people = new PeopleDesk(scene, ledger, last);
        this.desk = new OrderDesk(scene, world, ledger, people, last);
    }

    void work() throws InterruptedException {
        people.come();
        int many = last ? 1 : choices.between(Kind.ACT, 1, 2);
        many += last || scene.people().isEmpty() ? 0 : 1;
        for (int i = 0; i < many && !takenOver; i++) {
            enterPins();
            setSomeAside();
            batch();
            if (scene.order().isPresent() && scene.choices().happens(Kind.ACT, last ? 500 : 80)) {
                desk.close();
            }
            if (!last) {
                bench.awaitRead(Duration.ofSeconds(choices.pick(Kind.ACT, 30)));
            }
        }
    }

    /** Where people are known, something is there to be released. */
    private void setSomeAside() {
        if (last || scene.people().isEmpty()) {
            return;
        }
        for (Slot unit : hands.units()) {
            if (choices.happens(Kind.BESIDE, ASIDE_OF_THOUSAND)) {
                setAside(unit);
            }
        }
    }

    private void enterPins() {
        for (Slot slot : hands.asSlots()) {
            boolean asks = bench.view()
                    .slot(slot.name)
                    .filter(view -> view.as().isPresent() && !view.pinVerified())
                    .isPresent();
            if (asks) {
                try {
                    bench.verifyOperator(slot.name, RackDraw.operatorPin());
                } catch (CardFailure failure) {
                    scene.trace().note("operator", "the PIN is not taken: " + failure.getMessage());
                }
            }
        }
    }

    private void batch() throws InterruptedException {
        Optional<Order> order = desk.bring();
        Batches under = order.map(batches::under).orElse(batches);
        Plan plan = under.plan(order.map(Order::profile).orElseGet(this::profile));
        if (plan.blocked() || plan.keys() == 0) {
            scene.trace().note("operator", "nothing to load");
            return;
        }
        boolean continuous =
                !last && choices.happens(Kind.ACT, hands.otherUnits().isEmpty() ? 250 : 600);
        for (PlannedUnit unit : plan.units()) {
            if (!unit.keys().isEmpty()) {
                people.release(unit.sn());
            }
        }
        LoadRun load;
        try {
            load = under.start(
                    plan,
                    new Batches.Options("operator", continuous),
                    event -> scene.truth().shown(event));
        } catch (JournalUnavailable | IllegalStateException | InputException e) {
            scene.trace().note("operator", "no batch begins: " + e.getMessage());
            return;
        }
        scene.trace().note("operator", "a batch begins with " + plan.keys() + " keys");
        if (!last) {
            acts(load);
        }
        end(load);
        if (!choices.happens(Kind.BESIDE, last ? 0 : KEPT_OF_THOUSAND)) {
            people.revoke();
        }
        EndReason reason = load.end().join().reason();
        scene.trace().note("operator", "the batch has ended: " + reason);
        if (reason == EndReason.LEDGER_LOST && !takenOver) {
            throw new Finding("a run says that its ledger is lost, and nobody took it");
        }
        if (takenOver && reason != EndReason.LEDGER_LOST && !scene.truth().ended(scene.bench(), load.batch())) {
            throw new Finding("a run whose ledger was taken does not say so: " + reason);
        }
    }

    private Profile profile() {
        String occupied = last ? "skip" : choices.of(Kind.ACT, "skip", "replace", "fail");
        int stop = last ? 0 : choices.of(Kind.ACT, 0, 3);
        String text = "name: Simulated\nload: auto\nonOccupied: " + occupied + "\nstopAfterFailures: " + stop + "\n";
        try {
            return ProfileFile.parse(text.getBytes(StandardCharsets.UTF_8), "simulation");
        } catch (ProfileException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void acts(LoadRun load) throws InterruptedException {
        int many = choices.pick(Kind.ACT, 6);
        for (int i = 0; i < many; i++) {
            if (world.await(load.end(), Duration.ofMillis(choices.pick(Kind.ACT, 2_500)))) {
                return;
            }
            act(load);
            if (scene.people().isPresent() && choices.happens(Kind.BESIDE, ASIDE_OF_THOUSAND)) {
                setAsideAndRetry(load);
            }
        }
    }

    /** What a second person has to look at comes about more often where people are known. */
    private void setAsideAndRetry(LoadRun load) throws InterruptedException {
        List<Slot> units = hands.units();
        Slot unit = units.get(choices.pick(Kind.BESIDE, units.size()));
        scene.trace().note("operator", "sets aside and retries " + unit.name);
        setAside(unit);
        retry(load, unit);
    }

    private void retry(LoadRun load, Slot unit) throws InterruptedException {
        Optional<SerialNumber> sn = unit.card.flatMap(SimulatedCard::sn);
        if (sn.isPresent()) {
            people.release(sn.get());
        }
        load.retry(unit.name);
    }

    private void act(LoadRun load) throws InterruptedException {
        int act = choices.pick(Kind.ACT, hands.otherUnits().isEmpty() ? 16 : 24);
        List<Slot> units = hands.units();
        Slot unit = units.get(choices.pick(Kind.ACT, units.size()));
        scene.trace().note("operator", "act " + act + " at " + unit.name);
        switch (act) {
            case 1 -> load.pause();
            case 2 -> load.resume();
            case 3, 4 -> hands.pull(unit);
            case 5 -> hands.swap(unit, units.get(choices.pick(Kind.ACT, units.size())));
            case 6 ->
                hands.pull(hands.asSlots()
                        .get(choices.pick(Kind.ACT, hands.asSlots().size())));
            case 7 -> load.stop();
            case 8 -> retry(load, unit);
            case 9 -> bench.readAgain(unit.name);
            case 10 -> setAside(unit);
            case 11 -> world.setClock(Duration.ofMinutes(choices.pick(Kind.ACT, 4_000) - 2_000L));
            case 12 -> scene.diskFaults().full(Duration.ofMillis(100L + choices.pick(Kind.ACT, 20_000)));
            case 13 -> fileAway(Duration.ofMillis(1L + choices.pick(Kind.ACT, 5_000)));
            case 14 -> hands.restartService();
            case 15 -> rare(load);
            case 16, 17, 18, 19, 20 -> carryOver(unit, load);
            case 21 -> hands.killProgram();
            case 22, 23 -> hands.startAgain(Duration.ofMillis(1L + choices.pick(Kind.ACT, 20_000)));
            default -> enterPins();
        }
    }

    /** Carries a module to the other bench, in exchange for what stands there; blank cards stay, only one bench prepares. */
    private void carryOver(Slot unit, LoadRun load) {
        List<Slot> there = hands.otherUnits().stream()
                .filter(slot -> slot.card.filter(SimulatedCard::isBlank).isEmpty())
                .toList();
        boolean module = unit.card.filter(card -> !card.isBlank()).isPresent();
        if (module && !there.isEmpty()) {
            if (choices.happens(Kind.ACT, 500)) {
                load.pause();
            }
            hands.swap(unit, there.get(choices.pick(Kind.ACT, there.size())));
        }
    }

    private void rare(LoadRun load) throws InterruptedException {
        switch (choices.pick(Kind.ACT, 5)) {
            case 1 -> hands.killProgram();
            case 2 -> hands.cutPower();
            case 3 -> takeOver(load);
            case 4 -> desk.close();
            default -> load.finish();
        }
    }

    private void setAside(Slot unit) {
        if (unit.card.isEmpty() || unit.card.get().sn().isEmpty()) {
            return;
        }
        try {
            long batch = Math.max(1, ledger.nextBatch() - 1);
            batches.setAside(batch, Map.of(unit.card.get().sn().get(), unit.name), "operator");
        } catch (JournalUnavailable later) {
            scene.trace().note("operator", "not set aside: " + later.getMessage());
        }
    }

    private void fileAway(Duration howLong) {
        scene.disk().takeAway();
        world.start("hands", () -> {
            world.sleep(howLong);
            scene.disk().putBack();
        });
    }

    /** Another program, started by mistake, takes the ledger; its own world would be the same. */
    private void takeOver(LoadRun load) throws InterruptedException {
        scene.disk().putBack();
        while (scene.disk().committing()) {
            world.sleep(Duration.ofMillis(1));
        }
        if (load.end().isDone()) {
            return;
        }
        scene.trace().note("operator", "another program takes the ledger");
        scene.diskFaults().quietly(true);
        try {
            takenOver = true;
            scene.disk().takeOver(world, scene.bench());
        } catch (LedgerException e) {
            throw new Finding("the other program cannot open the ledger: " + e.getMessage());
        } finally {
            scene.diskFaults().quietly(false);
        }
    }

    /** Does what ends a batch: lets it go on, gives it its AS, and in the end stops it. */
    private void end(LoadRun load) throws InterruptedException {
        long begun = world.nanos();
        boolean stopped = false;
        while (!world.await(load.end(), LOOK)) {
            load.resume();
            load.finish();
            if (load.waitsForAs()) {
                giveAs(load);
            }
            if (!stopped && world.nanos() - begun > STOP_AFTER) {
                load.stop();
                stopped = true;
            }
            if (world.nanos() - begun > GIVE_UP_AFTER) {
                throw new Finding("a batch that was stopped does not end");
            }
        }
    }

    private void giveAs(LoadRun load) {
        enterPins();
        for (Slot slot : hands.asSlots()) {
            boolean verified = bench.view()
                    .slot(slot.name)
                    .filter(view -> view.state() == SlotView.State.AS && view.pinVerified())
                    .isPresent();
            if (verified) {
                try {
                    load.addAs(slot.name);
                } catch (CardFailure gone) {
                    scene.trace().note("operator", "the AS is gone again");
                }
            }
        }
    }
}
