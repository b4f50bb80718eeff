package org.keyrack.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrack.RackHead;
import org.keyrack.journal.CauseId;
import org.keyrack.journal.ClaimRefusal;
import org.keyrack.journal.DurableEvent;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.RunEvent.BatchEnded;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.journal.RunEvent.EndReason;
import org.keyrack.journal.RunEvent.Exported;
import org.keyrack.journal.RunEvent.UnitEnded;
import org.keyrack.journal.RunEvent.UnitStarted;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.run.RunSummary;
import org.slf4j.LoggerFactory;

/** A run ends, and gives its modules back, whatever its ledger and its listener do. */
@Tag("rack")
class RunEndTest {
    private static void assertAllGivenBack(Rack rack) throws Exception {
        rack.bench.awaitRead(Duration.ofSeconds(20));
        rack.bench
                .view()
                .slots()
                .forEach(slot -> assertTrue(
                        Set.of(SlotView.State.AS, SlotView.State.EI).contains(slot.state()), slot::toString));
    }

    private static List<UnitEnded> ends(Rack rack) {
        return rack.events.stream()
                .filter(UnitEnded.class::isInstance)
                .map(UnitEnded.class::cast)
                .toList();
    }

    @Test
    void aRunThatIsStoppedWhileTheLedgerCannotWriteEndsAndGivesItsModulesBack() throws Exception {
        try (Rack rack = Rack.of(2, "[]")) {
            CompletableFuture<Void> exported = new CompletableFuture<>();
            LoadRun load = rack.start(rack.plan(), event -> {
                if (event instanceof Exported) {
                    rack.journal.available(false);
                    exported.complete(null);
                }
            });
            exported.get(20, TimeUnit.SECONDS);
            load.stop();
            RunSummary summary = load.end().get(40, TimeUnit.SECONDS);
            assertEquals(EndReason.STOPPED_BY_OPERATOR, summary.reason());
            assertEquals(2, ends(rack).size(), "each module's end is told");
            assertAllGivenBack(rack);
        }
    }

    @Test
    void aRunWhoseLedgerIsAnotherProgramsNowEndsSaysSoAndAsksForNoMoreKeys() throws Exception {
        try (Rack rack = Rack.of(2, "[]")) {
            CompletableFuture<Void> taken = new CompletableFuture<>();
            rack.journal.before(events -> {
                if (taken.isDone() || events.stream().anyMatch(Exported.class::isInstance)) {
                    taken.complete(null);
                    throw new JournalUnavailable("another program works here", null, true);
                }
            });
            RunSummary summary = rack.load();
            assertEquals(EndReason.LEDGER_LOST, summary.reason());
            assertFalse(summary.complete());
            assertEquals(List.of(), rack.journal.of(BatchEnded.class), "nothing more is written");
            assertEquals(
                    EndReason.LEDGER_LOST,
                    rack.events.stream()
                            .filter(BatchEnded.class::isInstance)
                            .map(BatchEnded.class::cast)
                            .findFirst()
                            .orElseThrow()
                            .reason());
            assertEquals(2, ends(rack).size(), "each module's end is told");
            assertTrue(rack.exports() <= 2, "no key is asked for once the ledger is lost");
            assertAllGivenBack(rack);
        }
    }

    @Test
    void aLedgerThatCannotWriteForAWhileIsLoggedOnceAndOnceWhenItWritesAgain() throws Exception {
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        Logger log = (Logger) LoggerFactory.getLogger("org.keyrack.run");
        log.addAppender(heard);
        log.setLevel(Level.INFO);
        try (Rack rack = Rack.of(3, "[]")) {
            AtomicInteger refused = new AtomicInteger();
            rack.journal.before(events -> {
                if (events.stream().noneMatch(BatchStarted.class::isInstance) && refused.incrementAndGet() <= 8) {
                    throw new JournalUnavailable("The disk was taken away by the test", null);
                }
            });
            rack.load();
            assertTrue(refused.get() > 8);
        } finally {
            log.setLevel(null);
            log.detachAppender(heard);
        }
        assertEquals(
                List.of("The ledger cannot write: The disk was taken away by the test", "The ledger writes again"),
                List.copyOf(heard.list).stream()
                        .map(ILoggingEvent::getFormattedMessage)
                        .filter(line -> line.contains("ledger"))
                        .toList());
    }

    @Test
    void aLedgerThatFailsByAFaultOfThisProgramHangsNothing() throws Exception {
        try (Rack rack = Rack.of(2, "[]")) {
            rack.journal.before(events -> {
                if (events.stream().anyMatch(UnitStarted.class::isInstance)
                        || events.stream().anyMatch(UnitEnded.class::isInstance)) {
                    throw new IllegalStateException("made by the test");
                }
            });
            RunSummary summary = rack.load();
            assertEquals(2, summary.of(ModuleClass.FAILED));
            assertEquals(
                    new CauseId("program.IllegalStateException"),
                    ends(rack).get(0).result().failure().orElseThrow().cause());
            assertEquals(0, rack.exports());
            assertAllGivenBack(rack);
        }
    }

    @Test
    void aListenerThatFailsDoesNotKeepTheRunFromEnding() throws Exception {
        try (Rack rack = Rack.of(2, "[]")) {
            AtomicBoolean once = new AtomicBoolean();
            LoadRun load = rack.start(rack.plan(), event -> {
                if (event instanceof UnitStarted && !once.getAndSet(true)) {
                    throw new AssertionError("made by the test");
                }
            });
            assertEquals(1, load.end().get(30, TimeUnit.SECONDS).of(ModuleClass.FAILED));
            assertEquals(2, load.end().get().of(KeyClass.LOADED));
        }
    }

    /** The ledger was away when the first module began, and refuses it afterwards: the others must not wait for ever. */
    @Test
    void aModuleRefusedByALedgerThatIsBackLetsTheOthersGoOn() throws Exception {
        try (Rack rack = Rack.of(2, "[]")) {
            AtomicBoolean away = new AtomicBoolean(true);
            SerialNumber first = SerialNumber.parse("0011223344556677");
            rack.journal.before(events -> refuse(events, first, away));
            RunSummary summary = rack.load();
            assertEquals(List.of(1, 2), List.of(summary.of(ModuleClass.REFUSED), summary.of(KeyClass.LOADED)));
            UnitEnded refused = ends(rack).stream()
                    .filter(end -> end.sn().equals(first))
                    .findFirst()
                    .orElseThrow();
            assertEquals(
                    CauseId.CLAIMED, refused.result().failure().orElseThrow().cause());
            assertAllGivenBack(rack);
        }
    }

    private static void refuse(List<? extends DurableEvent> events, SerialNumber sn, AtomicBoolean away)
            throws JournalUnavailable, ClaimRefused {
        if (events.stream()
                .noneMatch(event ->
                        event instanceof UnitStarted start && start.sn().equals(sn))) {
            return;
        }
        if (away.getAndSet(false)) {
            throw new JournalUnavailable("The disk was taken away by the test", null);
        }
        throw new ClaimRefused(new ClaimRefusal.JustLetGo(sn));
    }

    /** Two threads at work on one card would take each other's answers. */
    @Test
    void anAsThatIsAddedAgainIsServedOnce() throws Exception {
        try (Rack rack = Rack.withAs(RackHead.AS.replace("id: \"00000001\"", "id: \"0000a5a5\""), 1)) {
            LoadRun load = rack.start(rack.plan(), event -> {
                if (event instanceof UnitStarted) {
                    rack.journal.available(false);
                }
            });
            for (int i = 0; i < 3; i++) {
                load.addAs(rack.asReader());
            }
            // The ledger is away: nothing is exported, and whoever serves the AS waits.
            long serving = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("AS 0000a5a5"))
                    .count();
            assertEquals(1, serving);
            rack.journal.available(true);
            assertEquals(2, load.end().get(30, TimeUnit.SECONDS).of(KeyClass.LOADED));
        }
    }
}
