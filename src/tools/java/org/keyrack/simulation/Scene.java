package org.keyrack.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrack.ledger.SimulatedDisk;

/**
 * What outlives each life of the program.
 *
 * @param linkFaults how often in a thousand commands something goes wrong
 * @param blanks what the blank cards of the rack are to become; empty without any
 * @param order what is loaded; empty when it is what a profile says
 * @param out cards that somebody holds in the hand, and the slots that they were in
 */
record Scene(
        Choices choices,
        Trace trace,
        Truth truth,
        List<Slot> slots,
        SimulatedDisk disk,
        DiskFaults diskFaults,
        int linkFaults,
        Optional<Blanks> blanks,
        Optional<OrderDraw> order,
        Map<SimulatedCard, Slot> out) {

    static Map<SimulatedCard, Slot> nothingOut() {
        return new LinkedHashMap<>();
    }

    /** Every card goes back, each into a slot that is free. */
    void putAllBack() {
        out.forEach((card, slot) -> {
            Slot free = slot.card.isEmpty()
                    ? slot
                    : slots.stream()
                            .filter(each -> each.card.isEmpty())
                            .findFirst()
                            .orElseThrow();
            free.put(Optional.of(card));
        });
        out.clear();
    }
}
