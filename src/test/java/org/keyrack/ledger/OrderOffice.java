package org.keyrack.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.order.OrderException;
import org.keyrack.order.SignedOrder;
import org.keyrack.order.SupervisorKey;

/** A supervisor who writes and signs orders, for tests. */
final class OrderOffice {
    private static final SupervisorKey KEY = key("4711");

    private OrderOffice() {}

    static VerifierKey verifier() {
        return KEY.verifier();
    }

    static SupervisorKey key(String id) {
        char[] passphrase = "correct horse battery".toCharArray();
        try {
            SupervisorKey.Made made = SupervisorKey.make(id, passphrase);
            return SupervisorKey.open(made.pem().getBytes(StandardCharsets.US_ASCII), made.verifier(), passphrase);
        } catch (OrderException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes the supervisor trusted in a ledger. */
    static void trust(Ledger ledger) throws Exception {
        ledger.orders().trustFirst(KEY.verifier(), Optional.empty());
    }

    /** An order for so many of the first ten thousand modules, with keys 1 to 4. */
    static SignedOrder quantity(Ledger ledger, String number, int quantity) throws Exception {
        return order(
                ledger,
                number,
                "{quantity: " + quantity + ", serials: [\"" + Story.sn(0).hex() + "-"
                        + Story.sn(9_999).hex() + "\"]}",
                "2999-12-31");
    }

    static SignedOrder order(Ledger ledger, String number, String modules, String until) throws Exception {
        return order(ledger.query().ledgerId(), number, modules, until);
    }

    static SignedOrder order(String ledger, String number, String modules, String until) throws Exception {
        String text = "keyrack: order 1\nnumber: \"" + number + "\"\nledger: \""
                + ledger + "\"\ncustomer: \"Nobody\"\nmodules: " + modules + "\nload: "
                + IntStream.rangeClosed(1, 4)
                        .mapToObj(ref -> "{ref1: " + ref + ", ref2: " + (ref + 2) + "}")
                        .collect(Collectors.joining(", ", "[", "]"))
                + "\nuntil: \"" + until + "\"\n";
        return SignedOrder.parse(KEY.sign(text).encode().getBytes(StandardCharsets.UTF_8), number);
    }
}
