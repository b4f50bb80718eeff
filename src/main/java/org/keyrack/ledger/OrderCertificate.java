package org.keyrack.ledger;

import java.util.Locale;
import java.util.StringJoiner;
import org.keyrack.evidence.Origin;
import org.keyrack.journal.ModuleClass;
import org.keyrack.order.Order;
import org.keyrack.order.SerialRange;

/**
 * What came of an order that is closed, as text that bench and supervisor sign: a field a line, every module that is not done
 * by its SN.
 */
final class OrderCertificate {
    private static final String KIND = "keyrack: order-certificate 1";

    private OrderCertificate() {}

    /** @param bench the chain whose bench signs */
    static String text(OrderView view, Origin bench) {
        Order order = view.signed().order();
        StringJoiner text = new StringJoiner("\n", "", "\n")
                .add(KIND)
                .add("order: " + order.number())
                .add("sha256: " + order.hash().hex())
                .add("ledger: " + order.ledger())
                .add("bench: " + bench)
                .add("opened: " + view.opened())
                .add("closed: " + view.closed().orElseThrow())
                .add("places: " + order.places())
                .add("used: " + view.used())
                .add("seen: " + view.modules().size());
        for (ModuleClass each : OrderView.CLASSES) {
            text.add(OrderView.word(each) + ": " + view.counts().of(each));
        }
        text.add("missing: " + view.missing());
        for (ModuleClass each : OrderView.CLASSES) {
            if (!each.passed()) {
                view.in(each)
                        .forEach(sn ->
                                text.add(OrderView.word(each) + " " + sn.hex().toUpperCase(Locale.ROOT)));
            }
        }
        for (SerialRange range : view.missingNamed()) {
            text.add("missing " + range);
        }
        return text.toString();
    }
}
