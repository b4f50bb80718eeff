package org.keyrack.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.keyrack.app.CauseTexts;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.RunEvent.BatchEnded;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.journal.RunEvent.Durable;
import org.keyrack.journal.RunEvent.EndReason;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.RunEvent.UnitStarted;
import org.keyrack.journal.UnitResult;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.BatchView;
import org.keyrack.ledger.HeadsFolder;
import org.keyrack.ledger.Ledger;
import org.keyrack.ledger.LedgerQuery;
import org.keyrack.ledger.LedgerSettings;
import org.keyrack.ledger.Story;

/** A real ledger with batches as runs would write them, and what reports read from it. */
final class Told implements AutoCloseable {
    static final String BENCH = "bench-1";

    final Story story = new Story(11);
    private final LedgerSettings settings;
    private final Ledger ledger;

    Told(Path folder) throws Exception {
        settings = LedgerSettings.in(Files.createDirectories(folder), BENCH);
        ledger = Ledger.open(settings);
    }

    /** The same batch of another bench and operator. */
    static BatchFacts renamed(BatchFacts facts, String bench, String operator) {
        BatchSummary one = facts.summary();
        BatchSummary renamed = new BatchSummary(
                new BatchId(bench, one.batch()),
                one.chain(),
                one.firstSeq(),
                one.head(),
                one.started(),
                one.ended(),
                one.state(),
                one.reason(),
                one.profile(),
                one.profileHash(),
                operator,
                one.asId(),
                one.setKcv(),
                one.simulated(),
                one.unitsPlanned(),
                one.keysPlanned(),
                one.counts());
        return new BatchFacts(
                new BatchView(renamed, facts.batch().units(), facts.batch().expected()), facts.signed());
    }

    static ReportText text(Locale locale) {
        CauseTexts causes = new CauseTexts(locale);
        return new ReportText(locale, ZoneId.of("UTC"), causes::sentence);
    }

    /** What an AS said of the n-th receipt of a module. */
    Told audited(long module, int receipt, boolean genuine) throws Exception {
        ledger.commit(
                List.of(Story.audited(ledger.query().receipts(Story.sn(module)).get(receipt), genuine)));
        return this;
    }

    /** A batch in which every so-manieth unit fails at its second key, and the one after it stays unknown; 0 for none. */
    Told batch(long number, int units, int keys, int everyFails) throws Exception {
        return batch(story.batch(number, units, units * keys), units, keys, everyFails);
    }

    Told batch(BatchStarted started, int units, int keys, int everyFails) throws Exception {
        ledger.commit(List.of(started));
        int done = 0;
        int failed = 0;
        int unknown = 0;
        for (int unit = 1; unit <= units; unit++) {
            long n = started.batch() * 1000 + unit;
            boolean fails = everyFails > 0 && unit % everyFails == 0;
            boolean stays = everyFails > 1 && unit % everyFails == 1 && unit > 1;
            if (!fails && !stays) {
                ledger.commit(story.wholeUnit(n, keys));
                done++;
                continue;
            }
            List<Durable> events = new ArrayList<>();
            events.add(story.unit(n, keys));
            Intent good = story.intent(story.download(n, 1, 1));
            events.addAll(List.of(good, story.exported(good), story.loaded(good)));
            Intent bad = story.intent(story.download(n, 2, 1));
            events.addAll(List.of(bad, story.exported(bad)));
            events.add(fails ? story.notLoaded(bad, "link.HUNG") : story.unknown(bad));
            events.add(story.unitEnded(n, fails ? UnitResult.State.FAILED : UnitResult.State.UNKNOWN, 1, keys));
            ledger.commit(events);
            failed += fails ? 1 : 0;
            unknown += stays ? 1 : 0;
        }
        BatchEnded sample = story.ended(started.batch(), done, done * keys);
        ledger.commit(List.of(new BatchEnded(
                sample.at(),
                started.batch(),
                EndReason.FINISHED,
                Story.counts(done, failed, unknown, done * keys + failed + unknown, failed, unknown))));
        return this;
    }

    /** Begins a batch and one of its units, and does not end them. */
    Told begun(long number) throws Exception {
        Intent intent = story.intent(story.download(number * 1000, 1, 1));
        ledger.commit(List.of(story.batch(number, 1, 1), story.unit(number * 1000, 1), intent, story.exported(intent)));
        return this;
    }

    UnitStarted unit(long n, String reader, int keys) {
        UnitStarted unit = story.unit(n, keys);
        return new UnitStarted(unit.at(), unit.sn(), reader, unit.shelf(), keys, unit.past());
    }

    void commit(List<Durable> events) throws Exception {
        ledger.commit(events);
    }

    /** Read by a connection of its own, as {@code keyrack report} does. */
    BatchFacts facts(long number) throws Exception {
        try (LedgerQuery query = LedgerQuery.open(settings.location())) {
            var view = query.batch(new BatchId(BENCH, number)).orElseThrow();
            return new BatchFacts(
                    view,
                    new HeadsFolder(settings.heads())
                            .vouchingFor(
                                    view.summary().chain(),
                                    view.summary().head().seq()));
        }
    }

    BatchReport report(long number, Locale locale) throws Exception {
        return new BatchReport(facts(number), text(locale));
    }

    String head() {
        return ledger.head().line();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
