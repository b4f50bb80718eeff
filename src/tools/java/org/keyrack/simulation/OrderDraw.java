package org.keyrack.simulation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.keyrack.order.OrderException;
import org.keyrack.order.SignedOrder;
import org.keyrack.simulation.Choices.Kind;

/**
 * What a customer orders of the rack: often fewer modules than stand in it, and not all of them.
 *
 * @param modules as the text of an order names them
 * @param keys each into its location
 * @param occupied what to do with a location that holds a key
 * @param until its last day; clocks are set past it, and back
 */
record OrderDraw(String modules, int keys, String occupied, String until) {
    static final String NUMBER = "2026-1";

    private static final int ORDERS_OF_THOUSAND = 300;
    private static final String NEVER = "2999-12-31";

    /**
     * The order of a seed, when it has one.
     *
     * @param units modules that stand in the racks, with SNs from {@link RackDraw#FIRST} on
     */
    static Optional<OrderDraw> drawn(Choices choices, int units, int keys) {
        if (!choices.happens(Kind.RACK, ORDERS_OF_THOUSAND)) {
            return Optional.empty();
        }
        int quantity = choices.between(Kind.RACK, 1, units);
        int named = choices.between(Kind.RACK, quantity, Math.max(quantity, units));
        int strangers = choices.pick(Kind.RACK, Math.max(1, units - named + 1));
        String serials = "serials: [\"" + serial(strangers + 1) + "-" + serial(strangers + named) + "\"]";
        String modules = choices.of(
                Kind.RACK,
                "{quantity: " + quantity + "}",
                "{quantity: " + quantity + ", " + serials + "}",
                "{" + serials + "}");
        String occupied = choices.of(Kind.RACK, "skip", "fail", "replace");
        String until = choices.of(Kind.RACK, NEVER, "2026-03-02", "2026-03-03", NEVER);
        return Optional.of(new OrderDraw(modules, keys, occupied, until));
    }

    private static String serial(int number) {
        return String.format(Locale.ROOT, "%016x", RackDraw.FIRST + number);
    }

    /**
     * The order as its file is brought to a bench.
     *
     * @param ledger its id, 16 hexadecimal digits
     */
    SignedOrder signed(String ledger) {
        List<String> lines = List.of(
                "keyrack: order 1",
                "number: \"" + NUMBER + "\"",
                "ledger: \"" + ledger + "\"",
                "customer: \"Simulated\"",
                "modules: " + modules,
                "load: "
                        + IntStream.rangeClosed(1, keys)
                                .mapToObj(ref -> "{ref1: " + ref + ", ref2: " + ref + "}")
                                .collect(Collectors.joining(", ", "[", "]")),
                "onOccupied: " + occupied,
                "until: \"" + until + "\"");
        try {
            return SignedOrder.parse(
                    Office.sign(String.join("\n", lines) + "\n").encode().getBytes(StandardCharsets.UTF_8), NUMBER);
        } catch (OrderException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
