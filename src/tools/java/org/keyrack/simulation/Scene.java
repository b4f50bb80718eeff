package org.keyrack.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyrack.ledger.SimulatedDisk;
import org.keyrack.simulation.Choices.Kind;

/**
 * What outlives each life of the program.
 *
 * @param bench whose rack it is
 * @param others slots of the other bench's rack; empty without one
 * @param linkFaults how often in a thousand commands something goes wrong
 * @param blanks what the blank cards of the rack are to become; empty without any
 * @param order what is loaded; empty when it is what a profile says
 * @param people who works at the benches; empty where nobody is known
 * @param out cards that somebody holds in the hand, and the slots that they were in
 */
record Scene(
        String bench,
        Choices choices,
        Trace trace,
        Truth truth,
        List<Slot> slots,
        List<Slot> others,
        SimulatedDisk disk,
        DiskFaults diskFaults,
        int linkFaults,
        Optional<Blanks> blanks,
        Optional<OrderDraw> order,
        Optional<PeopleDraw> people,
        Map<SimulatedCard, Slot> out) {

    private static final int TAKEN_AWAY_OF_THOUSAND = 400;
    private static final int EACH_OF_THOUSAND = 300;

    static Map<SimulatedCard, Slot> nothingOut() {
        return new LinkedHashMap<>();
    }

    /** What the second bench has of it: the same ledger and order, and the other rack. */
    Scene second() {
        return new Scene(
                SimulatedDisk.BENCHES.get(1),
                choices,
                trace,
                truth,
                /* slots= */ others,
                /* others= */ slots,
                disk,
                diskFaults,
                linkFaults,
                Optional.empty(),
                order,
                people,
                nothingOut());
    }

    /** Between two programs somebody takes modules away: what is open in them stays so while others are loaded. */
    void takeSomeAway() {
        if (!choices.happens(Kind.BESIDE, TAKEN_AWAY_OF_THOUSAND)) {
            return;
        }
        for (Slot slot : slots) {
            Optional<SimulatedCard> module = slot.card.filter(card -> !card.isAs() && !card.isBlank());
            if (module.isPresent() && choices.happens(Kind.BESIDE, EACH_OF_THOUSAND)) {
                trace.note("hands", module.get().name() + " is taken away from " + slot.name);
                out.put(module.get(), slot);
                slot.put(Optional.empty());
            }
        }
    }

    /** Every card goes back, each into a slot that is free. */
    void putAllBack() {
        out.forEach((card, slot) -> {
            Slot free = slot.card.isEmpty()
                    ? slot
                    : Stream.concat(slots.stream(), others.stream())
                            .filter(each -> each.card.isEmpty())
                            .findFirst()
                            .orElseThrow();
            free.put(Optional.of(card));
        });
        out.clear();
    }
}
