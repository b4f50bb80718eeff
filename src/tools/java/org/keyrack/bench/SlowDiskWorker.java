package org.keyrack.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.keyrack.app.OpenLedger;
import org.keyrack.launch.BenchWorld;
import org.keyrack.measure.MeasuredRack;
import org.keyrack.measure.TimedLoad;
import org.keyrack.reader.pcsc.PcscReaders;

/**
 * KeyRack in a process whose disk is slow, for {@link SlowDisk}. Arguments: {@code load FOLDER AS UNITS KEYS} loads the rack
 * that is in for each line on standard input and says the milliseconds; {@code keys FOLDER} says durable keys a second.
 */
public final class SlowDiskWorker {
    private SlowDiskWorker() {}

    /** Runs until standard input ends. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int number = 0;
        while (in.readLine() != null) {
            Path ledger = Files.createDirectories(folder.resolve("slow-" + number++));
            System.out.println(
                    arguments[0].equals("load")
                            ? load(ledger, arguments)
                            : LedgerBench.durableKeys(ledger).perSecond());
        }
        System.exit(0);
    }

    private static double load(Path folder, String[] arguments) throws Exception {
        MeasuredRack rack = MeasuredRack.timed(
                Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
        try (OpenLedger ledger = BenchWorld.ledgers().throwaway(folder)) {
            return TimedLoad.of(new PcscReaders(), rack, ledger).milliseconds();
        }
    }
}
