package org.keyrack.app;

import java.util.List;
import java.util.Optional;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.keyrack.unit.AsUnit;
import org.keyrack.unit.EiUnit;
import org.keyrack.unit.UnreadCard;

/**
 * The bench at one moment.
 *
 * @param service state of the smart-card service
 * @param limit the most readers this system shows, or 0
 * @param simulated whether the cards are the virtual bench's
 * @param slots one per reader, in the service's order
 */
public record BenchView(Service service, int limit, boolean simulated, List<SlotView> slots) {
    public BenchView {
        slots = List.copyOf(slots);
    }

    public Optional<SlotView> slot(String reader) {
        return slots.stream().filter(slot -> slot.reader().equals(reader)).findFirst();
    }

    /** Which insertion of a card stands in a reader; 0 for a reader that is not there. */
    public long insertion(String reader) {
        return slot(reader).map(SlotView::insertion).orElse(0L);
    }

    /** Every AS read, in the order of the slots. */
    public List<AsUnit> asUnits() {
        return slots.stream().flatMap(slot -> slot.as().stream()).toList();
    }

    /** Every EI read and not in work, in the order of the slots. */
    public List<EiUnit> eiUnits() {
        return slots.stream()
                .filter(slot -> slot.state() == SlotView.State.EI)
                .flatMap(slot -> slot.ei().stream())
                .toList();
    }

    /** What else stands in the readers and may be a module, in the order of the slots. */
    public List<UnreadCard> unread() {
        return slots.stream().flatMap(slot -> slot.unread().stream()).toList();
    }

    /** Whether the service or some card is still being looked at. */
    public boolean reading() {
        return service == Service.STARTING || slots.stream().anyMatch(slot -> slot.state() == SlotView.State.READING);
    }
}
