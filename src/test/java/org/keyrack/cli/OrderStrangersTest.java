package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.Seeded;
import org.keyrack.launch.CommandRun;

/**
 * Modules outside of an order, through the real run on the virtual rack: one bit off, copies, anything. With
 * {@code -Dkeyrack.orders.strangers=10000} as many as were asked for.
 */
@Tag("rack")
class OrderStrangersTest {
    private static final int RACK = 125;
    /** Ordered: sixteen SNs, none of which is one bit off another's range. */
    private static final long FIRST = 0x0011223344556670L;

    @TempDir
    Path folder;

    @Test
    void noKeyIsExportedForAModuleThatTheOrderDoesNotName() throws IOException {
        int strangers = Integer.getInteger("keyrack.orders.strangers", 2 * RACK);
        OrderRack rack = new OrderRack(folder);
        rack.trust();
        Path order = rack.order("2026-1", "--serials", "%016x-%016x".formatted(FIRST, FIRST + 15));
        for (int seed = 0; seed < strangers / RACK; seed++) {
            Seeded.once(seed, random -> {
                rack.fill(serials(random));
                CommandRun run = rack.load(order, "--json");
                assertEquals(ExitCode.UNITS_FAILED, run.exitCode(), run.toString());
                assertEquals(RACK + 2, run.out().split("\"refusal\":\"(OUTSIDE_ORDER|DUPLICATE_SN)\"", -1).length - 1);
            });
        }
        Path lines = folder.resolve("lines.jsonl");
        rack.run(0, rack.ledger("ledger", "export", "--format", "jsonl", "--out", lines.toString()));
        List<String> written = Files.readAllLines(lines);
        assertTrue(written.stream().noneMatch(line -> line.contains("\"type\":\"exported\"")), "a key left the AS");
        assertTrue(written.stream().noneMatch(line -> line.contains("\"type\":\"intent\"")));
        assertEquals(
                "Order 2026-1: 0 of 16 modules, open until 2999-12-31\n",
                rack.run(0, rack.ledger("order", "status")).out());
    }

    /** Strangers, most of them one bit off an ordered SN, and one ordered SN twice. */
    private static List<String> serials(Random random) {
        List<Long> serials = new ArrayList<>();
        while (serials.size() < RACK) {
            long ordered = FIRST + random.nextInt(16);
            long sn = random.nextInt(8) == 0 ? random.nextLong() : ordered ^ 1L << 4 + random.nextInt(60);
            if (!serials.contains(sn) && (sn < FIRST || sn > FIRST + 15)) {
                serials.add(sn);
            }
        }
        long copied = FIRST + random.nextInt(16);
        serials.add(copied);
        serials.add(copied);
        return serials.stream()
                .map(sn -> String.format(Locale.ROOT, "%016x", sn))
                .collect(Collectors.toList());
    }
}
