package org.keyrack.simulation;

import java.util.Set;
import java.util.TreeSet;
import org.keyrack.ledger.DiskAudit;
import org.keyrack.ledger.DiskAudit.Place;
import org.keyrack.ledger.OrderView;
import org.keyrack.order.OrderException;

/** What must hold of an order at the end of a seed: its places, what the cards hold, and what the ledger counts. */
final class OrderChecks {
    private final OrderTruth truth;
    private final DiskAudit audit;

    OrderChecks(OrderTruth truth, DiskAudit audit) {
        this.truth = truth;
        this.audit = audit;
    }

    void all() {
        for (String number : audit.orders()) {
            places(number);
            counts(number);
        }
    }

    private void places(String number) {
        Set<String> used = new TreeSet<>();
        for (Place place : audit.places(number)) {
            if (place.held()) {
                throw new Finding("a place is held though every batch is over: module " + place.sn());
            }
            if (place.sn().isPresent()) {
                used.add(place.sn().get());
            } else if (truth.closed(number)) {
                throw new Finding("an order that is closed has free places");
            }
        }
        Set<String> kept = truth.kept(number);
        if (!kept.containsAll(truth.loaded(number))) {
            throw new Finding("modules hold keys of the order that the ledger does not count: " + truth.loaded(number)
                    + ", counted " + kept);
        }
        // Once it is closed nothing gives a place back.
        if (truth.closed(number) ? !used.containsAll(kept) : !used.equals(kept)) {
            throw new Finding("places are used by " + used + ", and a key is in, or may be, in " + kept);
        }
    }

    private void counts(String number) {
        try {
            OrderView view = audit.order(number);
            if (view.used() != truth.kept(number).size()) {
                throw new Finding("the order counts " + view.used() + " modules used, and a key is in, or may be, in "
                        + truth.kept(number));
            }
        } catch (OrderException changed) {
            throw new Finding("the order cannot be read any more: " + changed.getMessage());
        }
    }
}
