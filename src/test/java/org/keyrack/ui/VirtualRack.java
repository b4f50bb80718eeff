package org.keyrack.ui;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.keyrack.launch.WorkstationContext;
import org.keyrack.reader.sim.RackFile;
import org.keyrack.reader.sim.RackFileException;
import org.keyrack.reader.sim.SimulatedReaders;
import org.keyrack.reader.sim.VirtualBench;
import org.keyrack.ui.desk.UiContext;

/** Simulated cards that a window takes for those in this computer's readers, so that a test can pull and swap them. */
public final class VirtualRack implements AutoCloseable {
    /** A card that hangs is found out sooner than on a real bench. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);

    private static final String AS = """
            set: { transportKey: "000102030405060708090a0b0c0d0e0f", version: 1 }
            as:
              id: "00000001"
              label: Test AS
              operatorPin: "123456"
              adminPin: "87654321"
              keys:
                - { ref: 3, label: FIDELITY DEBIT, appId: "0101", type: AES-128, version: 2,
                    value: "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf", exports: 1000 }
                - { ref: 10, label: TICKETING ID, appId: "0202", type: AES-128, version: 1,
                    value: "c0c1c2c3c4c5c6c7c8c9cacbcccdcecf", diversify: true }
            """;

    private final VirtualBench bench;

    private VirtualRack(VirtualBench bench) {
        this.bench = bench;
    }

    /** One AS and modules as the YAML text under {@code units:} says. */
    public static VirtualRack of(String units) throws RackFileException {
        byte[] yaml = (AS + units).getBytes(StandardCharsets.UTF_8);
        return new VirtualRack(VirtualBench.start(RackFile.parse(yaml, "test", Path.of("")), ANSWER_LIMIT));
    }

    /** One AS and some modules with two free locations each. */
    public static VirtualRack of(int modules) throws RackFileException {
        return of("""
                units:
                  count: %d
                  firstSerial: "0011223344556677"
                  locations:
                    - { ref: 5, appId: "0101", types: [AES-128] }
                    - { ref: 7, appId: "0202", types: [AES-128] }
                """.formatted(modules));
    }

    /** The world of a window over these cards. */
    public UiContext context(Path folder) throws IOException {
        return WorkstationContext.in(folder, bench::readers);
    }

    public SimulatedReaders readers() {
        return bench.simulatedReaders();
    }

    /** Puts a fresh module into a reader, with the next serial number. */
    public void replace(String reader) {
        bench.replaceUnit(reader);
    }

    /** Puts the card that was taken out of a reader back into it. */
    public void putBack(String reader) {
        bench.putBack(reader);
    }

    /** Name of the reader with the AS. */
    public String asReader() {
        return bench.asReaders().get(0);
    }

    @Override
    public void close() {
        bench.close();
    }
}
