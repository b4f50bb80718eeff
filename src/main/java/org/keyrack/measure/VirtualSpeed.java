package org.keyrack.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.keyrack.app.BenchSource;
import org.keyrack.app.InputException;
import org.keyrack.app.LedgerSource;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.TemporaryFolder;
import org.keyrack.app.VirtualCards;

/**
 * KeyRack's speed on this computer: whole batches on virtual cards that cost what real ones do, with a ledger on this disk,
 * against the bound. The cards are in virtual readers of this process.
 */
public final class VirtualSpeed {
    /** Rows of docs/performance.md that are measured here. */
    public static final List<Integer> ROWS = List.of(1, 3, 4);

    private final BenchSource benches;
    private final LedgerSource ledgers;
    private final int repeats;
    private final Consumer<String> progress;

    /**
     * @param repeats measurements of each figure, after one that is reported as cold
     * @param progress told what is measured next
     */
    public VirtualSpeed(BenchSource benches, LedgerSource ledgers, int repeats, Consumer<String> progress) {
        this.benches = benches;
        this.ledgers = ledgers;
        this.repeats = repeats;
        this.progress = progress;
    }

    /** Measures a row. */
    public List<Figure> measure(int row) throws InputException, InterruptedException {
        return switch (row) {
            case 1 ->
                Stream.concat(
                                overBound("15 EI x 4 keys, 1 AS", MeasuredRack.timed(1, 15, 4), 1.02).stream(),
                                overBound("14 EI x 4 keys, 2 AS", MeasuredRack.timed(2, 14, 4), 1.03).stream())
                        .toList();
            case 3 -> List.of(secondAs());
            case 4 -> commands();
            default -> throw new IllegalArgumentException("Row " + row + " is not measured by this program");
        };
    }

    private List<Figure> overBound(String name, MeasuredRack rack, double goal)
            throws InputException, InterruptedException {
        List<Double> series = new ArrayList<>();
        List<Double> savings = new ArrayList<>();
        for (int i = 0; i <= repeats; i++) {
            progress.accept("row 1, " + name + ", " + i + " of " + repeats);
            TimedLoad timed = load(rack).timed();
            series.add(timed.milliseconds() / rack.bound().milliseconds());
            savings.add(timed.figures().limit().saving());
        }
        return List.of(
                Figure.of(1, name + ": wall / bound", "", Figure.atMost(goal), series), oneMoreAs(name, savings));
    }

    /** What a batch says of its own limit: the share of the time that one more AS card would have saved. */
    public static Figure oneMoreAs(String rack, List<Double> savings) {
        return Figure.of(1, rack + ": share that one more AS would save", "", savings);
    }

    private Figure secondAs() throws InputException, InterruptedException {
        List<Double> series = new ArrayList<>();
        for (int i = 0; i <= repeats; i++) {
            progress.accept("row 3, one AS and two, " + i + " of " + repeats);
            double one = load(MeasuredRack.timed(1, 14, 8)).timed().milliseconds();
            double two = load(MeasuredRack.timed(2, 14, 8)).timed().milliseconds();
            series.add(one / two);
        }
        return Figure.of(3, "14 EI x 8 keys: one AS / two AS", "", Figure.atLeast(1.93), series);
    }

    private List<Figure> commands() throws InputException, InterruptedException {
        MeasuredRack rack = new MeasuredRack(1, 5, 4, 0, 0, 0);
        progress.accept("row 4, commands counted at the cards");
        return commandFigures(rack, load(rack).counts());
    }

    /** Row 4 from what arrived at the cards. */
    public static List<Figure> commandFigures(MeasuredRack rack, Map<String, Integer> counts) {
        double keys = (double) rack.units() * rack.keys();
        return List.of(
                Figure.of(
                        4,
                        "EXPORTKEY per key",
                        "",
                        Figure.atMost(1),
                        List.of(counts.getOrDefault("EXPORTKEY", 0) / keys)),
                Figure.of(
                        4,
                        "IMPORTKEY per key",
                        "",
                        Figure.atMost(1),
                        List.of(counts.getOrDefault("IMPORTKEY", 0) / keys)),
                Figure.of(
                        4,
                        "INITIATE per unit",
                        "",
                        Figure.atMost(1),
                        List.of(counts.getOrDefault("INITIATE", 0) / (double) rack.units())));
    }

    private record Loaded(TimedLoad timed, Map<String, Integer> counts) {}

    private Loaded load(MeasuredRack rack) throws InputException, InterruptedException {
        try (TemporaryFolder folder = TemporaryFolder.named("keyrack-bench")) {
            Path file = Files.writeString(folder.path().resolve("rack.yaml"), rack.yaml());
            try (VirtualCards cards = benches.virtual(Optional.of(file));
                    OpenLedger ledger = ledgers.throwaway(folder.path())) {
                TimedLoad timed = TimedLoad.of(cards.readers(), rack, ledger);
                return new Loaded(timed, cards.commandCounts());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("The bench needs a folder for temporary files", failed);
        }
    }
}
