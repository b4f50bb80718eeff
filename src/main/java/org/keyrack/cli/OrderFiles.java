package org.keyrack.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.keyrack.files.InputFile;
import org.keyrack.language.Wording;
import org.keyrack.order.Order;
import org.keyrack.order.OrderException;
import org.keyrack.order.SerialRange;
import org.keyrack.order.SignedOrder;

/** Reads signed orders that people name, and says what they ask for. */
final class OrderFiles {
    private static final int MOST = 4 << 20;

    private OrderFiles() {}

    static SignedOrder read(Path file) throws CliException, IOException {
        byte[] bytes = InputFile.read(file, MOST);
        try {
            return SignedOrder.parse(bytes, file.toString());
        } catch (OrderException refused) {
            String sentence = refused.getMessage();
            throw CliException.usage(sentence.startsWith(file.toString()) ? sentence : file + ": " + sentence);
        }
    }

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
