package org.keyrack.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keyrack.simulation.Choices.Kind;

/** Hands at the rack: they take cards out, put them back, and swap them. */
final class Hands {
    private static final int LONGEST_OUT_SECONDS = 20;

    private final Scene scene;
    private final SimulatedWorld world;
    private final Lives lives;
    private SimulatedReaders readers;

    /** @param lives takes in a program that is started again */
    Hands(Scene scene, SimulatedWorld world, Lives lives) {
        this.scene = scene;
        this.world = world;
        this.lives = lives;
    }

    /** @param sound whether no link fails */
    SimulatedReaders readers(boolean sound) {
        LinkFaults faults =
                new LinkFaults(scene.choices(), sound ? 0 : scene.linkFaults(), world, scene.trace(), this::pull);
        readers = new SimulatedReaders(world, scene.slots(), faults);
        return readers;
    }

    /** Takes a card out; it is put back into the same slot some time, but for one in four. */
    void pull(Slot slot) {
        if (slot.card.isEmpty()) {
            return;
        }
        SimulatedCard card = slot.card.get();
        scene.trace().note("hands", card.name() + " is taken out of " + slot.name);
        slot.put(Optional.empty());
        scene.out().put(card, slot);
        readers.changed();
        if (card.isAs() || !scene.choices().happens(Kind.ACT, 250)) {
            Duration away = Duration.ofMillis(1L + scene.choices().pick(Kind.ACT, LONGEST_OUT_SECONDS * 1_000));
            world.start("hands", () -> back(card, slot, away));
        }
    }

    private void back(SimulatedCard card, Slot slot, Duration away) {
        world.sleep(away);
        if (scene.out().containsKey(card) && slot.card.isEmpty()) {
            scene.out().remove(card);
            slot.put(Optional.of(card));
            scene.trace().note("hands", card.name() + " is put into " + slot.name);
            readers.changed();
        }
    }

    /** Exchanges the modules of two slots. */
    void swap(Slot one, Slot other) {
        Optional<SimulatedCard> card = one.card;
        scene.trace().note("hands", "swap " + one.name + " and " + other.name);
        one.put(other.card);
        other.put(card);
        readers.changed();
        if (scene.others().contains(other)) {
            other.readers.ifPresent(SimulatedReaders::changed);
        }
    }

    /** The smart-card service is started again: every link breaks. */
    void restartService() {
        scene.trace().note("hands", "the service is started again");
        scene.slots().forEach(slot -> slot.card.ifPresent(SimulatedCard::reset));
        readers.changed();
    }

    void killProgram() {
        scene.trace().note("operator", "kills the program of " + scene.bench());
        scene.disk().leave(scene.bench());
        scene.disk().putBack();
        world.kill();
    }

    /** The other bench goes on meanwhile. */
    void startAgain(Duration after) {
        lives.again(scene, after);
        killProgram();
    }

    void cutPower() {
        scene.trace().note("operator", "the power goes");
        scene.disk().cut();
        world.end();
    }

    List<Slot> units() {
        return units(scene.slots());
    }

    /** Of the other bench. */
    List<Slot> otherUnits() {
        return units(scene.others());
    }

    private static List<Slot> units(List<Slot> slots) {
        return slots.stream().filter(slot -> !slot.name.startsWith("Reader AS")).toList();
    }

    List<Slot> asSlots() {
        return scene.slots().stream()
                .filter(slot -> slot.name.startsWith("Reader AS"))
                .toList();
    }
}
