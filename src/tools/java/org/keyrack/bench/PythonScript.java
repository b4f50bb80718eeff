package org.keyrack.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.keyrack.measure.MeasuredRack;

/** A python3 script on pyscard that KeyRack is compared with, and the time it takes by its own clock. */
final class PythonScript {
    private PythonScript() {}

    /**
     * The parallel peer: a thread a reader, one lock for the AS, chained, receipts checked, no ledger.
     *
     * @return as {@link #milliseconds}
     */
    static double parallel(Path folder, MeasuredRack rack) throws IOException, InterruptedException {
        return milliseconds(folder, "parallel.py", rack);
    }

    /**
     * Runs a script of this package over the cards that are in.
     *
     * @param arguments after the number of keys and the PIN
     * @return milliseconds from the first INITIATE to the last receipt
     */
    static double milliseconds(Path folder, String name, MeasuredRack rack, String... arguments)
            throws IOException, InterruptedException {
        Path script = folder.resolve(name);
        try (var in = PythonScript.class.getResourceAsStream(name)) {
            Files.write(script, in.readAllBytes());
        }
        List<String> command = new ArrayList<>(List.of(
                "/usr/bin/python3",
                script.toString(),
                Integer.toString(rack.keys()),
                String.valueOf(MeasuredRack.pin())));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(5, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("The python script failed. It needs the Debian package python3-pyscard.");
        }
        return Double.parseDouble(out);
    }
}
