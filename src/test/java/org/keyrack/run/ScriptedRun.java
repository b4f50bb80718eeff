package org.keyrack.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keyrack.journal.KeyResult;
import org.keyrack.journal.KeyResult.NotLoaded;
import org.keyrack.journal.KeyResult.Unknown;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.journal.RunEvent.Outcome;
import org.keyrack.journal.RunEvent.UnitEnded;
import org.keyrack.journal.UnitResult;
import org.keyrack.plan.PlannedKey;
import org.keyrack.plan.PlannedUnit;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.reference.ReferenceEi;
import org.keyrack.protocol.reference.Units;
import org.keyrack.unit.AsSession;

/**
 * A run of this room alone: cards of the protocol's reference behind scripted links, a journal in memory, and one account of
 * what reached the cards and the ledger, in its order.
 */
final class ScriptedRun {
    static final SerialNumber SN = Units.SN;
    static final SerialNumber OTHER = SerialNumber.parse("7766554433221100");
    static final Bytes AS_ID = Bytes.ofHex("00000001");
    static final Bytes SECOND_AS_ID = Bytes.ofHex("00000002");
    static final String READER = "Reader 1";
    private static final long SECONDS = 20;

    final List<String> account = Collections.synchronizedList(new ArrayList<>());
    final List<RunEvent> told = Collections.synchronizedList(new ArrayList<>());
    final PassingWorld world = new PassingWorld();
    final RecordingJournal journal = new RecordingJournal(account::add);
    final ScriptedAccess access = new ScriptedAccess(account::add);
    final ReferenceEi card;
    final ScriptedCard ei;
    final ScriptedCard as;
    /** Called with each event that is told, after it was noted. */
    volatile Consumer<RunEvent> listener = event -> {};

    RunSettings settings = settings(2, 0);
    private @Nullable Run run;

    ScriptedRun() throws CardFailure {
        card = Units.ei(Suite.AES_128, SN);
        ei = put(READER, "EI", card);
        as = as();
    }

    static RunSettings settings(int linkRetries, int stopAfterFailures) {
        return new RunSettings("tester", stopAfterFailures, Duration.ZERO, linkRetries, true);
    }

    ScriptedCard put(String reader, String name, ReferenceEi unit) {
        ScriptedCard scripted = new ScriptedCard(name, unit, account::add);
        access.put(reader, scripted);
        return scripted;
    }

    ScriptedCard as() throws CardFailure {
        return new ScriptedCard("AS", Units.as(), account::add);
    }

    /** A session whose PIN is verified. */
    static AsSession verified(ScriptedCard as) throws CardFailure {
        AsSession session = AsSession.select(as);
        session.verifyOperator("123456".toCharArray());
        return session;
    }

    /** A plan for the module in the first reader: key 3 of the AS for each of these locations. */
    static PlannedUnit unit(int... locations) {
        return unit(READER, SN, locations);
    }

    static PlannedUnit unit(String reader, SerialNumber sn, int... locations) {
        List<PlannedKey> keys = new ArrayList<>();
        for (int ref2 : locations) {
            keys.add(new PlannedKey(3, ref2, "KEY 3", KeyType.AES_128, 2, false, 0));
        }
        return unit(reader, sn, keys);
    }

    static PlannedUnit unit(String reader, SerialNumber sn, List<PlannedKey> keys) {
        return new PlannedUnit(
                reader, OptionalInt.of(1), sn, Suite.AES_128, Units.kcv(Units.t(Suite.AES_128)), 1, keys, List.of());
    }

    static BatchStarted batch(int units, int keys) {
        return new BatchStarted(
                Instant.now(),
                1,
                "Test",
                Bytes.zero(32),
                "tester",
                AS_ID,
                Units.kcv(Units.t(Suite.AES_128)),
                units,
                keys,
                true);
    }

    /** Opens the batch; nothing is in work yet and no AS is there. */
    Run open(PlannedUnit... units) throws Exception {
        int keys = 0;
        for (PlannedUnit unit : units) {
            keys += unit.keys().size();
        }
        Run opened = Run.open(batch(units.length, keys), List.of(), settings, journal, access, world, this::tell);
        run = opened;
        return opened;
    }

    private void tell(RunEvent event) {
        told.add(event);
        listener.accept(event);
    }

    /** Runs these units with the one AS to the batch's end. */
    RunSummary load(PlannedUnit... units) throws Exception {
        Run run = open(units);
        run.addAs(verified(as), AS_ID);
        account.clear();
        for (PlannedUnit unit : units) {
            run.add(unit);
        }
        run.finish();
        return end();
    }

    Run run() {
        return Objects.requireNonNull(run, "no batch was opened");
    }

    RunSummary end() throws Exception {
        return run().end().get(SECONDS, TimeUnit.SECONDS);
    }

    /** What reached the ledger and the cards, without the SELECTs and the readings of cards. */
    List<String> commandsAndCommits() {
        return List.copyOf(account).stream()
                .filter(line -> !line.endsWith("SELECT") && !line.endsWith("GET DATA"))
                .toList();
    }

    long count(String line) {
        return List.copyOf(account).stream().filter(line::equals).count();
    }

    List<KeyResult> outcomes() {
        return journal.of(Outcome.class).stream().map(Outcome::result).toList();
    }

    /** The causes of the outcomes that are no loaded key, in order. */
    List<String> causes() {
        return outcomes().stream()
                .map(result -> result instanceof NotLoaded not
                        ? not.failure().cause().id()
                        : result instanceof Unknown unknown
                                ? "unknown " + unknown.failure().cause()
                                : "loaded")
                .toList();
    }

    UnitResult result() {
        List<UnitEnded> ends = List.copyOf(told).stream()
                .filter(UnitEnded.class::isInstance)
                .map(UnitEnded.class::cast)
                .toList();
        assertEquals(1, ends.size(), "the module's end is told once");
        return ends.get(0).result();
    }

    <T extends RunEvent> List<T> told(Class<T> type) {
        return List.copyOf(told).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
