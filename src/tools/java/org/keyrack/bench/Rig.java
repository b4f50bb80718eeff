package org.keyrack.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.keyrack.app.InputException;
import org.keyrack.app.LedgerSource;
import org.keyrack.app.OpenLedger;
import org.keyrack.launch.BenchWorld;
import org.keyrack.measure.MeasuredRack;
import org.keyrack.measure.TimedLoad;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.ReaderSnapshot.Card;
import org.keyrack.reader.Readers.Subscription;
import org.keyrack.reader.pcsc.PcscReaders;
import org.keyrack.reader.sim.CardTimes;

/** The rack that is measured: a private pcscd, and virtual cards in another process. PCSCLITE_CSOCK_NAME is set. */
final class Rig implements AutoCloseable {
    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader answers;
    private final LedgerSource ledgers = BenchWorld.ledgers();
    private final Path folder;
    private int ledgerNumber;

    /**
     * @param folder for ledgers; on the disk in question
     * @param port the first port of vpcd
     */
    Rig(Path folder, int port) throws IOException {
        this.folder = Files.createDirectories(folder);
        process = new ProcessBuilder(Jvm.command(CardsProgram.class, Integer.toString(port)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        commands = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private String ask(String command) {
        try {
            commands.println(command);
            String answer = answers.readLine();
            if (answer == null) {
                throw new IOException("The cards' process has ended");
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts fresh cards into the readers. */
    void insert(MeasuredRack rack, String kind) throws InterruptedException {
        ask("out");
        awaitEmptyReaders();
        ask(String.join(
                " ",
                "rack",
                kind,
                Integer.toString(rack.asCards()),
                Integer.toString(rack.units()),
                Integer.toString(rack.keys()),
                Double.toString(rack.initiate()),
                Double.toString(rack.export()),
                Double.toString(rack.store())));
    }

    /** Puts blank cards into the readers. */
    void insertBlank(int count, int baud) throws InterruptedException {
        ask("out");
        awaitEmptyReaders();
        ask("blank " + count + " " + baud);
    }

    /** Until pcscd has seen that the cards are out: else it would take the fresh ones for those. */
    private static void awaitEmptyReaders() throws InterruptedException {
        try (PcscReaders readers = new PcscReaders()) {
            awaitCards(readers, 0);
        }
    }

    /** Waits until so many readers show a card, and gives their names in the service's order. */
    static List<String> awaitCards(PcscReaders readers, int cards) throws InterruptedException {
        CompletableFuture<List<String>> there = new CompletableFuture<>();
        Subscription subscription = readers.listen(snapshot -> {
            List<String> present = snapshot.readers().stream()
                    .filter(reader -> reader.card() == Card.PRESENT)
                    .map(ReaderSnapshot.Reader::name)
                    .toList();
            if (!snapshot.readers().isEmpty() && present.size() == cards) {
                there.complete(present);
            }
        });
        try {
            return there.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException late) {
            throw new IllegalStateException("The readers do not come to show " + cards + " cards", late);
        } finally {
            subscription.close();
        }
    }

    /** How often each command has arrived at the cards that are in. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new HashMap<>();
        for (String each : ask("counts").replaceAll("[{} ]", "").split(",", -1)) {
            String[] pair = each.split("=", -1);
            if (pair.length == 2) {
                counts.put(pair[0], Integer.valueOf(pair[1]));
            }
        }
        return counts;
    }

    /** How long the one AS that is in waited in the batch that is over, in milliseconds. */
    CardTimes.Idle idle(MeasuredRack rack) {
        double[] told = Arrays.stream(ask("idle " + rack.export()).split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new CardTimes.Idle(told[0], told[1], told[2], told[3], told[4]);
    }

    /** KeyRack loads a fresh rack, with a fresh ledger. */
    TimedLoad load(MeasuredRack rack) throws Exception {
        insert(rack, "plain");
        try (OpenLedger ledger = freshLedger()) {
            return TimedLoad.of(new PcscReaders(), rack, ledger);
        }
    }

    /** A ledger of its own; the caller closes it. */
    OpenLedger freshLedger() throws IOException, InputException {
        return ledgers.throwaway(Files.createDirectories(folder.resolve("ledger-" + ledgerNumber++)));
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        commands.close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
