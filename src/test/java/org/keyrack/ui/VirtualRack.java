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

    private final VirtualBench bench;

    private VirtualRack(VirtualBench bench) {
        this.bench = bench;
    }

    /** One AS and modules as the YAML text under {@code units:} says. */
    public static VirtualRack of(String units) throws RackFileException {
        byte[] yaml = (RackYaml.HEAD + units).getBytes(StandardCharsets.UTF_8);
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

    /** Name of the reader with the AS. */
    public String asReader() {
        return bench.asReaders().get(0);
    }

    @Override
    public void close() {
        bench.close();
    }
}
