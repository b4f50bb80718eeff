package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keyrack.Seeded;
import org.keyrack.journal.RunEvent.ModulesExpected;
import org.keyrack.protocol.SerialNumber;

class ExpectedLinesTest {
    private static List<EventLine> lines(List<SerialNumber> modules) {
        return ExpectedLines.of(new ModulesExpected(Instant.EPOCH, 1, modules));
    }

    private static SerialNumber sn(long number) {
        return SerialNumber.parse(String.format("%016x", number));
    }

    @Test
    void aThousandConsecutiveModulesTakeOneShortLine() {
        List<SerialNumber> delivery = new ArrayList<>();
        for (int n = 0; n < 1_000; n++) {
            delivery.add(sn(0x0011223344550000L + n));
        }
        List<EventLine> lines = lines(delivery);
        assertEquals(
                List.of("{\"at\":\"1970-01-01T00:00:00.000Z\",\"batch\":1,"
                        + "\"modules\":[\"0011223344550000-00112233445503e7\"],\"total\":1000,"
                        + "\"type\":\"modules-expected\"}"),
                lines.stream().map(EventLine::text).toList());
        assertEquals(delivery, List.copyOf(ExpectedLines.read(lines).modules()));
    }

    @Test
    void aThousandScatteredModulesTakeFourLinesOfLessThanTenKilobytes() {
        List<SerialNumber> delivery = new ArrayList<>();
        for (int n = 0; n < 1_000; n++) {
            delivery.add(sn(0xFFEEDDCCBBAA0000L + 3L * n));
        }
        List<EventLine> lines = lines(delivery);
        assertEquals(4, lines.size());
        assertTrue(lines.stream().allMatch(line -> line.text().length() < 10_000));
        assertEquals(delivery, List.copyOf(ExpectedLines.read(lines).modules()));
    }

    @Test
    void everyListComesBackInItsOrder() {
        Seeded.repeat(300, ExpectedLinesTest::aListComesBackInItsOrder);
    }

    private static void aListComesBackInItsOrder(Random random) throws Exception {
        Set<SerialNumber> drawn = new LinkedHashSet<>();
        int size = Seeded.between(random, 1, 700);
        int runs = random.nextInt(10);
        long number = 0;
        while (drawn.size() < size) {
            // A small one of ten draws begins elsewhere, so that lists have long and short runs of neighbours.
            number = random.nextInt(10) <= runs ? number + 1 : Seeded.between(random, -400L, 400L);
            drawn.add(sn(number));
        }
        List<SerialNumber> modules = List.copyOf(drawn);
        List<EventLine> read = new ArrayList<>();
        for (EventLine line : lines(modules)) {
            read.add(EventLine.parse(line.text()));
        }
        assertEquals(modules, List.copyOf(ExpectedLines.read(read).modules()));
    }

    @Test
    void aListThatSomebodyChangedIsRefusedAndNeverCountedOut() {
        Stream.of(
                        List.of("0000000000000000-ffffffffffffffff"),
                        List.of("0000000000000000-7fffffffffffffff"),
                        List.of("0000000000000009-0000000000000001"),
                        List.of("0000000000000001-0000000000000002-0000000000000003"),
                        List.of("0000000000000001", "0000000000000001"),
                        List.of("0000000000000001"),
                        List.<String>of())
                .forEach(entries -> {
                    EventLine line = EventLine.of(EventType.MODULES_EXPECTED, Instant.EPOCH)
                            .with("total", 2)
                            .with("modules", entries);
                    assertThrows(LedgerUnreadable.class, () -> ExpectedLines.read(List.of(line)), entries::toString);
                });
    }
}
