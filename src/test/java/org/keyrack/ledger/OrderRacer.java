package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.RunEvent.Durable;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.UnitResult;

/**
 * One bench in one round of a race for the places of an order: a batch in which each module ends in its own way. As a program it
 * races in a process of its own, which may be killed.
 */
final class OrderRacer {
    /** Modules of each bench in a round. */
    static final int EACH = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Ledger ledger;
    private final String order;
    private final int first;
    private final Random random;
    private final Story story;

    OrderRacer(Ledger ledger, String order, int first) {
        this.ledger = ledger;
        this.order = order;
        this.first = first;
        this.random = new Random(first);
        this.story = new Story(first);
    }

    void run() throws Exception {
        long batch = ledger.nextBatch();
        write(story.batch(batch, EACH, EACH, order));
        for (int n = first; n < first + EACH; n++) {
            try {
                write(story.unit(n, 1));
                work(n);
            } catch (ClaimRefused none) {
                // The order has no room for it.
            }
        }
        write(story.ended(batch, 0, 0));
    }

    private void work(int n) throws Exception {
        Intent intent = story.intent(story.download(n, 1, 1));
        write(intent);
        if (random.nextInt(3) == 0) {
            write(story.notLoaded(intent, "link.HUNG"));
            write(story.unitEnded(n, UnitResult.State.FAILED, 0, 1));
            return;
        }
        write(story.exported(intent));
        boolean loaded = random.nextBoolean();
        write(loaded ? story.loaded(intent) : story.unknown(intent));
        write(story.unitEnded(n, loaded ? UnitResult.State.DONE : UnitResult.State.UNKNOWN, loaded ? 1 : 0, 1));
    }

    /** As a run does: the same event again until it is in. */
    private void write(Durable event) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                ledger.commit(List.of(event));
                return;
            } catch (JournalUnavailable again) {
                assertTrue(Instant.now().isBefore(deadline), again.getMessage());
            }
        }
    }

    /** Arguments: the database, the bench, its folder. Each line on its input is a round: the order, and its first module. */
    public static void main(String[] arguments) throws Exception {
        try (Ledger ledger = opened(LedgerSettings.at(arguments[0], arguments[1], Path.of(arguments[2])));
                BufferedReader rounds =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            System.out.println("ready");
            for (String round = rounds.readLine(); round != null; round = rounds.readLine()) {
                String[] parts = round.split(" ", -1);
                new OrderRacer(ledger, parts[0], Integer.parseInt(parts[1])).run();
                System.out.println("done");
            }
        }
    }

    /** The server may take a moment to see that the process before is dead. */
    private static Ledger opened(LedgerSettings settings) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                return Ledger.open(settings);
            } catch (LedgerException held) {
                if (Instant.now().isAfter(deadline)) {
                    throw held;
                }
                Thread.onSpinWait();
            }
        }
    }
}
