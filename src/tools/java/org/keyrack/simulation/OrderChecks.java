package org.keyrack.simulation;

import java.util.List;
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
        audit.places().forEach((number, places) -> {
            truth.places(number, places);
            over(number, places);
            counts(number);
        });
    }

    private void over(String number, List<Place> places) {
        for (Place place : places) {
            if (place.held()) {
                throw new Finding("a place is held though every batch is over: module " + place.sn());
            }
            if (place.sn().isEmpty() && truth.closed(number)) {
                throw new Finding("an order that is closed has free places");
            }
        }
        if (!truth.kept(number).containsAll(truth.loaded(number))) {
            throw new Finding("modules hold keys of the order that the ledger does not count: " + truth.loaded(number)
                    + ", counted " + truth.kept(number));
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
