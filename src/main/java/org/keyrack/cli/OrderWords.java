package org.keyrack.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.keyrack.language.Wording;
import org.keyrack.order.Order;
import org.keyrack.order.SerialRange;

/** Says what orders ask for. */
final class OrderWords {
    private OrderWords() {}

    static void print(CliContext context, Order order, List<String> signers) {
        Wording words = context.words();
        context.out().println(words.say("order.head", order.number(), order.customer()));
        context.out().println(words.say("order.places", order.places()));
        if (!order.serials().isEmpty()) {
            context.out()
                    .println(words.say(
                            "order.serials",
                            order.serials().stream().map(SerialRange::toString).collect(Collectors.joining(", "))));
        }
        order.loads()
                .forEach(load -> context.out()
                        .println(
                                words.say("order.download", String.valueOf(load.ref1()), String.valueOf(load.ref2()))));
        context.out().println(words.say("order.until", order.until().toString()));
        context.out().println(words.say("order.signedBy", String.join(", ", signers)));
    }
}
