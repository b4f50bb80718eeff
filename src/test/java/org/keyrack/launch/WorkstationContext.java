package org.keyrack.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.keyrack.app.AsSource;
import org.keyrack.app.BenchSource;
import org.keyrack.app.InputException;
import org.keyrack.app.LedgerSource;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.ReportSource;
import org.keyrack.app.VirtualCards;
import org.keyrack.printer.Printers;
import org.keyrack.reader.Readers;
import org.keyrack.ui.desk.UiContext;
import org.keyrack.ui.kit.DesktopBus;

/** The program's own benches and ledgers, with every file in a folder of the test and none of this computer's readers. */
public final class WorkstationContext {
    private WorkstationContext() {}

    /**
     * A context for a window.
     *
     * @param folder for settings, ledger and logs
     * @param readers what a test takes for the readers of this computer
     */
    public static UiContext in(Path folder, Supplier<Readers> readers) throws IOException {
        return in(folder, readers, UnaryOperator.identity());
    }

    /**
     * A context for a window.
     *
     * @param folder for settings, ledger and logs
     * @param readers what a test takes for the readers of this computer
     * @param ledger stands between the window and its ledger
     */
    public static UiContext in(Path folder, Supplier<Readers> readers, UnaryOperator<OpenLedger> ledger)
            throws IOException {
        return in(folder, readers, ledger, Printers.of(Map.of()), new DesktopBus(Map.of()));
    }

    /** The same with printers and a desktop of the test's own. */
    public static UiContext in(
            Path folder,
            Supplier<Readers> readers,
            UnaryOperator<OpenLedger> ledger,
            Printers printers,
            DesktopBus desktop)
            throws IOException {
        Path data = made(folder, "data");
        return new UiContext(
                new Benches(readers),
                new Ledgers(data, ledger),
                printers,
                desktop,
                made(folder, "settings"),
                data,
                made(folder, "logs"),
                "0.1.0",
                Optional.empty());
    }

    private static Path made(Path folder, String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private record Benches(Supplier<Readers> readers) implements BenchSource {
        @Override
        public Readers pcsc() {
            return readers.get();
        }

        @Override
        public AsSource elsewhere() {
            return new LocalTokens();
        }

        @Override
        public VirtualCards virtual(Optional<Path> rack) throws InputException {
            return new LocalBenches().virtual(rack);
        }

        @Override
        public VirtualCards training() throws InputException {
            return new LocalBenches().training();
        }

        @Override
        public PrivateService pcscd(int count, Path directory) throws InputException {
            return new LocalBenches().pcscd(count, directory);
        }
    }

    private record Ledgers(Path data, UnaryOperator<OpenLedger> ledger) implements LedgerSource {
        @Override
        public OpenLedger open(Optional<String> location, boolean simulated) throws InputException {
            return ledger.apply(new LocalLedgers().open(file(simulated), simulated));
        }

        @Override
        public ReportSource read(Optional<String> location, boolean simulated) throws InputException {
            return new LocalLedgers().read(file(simulated), simulated);
        }

        private Optional<String> file(boolean simulated) {
            return Optional.of(
                    data.resolve(simulated ? "simulation.db" : "bench.db").toString());
        }
    }
}
