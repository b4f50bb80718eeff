package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.prepare.Preparation;
import org.keyrack.prepare.PreparationRun;
import org.keyrack.prepare.PreparationSecrets;
import org.keyrack.prepare.PreparationSummary;
import org.keyrack.prepare.Workshop;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.reader.sim.RackFile;
import org.keyrack.reader.sim.VirtualBench;

/** Two benches that prepare modules at once, with one PostgreSQL. */
@Tag("database")
class PostgresPreparationTest {
    private static final int CARDS = 6;

    @TempDir
    private Path folder;

    private VirtualBench cards() throws Exception {
        byte[] rack = ("blank: " + CARDS + "\n").getBytes(StandardCharsets.UTF_8);
        return VirtualBench.start(RackFile.parse(rack, "rack", folder));
    }

    private static String[] readers() {
        return IntStream.rangeClosed(1, CARDS)
                .mapToObj(n -> String.format("Virtual Reader %02d", n))
                .toArray(String[]::new);
    }

    private static Workshop workshop(String url, Path folder, String bench) throws Exception {
        return new Workshop(LedgerSettings.at(url, bench, folder.resolve(bench)));
    }

    @Test
    void twoBenchesThatMeanTheSameSnsGiveEachOnce() throws Exception {
        try (PostgresServer server = PostgresServer.start()) {
            String url = server.newDatabase();
            var plan = Workshop.modulePlan("{ counter: \"00112233\" }");
            List<SerialNumber> given = new ArrayList<>();
            try (VirtualBench one = cards();
                    VirtualBench two = cards();
                    Workshop first = workshop(url, folder, "bench-1");
                    Workshop second = workshop(url, folder, "bench-2");
                    PreparationSecrets secrets = Workshop.secrets(plan);
                    Preparation here = first.survey(plan, secrets, Workshop.cards(one), readers());
                    Preparation there = second.survey(plan, secrets, Workshop.cards(two), readers())) {
                assertEquals(serials(here), serials(there), "both mean the same before either has begun");
                PreparationRun begun = first.start(here);
                for (PreparationSummary summary :
                        List.of(second.start(there).end().join(), begun.end().join())) {
                    assertTrue(summary.complete(), summary.cards().toString());
                    summary.cards().forEach(card -> given.add(card.card().sn().orElseThrow()));
                }
            }
            assertEquals(2L * CARDS, given.stream().distinct().count(), given.toString());
        }
    }

    private static List<Optional<SerialNumber>> serials(Preparation preparation) {
        return preparation.cards().stream().map(card -> card.card().sn()).toList();
    }
}
