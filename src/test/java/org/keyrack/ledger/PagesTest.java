package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.RunEvent.Intent;

/** A page of batches costs what it shows, however many batches the ledger holds. */
class PagesTest {
    @TempDir
    Path folder;

    private final Story story = new Story(5);

    private LedgerSettings settings(String bench) {
        return LedgerSettings.at(folder.resolve("ledger.db").toString(), bench, folder.resolve(bench));
    }

    private void finished(Ledger ledger, long from, long to) throws Exception {
        for (long batch = from; batch <= to; batch++) {
            ledger.commit(List.of(story.batch(batch, 1, 1)));
            ledger.commit(story.wholeUnit(batch, 1));
            ledger.commit(List.of(story.ended(batch, 1, 1)));
        }
    }

    /** An outcome that is not known is counted line by line. */
    private void withUnknownKey(Ledger ledger, long batch) throws Exception {
        ledger.commit(List.of(story.batch(batch, 1, 1), story.unit(batch, 1)));
        Intent intent = story.intent(story.download(batch, 1, 1));
        ledger.commit(List.of(intent, story.exported(intent)));
    }

    /** What a look-up sends. */
    private List<String> sent(Consumer<LedgerQuery> lookUp) throws Exception {
        List<String> sent = new ArrayList<>();
        Database database = Database.at(settings("bench-1").location());
        try (Handle handle = database.openReader();
                LedgerQuery query = new LedgerQuery(database, new Reading(database, handle))) {
            handle.getConfig(SqlStatements.class).setSqlLogger(new SqlLogger() {
                @Override
                public void logBeforeExecution(StatementContext context) {
                    sent.add(context.getRenderedSql());
                }
            });
            lookUp.accept(query);
        }
        return sent;
    }

    private List<String> sentForAPage(int most) throws Exception {
        return sent(query -> query.batches(Optional.empty(), PageStart.NEWEST, most));
    }

    private BatchPage page(PageStart start, int most) throws Exception {
        try (LedgerQuery query = LedgerQuery.open(settings("bench-1").location())) {
            return query.batches(Optional.empty(), start, most);
        }
    }

    private static List<Long> numbers(BatchPage page) {
        return page.batches().stream().map(BatchSummary::batch).toList();
    }

    @Test
    void aPageSendsAsManyStatementsForALongLedgerAsForAShortOneAndForManyBatchesAsForFew() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            withUnknownKey(ledger, 1);
        }
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            finished(ledger, 2, 12);
        }
        List<String> few = sentForAPage(10);
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            finished(ledger, 13, 60);
        }
        assertEquals(few, sentForAPage(10));
        assertEquals(few, sentForAPage(50));
        assertTrue(few.size() <= 4, few.toString());
        assertTrue(sentForAPage(60).size() > few.size(), "the interrupted batch is folded when a page shows it");
    }

    @Test
    void everyBatchIsOnOnePageAndTheLastOneSaysSo() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            finished(ledger, 1, 7);
        }
        BatchPage first = page(PageStart.NEWEST, 3);
        BatchPage second = page(first.next().orElseThrow(), 3);
        BatchPage third = page(second.next().orElseThrow(), 3);
        assertEquals(
                List.of(List.of(7L, 6L, 5L), List.of(4L, 3L, 2L), List.of(1L)),
                List.of(numbers(first), numbers(second), numbers(third)));
        assertEquals(Optional.empty(), third.next());
        assertEquals(Optional.empty(), page(first.next().orElseThrow(), 4).next(), "the last page may be full");
    }

    @Test
    void aBatchThatBeginsMeanwhileIsOnNoLaterPage() throws Exception {
        BatchPage first;
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            finished(ledger, 1, 4);
            first = page(PageStart.NEWEST, 2);
            finished(ledger, 5, 6);
        }
        assertEquals(List.of(2L, 1L), numbers(page(first.next().orElseThrow(), 9)));
    }

    @Test
    void aBenchThatNoPageHasShownYetBeginsWithItsNewestBatch() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-2"))) {
            finished(ledger, 1, 2);
        }
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            finished(ledger, 3, 4);
        }
        BatchPage first = page(PageStart.NEWEST, 2);
        assertEquals(
                List.of(new BatchId("bench-1", 3)),
                List.copyOf(first.next().orElseThrow().lowest()));
        BatchPage second = page(first.next().orElseThrow(), 1);
        assertEquals(
                List.of("bench-1/4", "bench-1/3", "bench-2/2"),
                Stream.of(first, second)
                        .flatMap(page -> page.batches().stream())
                        .map(batch -> batch.id().toString())
                        .toList());
        assertEquals(
                List.of("bench-1/3", "bench-2/2"),
                second.next().orElseThrow().lowest().stream()
                        .map(BatchId::toString)
                        .toList());
    }

    @Test
    void aBatchIsFoundByItsNameWithoutReadingTheOthers() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            finished(ledger, 1, 3);
        }
        List<String> few = sent(query -> query.named(Optional.empty(), Optional.of(2L)));
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            finished(ledger, 4, 40);
        }
        assertEquals(few, sent(query -> query.named(Optional.empty(), Optional.of(2L))));
        try (LedgerQuery query = LedgerQuery.open(settings("bench-1").location())) {
            assertEquals(
                    List.of(40L),
                    query.named(Optional.empty(), Optional.empty()).stream()
                            .map(BatchSummary::batch)
                            .toList());
            assertEquals(List.of(), query.named(Optional.of("bench-2"), Optional.of(2L)));
        }
    }

    @Test
    void aPageCountsAModuleThatWasPutAsideAfterItsBatch() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            finished(ledger, 1, 2);
            ledger.commit(List.of(story.setAside(1, 77)));
        }
        List<Integer> seen = page(PageStart.NEWEST, 5).batches().stream()
                .map(batch -> batch.counts().modules().seen())
                .toList();
        assertEquals(List.of(1, 2), seen);
    }
}
