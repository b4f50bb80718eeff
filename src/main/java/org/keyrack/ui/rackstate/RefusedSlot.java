package org.keyrack.ui.rackstate;

import java.util.Optional;
import org.keyrack.app.SlotView;
import org.keyrack.journal.Refusal;
import org.keyrack.protocol.SerialNumber;

/**
 * A card that stands in a slot during a batch and takes no part in it. It stays known until the results are left.
 *
 * @param reader where it is, or was seen last
 * @param insertion counts the cards seen in that reader
 * @param sn when it is a module that was read
 * @param refusal why the plan or the run does not take it; empty for a stranger or a card that was not read
 * @param state what was known of the card
 */
public record RefusedSlot(
        String reader, long insertion, Optional<SerialNumber> sn, Optional<Refusal> refusal, SlotView.State state) {
    /** Whether it is a module that came in during the batch and is not of it. */
    public boolean stranger() {
        return sn.isPresent()
                && refusal.filter(why -> why.kind() != Refusal.Kind.NOT_PLANNED).isEmpty();
    }

    /** Whether this card is in the slot now. */
    public boolean isIn(SlotView slot) {
        return slot.reader().equals(reader)
                && (sn.isPresent() ? slot.ei().map(ei -> ei.sn()).equals(sn) : slot.insertion() == insertion);
    }

    /** Whether they count as one: a module by its SN and reader, what could not be read by its reader alone. */
    boolean sameAs(RefusedSlot other) {
        return reader.equals(other.reader) && sn.equals(other.sn);
    }

    /** The same after it was known by another look: where it was seen stays, and so does why it is refused. */
    RefusedSlot after(RefusedSlot other) {
        boolean told = refusal.isPresent();
        boolean one = told || insertion == other.insertion;
        return new RefusedSlot(
                reader,
                told ? other.insertion : insertion,
                sn,
                told ? refusal : one ? other.refusal : refusal,
                told ? other.state : state);
    }
}
