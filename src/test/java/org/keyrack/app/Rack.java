package org.keyrack.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.keyrack.RackHead;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.Outcome;
import org.keyrack.plan.Plan;
import org.keyrack.plan.ProfileFile;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.reader.Readers;
import org.keyrack.reader.Readers.Subscription;
import org.keyrack.reader.sim.CountedExports;
import org.keyrack.reader.sim.RackFile;
import org.keyrack.reader.sim.SimulatedReaders;
import org.keyrack.reader.sim.VirtualBench;
import org.keyrack.run.RunSummary;

/** A simulated rack with a bench on it, for tests. */
final class Rack implements AutoCloseable {
    static final String LOCATIONS = "locations: [ { ref: 5, appId: \"0101\", types: [AES-128] },"
            + " { ref: 6, appId: \"0102\", types: [AES-128] } ]";

    /** For a script that hangs; long all the same beside what a card of this process takes. */
    private static final Duration HANGS_SOON = Duration.ofSeconds(2);

    final VirtualBench cards;
    final Bench bench;
    final Batches batches;
    final MemoryJournal journal = new MemoryJournal();
    final List<RunEvent> events = new CopyOnWriteArrayList<>();

    private Rack(VirtualBench cards, UnaryOperator<Readers> between) {
        this.cards = cards;
        this.bench = new Bench(between.apply(cards.readers()), journal, journal);
        this.batches = new Batches(bench, journal, journal);
    }

    static Rack of(int units, String faults) throws Exception {
        return of(units, faults, UnaryOperator.identity());
    }

    /** @param between stands between the bench and the readers */
    static Rack of(int units, String faults, UnaryOperator<Readers> between) throws Exception {
        Duration limit = faults.contains("do: hang") ? HANGS_SOON : SimulatedReaders.ANSWER_LIMIT;
        return new Rack(VirtualBench.start(file(RackHead.AS, units, LOCATIONS, faults), limit), between);
    }

    /** @param as the AS cards of the rack file */
    static Rack withAs(String as, int units) throws Exception {
        return new Rack(VirtualBench.start(file(as, units, LOCATIONS, "[]")), UnaryOperator.identity());
    }

    /** @param ctr the export counter at which the AS stands, 00000000 to FFFFFFFF */
    static Rack atCtr(long ctr, int units) throws Exception {
        return new Rack(
                CountedExports.start(file(RackHead.AS, units, LOCATIONS, "[]"), SimulatedReaders.ANSWER_LIMIT, ctr),
                UnaryOperator.identity());
    }

    static Rack withLocations(String locations, int units) throws Exception {
        return new Rack(VirtualBench.start(file(RackHead.AS, units, locations, "[]")), UnaryOperator.identity());
    }

    private static RackFile file(String as, int units, String locations, String faults) throws Exception {
        String yaml = RackHead.SET + as + "units: { count: " + units + ", firstSerial: \"0011223344556677\", "
                + locations + " }\ntiming: none\nfaults: " + faults + "\n";
        return RackFile.parse(yaml.getBytes(StandardCharsets.UTF_8), "test", Path.of("."));
    }

    String asReader() {
        return cards.asReaders().get(0);
    }

    int count(String reader, Instruction command) {
        return cards.commandCounts(reader).getOrDefault(command, 0);
    }

    int exports() {
        return count(asReader(), Instruction.EXPORTKEY);
    }

    Plan plan() throws Exception {
        return plan("{name: Test, load: auto}");
    }

    Plan plan(String profile) throws Exception {
        bench.awaitRead(Duration.ofSeconds(30));
        for (String reader : cards.asReaders()) {
            bench.verifyOperator(reader, cards.operatorPin(reader));
        }
        return batches.plan(ProfileFile.parse(profile.getBytes(StandardCharsets.UTF_8), "test"));
    }

    LoadRun start(Plan plan, Consumer<RunEvent> listener) throws Exception {
        return batches.start(plan, new Batches.Options("tester", false), event -> {
            events.add(event);
            listener.accept(event);
        });
    }

    /** Enters the PIN of every AS that the run waits for, as an operator does, until it is closed. */
    Subscription enterPins(LoadRun load) {
        return bench.listen(view -> view.slots().stream()
                .filter(slot -> slot.as().isPresent() && !slot.pinVerified() && load.waitsForAs())
                .forEach(slot -> enterPin(slot.reader(), load)));
    }

    private void enterPin(String reader, LoadRun load) {
        try {
            bench.verifyOperator(reader, cards.operatorPin(reader));
            load.addAs(reader);
        } catch (CardFailure failure) {
            throw new AssertionError(failure);
        }
    }

    /** Compares a run's keys; says what the journal has when they differ. */
    void assertCounts(RunSummary summary, int loaded, int failed, int unknown) {
        assertEquals(
                List.of(loaded, failed, unknown),
                List.of(summary.of(KeyClass.LOADED), summary.of(KeyClass.FAILED), summary.of(KeyClass.UNKNOWN)),
                () -> "keys loaded, failed, unknown; " + journal.of(Outcome.class));
    }

    /** A reading says that the bench has changed a moment after its card is shown: waits until none is under way. */
    static void awaitReadings() throws InterruptedException {
        for (Thread reading : Thread.getAllStackTraces().keySet()) {
            if (reading.getName().equals("card reading")) {
                reading.join(Duration.ofSeconds(30).toMillis());
                assertFalse(reading.isAlive(), "a reading hangs");
            }
        }
    }

    RunSummary load() throws Exception {
        return start(plan(), event -> {}).end().get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        bench.close();
        cards.close();
    }
}
