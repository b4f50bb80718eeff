package org.keyrack.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.report.Comparison.CauseTotal;
import org.keyrack.report.Statistics.By;
import org.keyrack.report.Statistics.Row;

/** Yields over the batches of a real ledger. */
class StatisticsTest {
    @TempDir
    Path folder;

    private static void passes(Told told, long module) throws Exception {
        told.commit(told.story.wholeUnit(module, 1));
    }

    private static void fails(Told told, long module, String cause) throws Exception {
        Intent bad = told.story.intent(told.story.download(module, 1, 1));
        told.commit(List.of(
                told.story.unit(module, 1),
                bad,
                told.story.exported(bad),
                told.story.notLoaded(bad, cause),
                told.story.failed(module, cause)));
    }

    /** Module 1 passes at once, 2 at its second try, 3 never; 4 is there in the second batch alone. */
    private List<BatchFacts> batches(Told told) throws Exception {
        told.commit(List.of(told.story.batch(1, 3, 3)));
        passes(told, 1);
        fails(told, 2, "link.HUNG");
        fails(told, 3, "link.HUNG");
        told.commit(List.of(told.story.ended(1, 1, 1)));
        told.commit(List.of(told.story.batch(2, 3, 3)));
        passes(told, 2);
        fails(told, 3, "link.CARD_REMOVED");
        passes(told, 4);
        told.commit(List.of(told.story.ended(2, 2, 2)));
        return List.of(told.facts(1), Told.renamed(told.facts(2), "bench-1", "Grace Operator"));
    }

    @Test
    void aModuleCountsOnceByItsFirstAndItsLastTryAndEachFailedTryByItsCause() throws Exception {
        try (Told told = new Told(folder)) {
            Statistics statistics =
                    Comparison.of(batches(told), Told.text(Locale.ENGLISH)).statistics();
            Row all = statistics.all();
            assertEquals(List.of(4, 2, 3), List.of(all.modules(), all.firstPass(), all.afterRetry()));
            assertEquals(0.5, all.firstPassYield());
            assertEquals(0.75, all.finalYield());
            assertEquals(3, all.failures());
            assertEquals(
                    List.of(2, 1), all.causes().stream().map(CauseTotal::units).toList());
            assertEquals(2 / 3.0, all.cumulative(1), 1e-9);
            assertEquals(1, all.cumulative(2), 1e-9);
        }
    }

    @Test
    void modulesAreToldApartByTheirFirstTryAndCausesByEachTry() throws Exception {
        try (Told told = new Told(folder)) {
            List<Row> operators = Comparison.of(batches(told), Told.text(Locale.ENGLISH))
                    .statistics()
                    .groups()
                    .get(By.OPERATOR);
            assertEquals(
                    List.of("Ada Operator 3 1 2 2", "Grace Operator 1 1 1 1"),
                    operators.stream()
                            .map(row -> row.value() + " " + row.modules() + " " + row.firstPass() + " "
                                    + row.afterRetry() + " " + row.failures())
                            .toList());
        }
    }

    @Test
    void theTableHasALineForEachCauseWithItsCumulativeShare() throws Exception {
        try (Told told = new Told(folder)) {
            ReportText text = Told.text(Locale.ENGLISH);
            String csv = new ComparisonReport(Comparison.of(batches(told), text), text).statisticsCsv();
            List<String> all =
                    csv.lines().filter(line -> line.startsWith("all,")).toList();
            assertEquals(2, all.size(), csv);
            assertTrue(all.get(0).startsWith("all,,4,2,50.0,3,75.0,"), all.get(0));
            assertTrue(all.get(0).endsWith(",2,66.7"), all.get(0));
            assertTrue(all.get(1).endsWith(",1,100.0"), all.get(1));
        }
    }

    @Test
    void noBatchesGiveNoYield() {
        Statistics none = Comparison.of(List.of(), Told.text(Locale.FRENCH)).statistics();
        assertEquals(0, none.all().modules());
        assertEquals(0, none.all().finalYield());
    }
}
