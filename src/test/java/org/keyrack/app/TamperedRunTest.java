package org.keyrack.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrack.app.TamperedReaders.Tampering;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.KeyResult.NotLoaded;
import org.keyrack.journal.KeyResult.Unknown;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.RunEvent.Outcome;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.reader.Readers.Subscription;
import org.keyrack.run.RunSummary;

/**
 * Rows 18 and 21 of faults.md as whole runs: a proxy changes one bit of what AS and EI say to each other, in each download
 * another one. Each is refused with its cause, nothing is stored, and the unit can be loaded afterwards.
 */
@Tag("rack")
class TamperedRunTest {
    private static final int EXPORTKEY = 0x54;
    private static final int IMPORTKEY = 0x56;
    private static final int UNITS = 15;
    /** No failure ends these runs early. */
    private static final String PROFILE = "{name: Test, load: auto, stopAfterFailures: 0}";

    /** Changes the next bit of a row of bits in each command or answer of one kind. */
    private static final class Flip implements Tampering {
        private final int ins;
        private final boolean answers;
        private final List<Integer> bits;

        /** @param bits which bits, in this order; each once, then nothing more is changed */
        Flip(int ins, boolean answers, List<Integer> bits) {
            this.ins = ins;
            this.answers = answers;
            this.bits = new ArrayList<>(bits);
        }

        synchronized boolean over() {
            return bits.isEmpty();
        }

        private synchronized byte[] flipped(byte[] data) {
            byte[] altered = data.clone();
            int bit = bits.remove(0);
            altered[bit / 8] ^= (byte) (0x80 >>> bit % 8);
            return altered;
        }

        @Override
        public synchronized CommandApdu command(CommandApdu command) {
            if (answers || bits.isEmpty() || command.ins() != ins) {
                return command;
            }
            return new CommandApdu(
                    command.cla(),
                    command.ins(),
                    command.p1(),
                    command.p2(),
                    flipped(command.data()),
                    command.answerDue());
        }

        @Override
        public synchronized ResponseApdu answer(CommandApdu command, ResponseApdu answer) {
            if (!answers || bits.isEmpty() || command.ins() != ins || !answer.isSuccess()) {
                return answer;
            }
            return new ResponseApdu(flipped(answer.data()), answer.sw());
        }
    }

    private static RunSummary load(Rack rack) throws Exception {
        return rack.start(rack.plan(PROFILE), event -> {}).end().get(60, TimeUnit.SECONDS);
    }

    private static int occupied(Rack rack) throws Exception {
        return (int) rack.bench.awaitRead(Duration.ofSeconds(30)).eiUnits().stream()
                .flatMap(unit -> unit.locations().stream())
                .filter(LocationEntry::occupied)
                .count();
    }

    /** How often each cause was given. */
    private static Map<String, Integer> causes(Rack rack) {
        Map<String, Integer> causes = new TreeMap<>();
        for (Outcome outcome : rack.journal.of(Outcome.class)) {
            if (outcome.result() instanceof NotLoaded not) {
                causes.merge(not.failure().cause().id(), 1, Integer::sum);
            } else if (outcome.result() instanceof Unknown unknown) {
                causes.merge("unknown " + unknown.failure().cause(), 1, Integer::sum);
            }
        }
        return causes;
    }

    /** Runs until every bit was changed once; then everything is loaded. */
    private static Map<String, Integer> tamper(Flip flip) throws Exception {
        int bits = flip.bits.size();
        try (Rack rack = Rack.of(UNITS, "[]", readers -> new TamperedReaders(readers, flip))) {
            int refused = 0;
            while (bits - refused >= UNITS) {
                RunSummary summary = load(rack);
                assertEquals(
                        0,
                        summary.of(KeyClass.LOADED) + summary.of(KeyClass.UNKNOWN),
                        () -> causes(rack).toString());
                assertEquals(UNITS, summary.of(ModuleClass.FAILED));
                assertEquals(0, occupied(rack), "a key that was tampered with is in a module");
                refused += UNITS;
            }
            // The last few bits, then the retry of all.
            load(rack);
            RunSummary rest = load(rack);
            assertTrue(flip.over());
            assertEquals(
                    0,
                    rest.of(KeyClass.FAILED) + rest.of(KeyClass.UNKNOWN),
                    () -> causes(rack).toString());
            assertEquals(2 * UNITS, occupied(rack));
            assertEquals(
                    bits,
                    causes(rack).values().stream().mapToInt(Integer::intValue).sum());
            return causes(rack);
        }
    }

    private static List<Integer> bits(int from, int to) {
        return IntStream.range(8 * from, 8 * to).boxed().toList();
    }

    /** E, SAS and CAS: the AS's answer can be read, and the module refuses it. */
    @Test
    void everyBitOfTheKeyAndItsSignaturesAlteredOnTheWayFromTheAsIsRefusedByTheModule() throws Exception {
        assertEquals(Map.of("ei.altered", 384), tamper(new Flip(EXPORTKEY, true, bits(16, 64))));
    }

    /** REF2, DATA and CAS. */
    @Test
    void everyBitOfImportkeyAlteredOnTheWayToTheModuleIsRefusedByIt() throws Exception {
        // Version and suite; REF2 twice, flags and key type; all that only CAS protects.
        assertEquals(
                Map.of("ei.anotherSuite", 16, "ei.headerMalformed", 48, "ei.altered", 464),
                tamper(new Flip(IMPORTKEY, false, bits(0, 66))));
    }

    @Test
    void everyBitOfTheHeaderAlteredOnTheWayFromTheAsIsRefusedAndTheRunGoesOnOnceThePinIsEnteredAgain()
            throws Exception {
        Flip flip = new Flip(EXPORTKEY, true, bits(0, 16));
        try (Rack rack = Rack.of(2, "[]", readers -> new TamperedReaders(readers, flip))) {
            int runs = 0;
            while (!flip.over()) {
                assertTrue(++runs <= 128, "each run uses up one bit at least");
                LoadRun load = rack.start(rack.plan(PROFILE), event -> {});
                Subscription pins = rack.enterPins(load);
                load.end().get(60, TimeUnit.SECONDS);
                pins.close();
            }
            assertEquals(0, load(rack).of(KeyClass.FAILED));
            assertEquals(4, occupied(rack));
            // What the host asked for it knows itself; the rest of the header only CAS protects.
            assertEquals(Map.of("protocol.EXPORTKEY", 64, "ei.altered", 64), causes(rack));
        }
    }

    /** The module has stored the key then, and only its receipt could prove it: it is not counted. */
    @Test
    void aCommitmentAlteredOnTheWayFromTheAsNeverCounts() throws Exception {
        Flip flip = new Flip(
                EXPORTKEY,
                true,
                IntStream.range(0, 16).map(i -> 8 * 64 + 8 * i + i % 8).boxed().toList());
        try (Rack rack = Rack.of(16, "[]", readers -> new TamperedReaders(readers, flip))) {
            RunSummary summary = load(rack);
            assertTrue(flip.over());
            assertEquals(0, summary.of(KeyClass.LOADED), () -> causes(rack).toString());
            assertEquals(Map.of("unit.receiptMismatch", 16), causes(rack));
            assertEquals(16, summary.of(ModuleClass.FAILED));
        }
    }
}
