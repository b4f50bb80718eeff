package org.keyrack.app;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.keyrack.RackHead;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.RunEvent;
import org.keyrack.ledger.HeadsFolder;
import org.keyrack.ledger.Ledger;
import org.keyrack.ledger.LedgerSettings;
import org.keyrack.plan.ProfileFile;
import org.keyrack.printer.Printers;
import org.keyrack.reader.sim.RackFile;
import org.keyrack.reader.sim.VirtualBench;
import org.keyrack.world.World;

/** A simulated rack over a ledger in a folder, whose batches print by themselves. */
public final class PrintingRack implements AutoCloseable {
    private static final String BENCH = "bench";

    private final VirtualBench cards;
    private final OpenLedger ledger;
    private final Bench bench;
    private final Batches batches;
    private final Printouts printouts;
    private final BlockingQueue<PrintoutNews> news = new LinkedBlockingQueue<>();

    private PrintingRack(VirtualBench cards, OpenLedger ledger, Printers printers) {
        this.cards = cards;
        this.ledger = ledger;
        this.bench = new Bench(cards.readers(), ledger, ledger);
        this.batches = new Batches(bench, ledger);
        this.printouts = new Printouts(bench, ledger, printers);
        printouts.onNews(news::add);
    }

    /** Opens the ledger in a folder, in front of so many new modules. */
    public static PrintingRack open(Path folder, int units, Printers printers) throws Exception {
        String rack = RackHead.SET + RackHead.AS + "units: { count: " + units
                + ", firstSerial: \"0011223344556677\", locations: [ { ref: 5, appId: \"0101\", types: [AES-128] } ] }\n"
                + "timing: none\nfaults: []\n";
        RackFile file = RackFile.parse(rack.getBytes(StandardCharsets.UTF_8), "test", Path.of("."));
        LedgerSettings settings = LedgerSettings.in(folder, BENCH);
        OpenLedger ledger =
                new OpenLedger(Ledger.open(settings, problem -> {}, World.real()), new HeadsFolder(settings.heads()));
        return new PrintingRack(VirtualBench.start(file), ledger, printers);
    }

    /** Labels of a roll, by themselves. */
    public static PrintoutWish labels(String printer, String template) {
        return new PrintoutWish(
                Optional.of(new PrintoutWish.Labels(printer, template)), Optional.empty(), Locale.ENGLISH);
    }

    /** Loads the rack; returns when the batch has ended. */
    public void load(PrintoutWish wish) throws Exception {
        load(wish, UnaryOperator.identity());
    }

    /** @param between stands between the run and what prints */
    public void load(PrintoutWish wish, UnaryOperator<Consumer<RunEvent>> between) throws Exception {
        bench.awaitRead(Duration.ofSeconds(30));
        for (String reader : cards.asReaders()) {
            bench.verifyOperator(reader, cards.operatorPin(reader));
        }
        batches.start(
                        batches.plan(
                                ProfileFile.parse("{name: Test, load: auto}".getBytes(StandardCharsets.UTF_8), "test")),
                        new Batches.Options("tester", false),
                        between.apply(printouts.batch(wish)))
                .end()
                .get(60, TimeUnit.SECONDS);
    }

    /** Prints what an earlier start has left. */
    public void resume() {
        printouts.resume(Locale.ENGLISH);
    }

    /** The next thing that is told. */
    public PrintoutNews told() throws InterruptedException {
        return Optional.ofNullable(news.poll(30, TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("nothing was told"));
    }

    /** What was told and not asked for yet, after everything on its way is over; nothing more is printed after it. */
    public List<PrintoutNews> rest() {
        printouts.close();
        return List.copyOf(news);
    }

    public BatchId batch(long number) {
        return new BatchId(BENCH, number);
    }

    @Override
    public void close() {
        printouts.close();
        bench.close();
        cards.close();
        ledger.close();
    }
}
