package org.keyrack.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.keyrack.measure.MeasuredRack;
import org.keyrack.reader.sim.BenchCards;
import org.keyrack.reader.sim.CardTimes;
import org.keyrack.reader.sim.RackFileException;
import org.keyrack.reader.sim.VirtualBench;

/**
 * The cards of the bench, in a process of their own so that their work does not count as the host's. Argument: the first
 * port of vpcd. Lines on standard input: {@code rack KIND AS UNITS KEYS INITIATE EXPORT IMPORT} puts fresh cards in,
 * {@code blank COUNT BAUD} blank cards, {@code out} takes them out, {@code counts} tells what has arrived at them, {@code idle EXPORT} how long the AS waited. Ends with its input.
 */
public final class CardsProgram {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private CardsProgram() {}

    /** Runs until standard input ends. */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        VirtualBench cards = null;
        CardTimes times = new CardTimes();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = in.readLine();
        while (line != null) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "rack" -> {
                    times = new CardTimes();
                    cards = start(words, port, times);
                    OUT.println("ready");
                }
                case "blank" -> {
                    cards = connected(
                            "blank: " + words[1] + "\ntiming: { baud: " + words[2] + " }\n",
                            "plain",
                            port,
                            new CardTimes());
                    OUT.println("ready");
                }
                case "counts" -> OUT.println(cards == null ? "{}" : cards.commandCounts());
                case "idle" -> {
                    CardTimes.Idle idle = times.idle(Double.parseDouble(words[1]));
                    OUT.println(idle.begin() + " " + idle.gaps() + " " + idle.longestGap() + " " + idle.exports() + " "
                            + idle.end());
                }
                case "out" -> {
                    if (cards != null) {
                        cards.close();
                        cards = null;
                    }
                    OUT.println("ready");
                }
                default -> throw new IOException("There is no command " + words[0]);
            }
            line = in.readLine();
        }
        System.exit(0);
    }

    private static VirtualBench start(String[] words, int port, CardTimes times)
            throws RackFileException, InterruptedException, ExecutionException, TimeoutException {
        MeasuredRack rack = new MeasuredRack(
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]),
                Integer.parseInt(words[4]),
                Double.parseDouble(words[5]),
                Double.parseDouble(words[6]),
                Double.parseDouble(words[7]));
        return connected(rack.yaml(), words[1], port, times);
    }

    private static VirtualBench connected(String yaml, String kind, int port, CardTimes times)
            throws RackFileException, InterruptedException, ExecutionException, TimeoutException {
        VirtualBench cards = BenchCards.start(yaml, kind, times);
        cards.connectToVpcd(port).get(60, TimeUnit.SECONDS);
        return cards;
    }
}
