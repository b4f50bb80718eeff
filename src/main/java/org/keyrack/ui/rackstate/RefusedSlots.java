package org.keyrack.ui.rackstate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyrack.app.BenchView;
import org.keyrack.app.SlotView;
import org.keyrack.journal.Refusal;
import org.keyrack.plan.Plan;
import org.keyrack.protocol.SerialNumber;

/**
 * The cards of a rack that its batch does not take: what the plan refused, what cannot be read, and strangers that came in
 * meanwhile. Each is remembered until the next rack, also when it has been taken out.
 */
final class RefusedSlots {
    private final List<RefusedSlot> slots = new ArrayList<>();
    private final Set<SerialNumber> known = new HashSet<>();
    private final Set<String> asReaders = new HashSet<>();
    /** The insertion of each module that the batch takes: a card that fails in work is no other card. */
    private final Map<String, Long> own = new HashMap<>();

    private boolean strangersCome;

    void clear() {
        slots.clear();
        known.clear();
        asReaders.clear();
        own.clear();
        strangersCome = false;
    }

    /**
     * A batch is about to begin.
     *
     * @param continuous whether modules that come in later are its own
     */
    void begin(Plan plan, BenchView view, boolean continuous) {
        strangersCome = !continuous;
        view.asUnits().forEach(as -> asReaders.add(as.reader()));
        view.eiUnits().forEach(ei -> known.add(ei.sn()));
        plan.units().forEach(unit -> {
            known.add(unit.sn());
            view.slot(unit.reader()).ifPresent(slot -> own.put(unit.reader(), slot.insertion()));
        });
        plan.refusals().forEach(refusal -> refused(refusal, view));
        seen(view, Set.of());
    }

    /** The plan or the run refuses a module or a card. */
    void refused(Refusal refusal, BenchView view) {
        refusal.sn().ifPresent(known::add);
        refusal.reader().ifPresent(reader -> {
            // What could not be read may be gone by now: another card in its reader is not the one that is meant.
            Optional<SlotView> there = view.slot(reader)
                    .filter(slot -> refusal.sn().isPresent() || slot.unread().isPresent());
            put(new RefusedSlot(
                    reader,
                    there.map(SlotView::insertion).orElse(-1L),
                    refusal.sn(),
                    Optional.of(refusal),
                    there.map(SlotView::state).orElse(SlotView.State.FAILED)));
        });
    }

    /**
     * Looks at the bench while the batch is in work.
     *
     * @param taken readers whose module is in work or in trouble: what is read there belongs to that module's story
     * @return whether there is something new
     */
    boolean seen(BenchView view, Set<String> taken) {
        int before = slots.size();
        for (SlotView slot : view.slots()) {
            if (!asReaders.contains(slot.reader()) && slot.place().isEmpty()) {
                look(slot, taken.contains(slot.reader()) || own.getOrDefault(slot.reader(), -1L) == slot.insertion());
            }
        }
        return slots.size() != before;
    }

    private void look(SlotView slot, boolean taken) {
        switch (slot.state()) {
            case OTHER_CARD, MUTE, BUSY, FAILED -> {
                if (!taken) {
                    put(new RefusedSlot(
                            slot.reader(), slot.insertion(), Optional.empty(), Optional.empty(), slot.state()));
                }
            }
            case EI -> {
                Optional<SerialNumber> sn = slot.ei().map(ei -> ei.sn());
                if (strangersCome && sn.filter(known::contains).isEmpty()) {
                    put(new RefusedSlot(slot.reader(), slot.insertion(), sn, Optional.empty(), slot.state()));
                }
            }
            case EMPTY, READING, AS, IN_WORK -> {}
        }
    }

    /** What could not be read in a reader is read again for the next batch. */
    void readAgain(String reader) {
        slots.removeIf(slot -> slot.sn().isEmpty() && slot.reader().equals(reader));
    }

    private void put(RefusedSlot slot) {
        // A card that could not be read at first, and was read then, stands there once.
        Optional<RefusedSlot> same =
                slots.stream().filter(other -> other.sameAs(slot)).findFirst();
        slots.removeIf(other -> other.sameAs(slot) || other.sn().isEmpty() && sameInsertion(other, slot));
        slots.add(same.map(slot::after).orElse(slot));
    }

    private static boolean sameInsertion(RefusedSlot one, RefusedSlot other) {
        return one.reader().equals(other.reader()) && one.insertion() == other.insertion();
    }

    /** Every one of them, in the order in which they were seen. */
    List<RefusedSlot> all() {
        return List.copyOf(slots);
    }

    /** The card that stands in a slot now. */
    Optional<RefusedSlot> at(SlotView slot) {
        return slots.stream().filter(refused -> refused.isIn(slot)).findFirst();
    }
}
