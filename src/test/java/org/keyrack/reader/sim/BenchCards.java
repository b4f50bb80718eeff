package org.keyrack.reader.sim;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Virtual benches with cards that only measuring needs. */
public final class BenchCards {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

    private BenchCards() {}

    /**
     * Starts the cards of a rack file.
     *
     * @param kind {@code plain}; {@code classical}: with the two commands of a scheme that downloads an operation key
     *     first; {@code recorded}: INITIATE, EXPORTKEY and IMPORTKEY answer at once what they answered the first time
     * @param times of the plain ones
     */
    public static VirtualBench start(String yaml, String kind, CardTimes times) throws RackFileException {
        RackFile rack = RackFile.parse(yaml.getBytes(StandardCharsets.UTF_8), "bench", Path.of("."));
        UnaryOperator<SimulatedCard> wrapping =
                switch (kind) {
                    case "plain" -> times::watch;
                    case "classical" -> card -> new ClassicalCard(card, rack.timing());
                    case "recorded" -> RecordedCard::new;
                    default -> throw new IllegalArgumentException("There are no cards of the kind " + kind);
                };
        return VirtualBench.start(rack, ANSWER_LIMIT, wrapping);
    }
}
