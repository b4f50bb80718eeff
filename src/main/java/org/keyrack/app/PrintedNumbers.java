package org.keyrack.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.keyrack.journal.Refusal;
import org.keyrack.plan.Planner;
import org.keyrack.protocol.SerialNumber;

/**
 * The SNs that are printed on modules, as somebody said them slot by slot. A module whose card says another one is refused: it
 * is in the wrong housing, or its label is another module's. What is said holds until the module is taken out.
 */
public final class PrintedNumbers {
    private static final long NEXT = -1;

    /** @param insertion of the module that it is about; {@link #NEXT} for the next one that comes */
    private record Said(SerialNumber sn, long insertion, long before) {}

    private final Map<String, Said> said = new ConcurrentHashMap<>();

    /**
     * The SN printed on the module in a slot, or, when the slot is empty, on the next one that comes into it.
     *
     * @param slot as it is now
     */
    public void say(SlotView slot, SerialNumber sn) {
        boolean empty = slot.state() == SlotView.State.EMPTY;
        said.put(slot.reader(), new Said(sn, empty ? NEXT : slot.insertion(), slot.insertion()));
    }

    /** What is printed on the module in a slot; empty when nobody said it. */
    public Optional<SerialNumber> of(SlotView slot) {
        if (slot.state() == SlotView.State.EMPTY) {
            return Optional.empty();
        }
        Said about = said.computeIfPresent(
                slot.reader(),
                (reader, before) -> before.insertion() == NEXT && slot.insertion() != before.before()
                        ? new Said(before.sn(), slot.insertion(), slot.insertion())
                        : before);
        return Optional.ofNullable(about)
                .filter(known -> known.insertion() == slot.insertion())
                .map(Said::sn);
    }

    /** Why the module in a slot is refused; empty when nobody said what is printed on it, or its card says the same. */
    public Optional<Refusal> refusal(SlotView slot) {
        return slot.ei()
                .flatMap(unit -> of(slot).filter(printed -> !printed.equals(unit.sn()))
                        .map(printed -> Planner.printedOtherwise(unit, printed)));
    }

    /** The refusals of a bench. */
    List<Refusal> refusals(BenchView view) {
        return view.slots().stream().flatMap(slot -> refusal(slot).stream()).toList();
    }
}
