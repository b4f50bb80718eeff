package org.keyrack.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keyrack.app.TemporaryFolder;
import org.keyrack.applet.BlockCounts;
import org.keyrack.measure.Figure;
import org.keyrack.measure.Figure.Goal;
import org.keyrack.measure.MeasuredRack;
import org.keyrack.measure.TimedLoad;
import org.keyrack.measure.VirtualSpeed;
import org.keyrack.reader.sim.CardTimes;
import org.keyrack.run.ContinuousSimulation;

/** The rows of docs/performance.md, each measured on the rig. */
final class Rows {
    static final List<Integer> ALL = List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19);

    private static final MeasuredRack FIFTEEN = MeasuredRack.timed(1, 15, 4);
    private static final MeasuredRack TWO_AS = MeasuredRack.timed(2, 14, 4);

    private final Rig rig;
    private final int repeats;
    private final int slowRepeats;
    private final long events;
    private final List<Double> fifteen = new ArrayList<>();
    private final List<Double> twoAs = new ArrayList<>();
    private final List<Figure> years = new ArrayList<>();

    /**
     * @param repeats warm measurements of a figure; 0: the cold one alone
     * @param slowRepeats the same of what takes 15 s and more
     * @param events size of the large ledger
     */
    Rows(Rig rig, int repeats, int slowRepeats, long events) {
        this.rig = rig;
        this.repeats = repeats;
        this.slowRepeats = slowRepeats;
        this.events = events;
    }

    List<Figure> measure(int row) throws Exception {
        return switch (row) {
            case 1 -> overBound();
            case 2 -> oneByOne();
            case 3 -> secondAs();
            case 4 -> commands();
            case 5 -> classical();
            case 6 -> ownTime();
            case 7 -> window();
            case 8 -> new WindowRow(rig.folder()).stalls(repeats);
            case 9 -> ledger();
            case 10 -> continuous();
            case 11 -> blocks();
            case 12, 13, 14 -> years(row);
            case 15 -> new BenchesRow(rig.folder()).measure();
            case 16 -> new PreparationRow(rig).measure(repeats);
            case 17 -> new TokenRow(rig).measure(repeats);
            case 18 -> HandsRow.measure(rig.folder());
            case 19 -> SeedsRow.measure();
            default -> throw new IllegalArgumentException("There is no row " + row + ". Choose of " + ALL);
        };
    }

    private List<Figure> overBound() throws Exception {
        List<Figure> figures = new ArrayList<>(overBound("15 EI x 4 keys, 1 AS", FIFTEEN, fifteen, 1.012));
        figures.addAll(overBound("14 EI x 4 keys, 2 AS", TWO_AS, twoAs, 1.012));
        figures.get(0)
                .cold()
                .ifPresent(cold -> figures.add(Figure.of(
                        1, "first batch of the process: wall / bound", "", Figure.atMost(1.02), List.of(cold))));
        figures.addAll(new SlowDiskRows(rig, Math.min(repeats, slowRepeats)).overBound());
        return figures;
    }

    private List<Figure> overBound(String name, MeasuredRack rack, List<Double> walls, double goal) throws Exception {
        walls.clear();
        List<Double> exports = new ArrayList<>();
        List<Double> idle = new ArrayList<>();
        List<Double> imports = new ArrayList<>();
        List<Double> savings = new ArrayList<>();
        for (int i = 0; i <= repeats; i++) {
            TimedLoad timed = rig.load(rack);
            walls.add(timed.milliseconds());
            double export = timed.figures().meanExport().toNanos() / 1e6;
            double exportsInARow = Math.ceil((double) timed.keys() / rack.asCards());
            exports.add(export);
            savings.add(timed.figures().limit().saving());
            imports.add(timed.figures().meanImport().toNanos() / 1e6);
            idle.add((timed.milliseconds() - rack.initiate() - rack.store() - exportsInARow * export) / exportsInARow);
        }
        double bound = rack.bound().milliseconds();
        Figure overBound = Figure.of(
                        1,
                        name + ": wall / bound",
                        "",
                        Figure.atMost(goal),
                        walls.stream().map(wall -> wall / bound).toList())
                .with("boundMilliseconds", bound)
                .with("wallMilliseconds", Figure.median(warm(walls)))
                .with("exportMilliseconds", Figure.median(warm(exports)))
                .with("importMilliseconds", Figure.median(warm(imports)))
                .with("outsideExportsMillisecondsPerExport", Figure.median(warm(idle)));
        return List.of(overBound, VirtualSpeed.oneMoreAs(name, savings));
    }

    /** What the AS's time went to besides its own commands. */
    private void tellIdle(String who, double wall) {
        CardTimes.Idle idle = rig.idle(FIFTEEN);
        System.err.printf(
                Locale.ROOT,
                "%s: wall %.1f ms; the AS waited %.1f ms for the first request, %.1f ms between exports (%.2f at most);"
                        + " its exports took %.1f ms too long; the last key %.1f ms%n",
                who,
                wall,
                idle.begin(),
                idle.gaps(),
                idle.longestGap(),
                idle.exports(),
                idle.end());
    }

    private static List<Double> warm(List<Double> series) {
        return series.size() > 1 ? series.subList(1, series.size()) : series;
    }

    private double keyrack(MeasuredRack rack, List<Double> known) throws Exception {
        if (known.isEmpty()) {
            for (int i = 0; i <= slowRepeats; i++) {
                known.add(rig.load(rack).milliseconds());
            }
        }
        return Figure.median(warm(known));
    }

    private List<Figure> oneByOne() throws Exception {
        double one = keyrack(FIFTEEN, fifteen);
        double two = keyrack(TWO_AS, twoAs);
        List<Figure> figures = new ArrayList<>();
        for (boolean chained : new boolean[] {true, false}) {
            Goal goal = Figure.atLeast(chained ? 2.45 : 2.68);
            String mode = OneByOne.mode(chained);
            figures.add(ratio("python3-pyscard, " + mode + " / KeyRack", goal, one, () -> python(FIFTEEN, chained)));
            figures.add(ratio("JDK loop, " + mode + " / KeyRack", goal, one, () -> jdk(FIFTEEN, chained)));
        }
        figures.add(ratio(
                "14 EI: python3-pyscard, chained / KeyRack with 2 AS",
                Figure.atLeast(4.6),
                two,
                () -> python(TWO_AS, true)));
        figures.add(parallel());
        return figures;
    }

    /** By turns, so that what the machine does besides meets both. */
    private Figure parallel() throws Exception {
        List<Double> peer = new ArrayList<>();
        List<Double> keyrack = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i <= repeats; i++) {
            rig.insert(FIFTEEN, "plain");
            peer.add(PythonScript.parallel(rig.folder(), FIFTEEN));
            tellIdle("parallel peer", peer.get(i));
            keyrack.add(rig.load(FIFTEEN).milliseconds());
            tellIdle("KeyRack", keyrack.get(i));
            ratios.add(peer.get(i) / keyrack.get(i));
        }
        double bound = FIFTEEN.bound().milliseconds();
        return Figure.of(2, "parallel peer (python3-pyscard, no ledger) / KeyRack", "", Figure.atLeast(1), ratios)
                .with("peerOverBound", Figure.median(warm(peer)) / bound)
                .with("keyrackOverBound", Figure.median(warm(keyrack)) / bound);
    }

    private double python(MeasuredRack rack, boolean chained) throws Exception {
        rig.insert(rack, "plain");
        return OneByOne.python(rig.folder(), rack, chained);
    }

    private double jdk(MeasuredRack rack, boolean chained) throws Exception {
        rig.insert(rack, "plain");
        return OneByOne.jdk(rack, chained);
    }

    private Figure ratio(String name, Goal goal, double keyrack, Measured other) throws Exception {
        List<Double> series = new ArrayList<>();
        // A loop of 18 s has no warm-up worth the name: every run counts.
        for (int i = 0; i < Math.max(1, slowRepeats); i++) {
            series.add(other.milliseconds());
        }
        double middle = Figure.median(series);
        return new Figure(
                        2,
                        name,
                        "",
                        Optional.empty(),
                        series.stream().map(each -> each / keyrack).toList(),
                        Optional.of(goal),
                        java.util.Map.of())
                .with("milliseconds", middle)
                .with("keyrackMilliseconds", keyrack);
    }

    private List<Figure> secondAs() throws Exception {
        List<Double> series = new ArrayList<>();
        for (int i = 0; i < Math.max(1, slowRepeats); i++) {
            double one = rig.load(MeasuredRack.timed(1, 14, 8)).milliseconds();
            series.add(one / rig.load(MeasuredRack.timed(2, 14, 8)).milliseconds());
        }
        return List.of(new Figure(
                3,
                "14 EI x 8 keys: one AS / two AS",
                "",
                Optional.empty(),
                series,
                Optional.of(Figure.atLeast(1.93)),
                java.util.Map.of()));
    }

    private List<Figure> commands() throws Exception {
        MeasuredRack rack = new MeasuredRack(1, 15, 4, 0, 0, 0);
        rig.load(rack);
        return VirtualSpeed.commandFigures(rack, rig.counts());
    }

    private List<Figure> classical() throws Exception {
        double seed = keyrack(FIFTEEN, fifteen);
        return List.of(
                classical("single download / operation key before each TA", true, seed, Figure.atMost(0.52)),
                classical("single download / operation key once per unit", false, seed, null));
    }

    private Figure classical(String name, boolean everyKey, double seed, Goal goal) throws Exception {
        List<Double> series = new ArrayList<>();
        for (int i = 0; i < Math.max(1, slowRepeats); i++) {
            rig.insert(FIFTEEN, "classical");
            series.add(new ClassicalScheme(FIFTEEN, everyKey).milliseconds());
        }
        double middle = Figure.median(series);
        return new Figure(
                        5,
                        name,
                        "",
                        Optional.empty(),
                        series.stream().map(each -> seed / each).toList(),
                        Optional.ofNullable(goal),
                        java.util.Map.of())
                .with("classicalMilliseconds", middle)
                .with("keyrackMilliseconds", seed);
    }

    private List<Figure> ownTime() throws Exception {
        List<Double> series = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        for (int i = 0; i <= repeats; i++) {
            var measured = OwnTime.measure(rig);
            series.add(measured.get("ownMilliseconds"));
            bare.add(measured.get("bareMilliseconds"));
        }
        return List.of(Figure.of(6, "own time per command over a bare loop", "ms", Figure.atMost(0.05), series)
                .with("bareMilliseconds", Figure.median(warm(bare))));
    }

    private List<Figure> window() throws Exception {
        Path folder = Files.createDirectories(rig.folder().resolve("row7"));
        List<Figure> figures = new ArrayList<>(new FirstWindow(folder).measure(repeats));
        figures.addAll(new WindowRow(rig.folder()).memory());
        return figures;
    }

    private List<Figure> ledger() throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.in(rig.folder(), "row9")) {
            LedgerBench.Figures all = LedgerBench.measure(folder.path(), Optional.empty(), events);
            double asRate = 1000 / FIFTEEN.export();
            return List.of(
                    Figure.of(
                                    9,
                                    "durable keys a second / the AS's own rate",
                                    "",
                                    Figure.atLeast(200),
                                    List.of(all.durable().perSecond() / asRate))
                            .with("keysPerSecond", all.durable().perSecond()),
                    new SlowDiskRows(rig, repeats).durableKeys(),
                    Figure.of(
                            9,
                            "one fsync on this disk",
                            "ms",
                            List.of(all.durable().fsyncMicros() / 1000)),
                    Figure.of(
                            9,
                            "ledger verify, " + all.verify().events() + " events",
                            "s",
                            Figure.atMost(5),
                            List.of(all.verify().seconds())),
                    Figure.of(
                                    9,
                                    "append at " + all.append().many() + " / at "
                                            + all.append().few(),
                                    "",
                                    Figure.atMost(1.1),
                                    List.of(all.append().ratio()))
                            .with("microsecondsFew", all.append().microsFew())
                            .with("microsecondsMany", all.append().microsMany()));
        }
    }

    /** Rows 12 to 14 share their ledgers, which take a while to be made. */
    private List<Figure> years(int row) throws Exception {
        if (years.isEmpty()) {
            try (TemporaryFolder folder = TemporaryFolder.in(rig.folder(), "row12")) {
                years.addAll(new LedgerYears(folder.path(), events).measure());
            }
        }
        return years.stream().filter(figure -> figure.row() == row).toList();
    }

    /** A tenth of the units costs the same each: the ratio is 1 when time and memory are flat. */
    private List<Figure> continuous() {
        List<Double> nanos = new ArrayList<>();
        List<Double> bytes = new ArrayList<>();
        double each = 0;
        for (int i = 0; i <= Math.max(repeats, 1); i++) {
            ContinuousSimulation.Cost few = ContinuousSimulation.run(1_000, 20);
            ContinuousSimulation.Cost many = ContinuousSimulation.run(10_000, 2);
            nanos.add(many.nanos() / few.nanos());
            bytes.add(many.bytes() / few.bytes());
            each = many.bytes();
        }
        return List.of(
                Figure.of(10, "time per unit, 10,000 units / 1,000", "", Figure.atMost(1.1), nanos),
                Figure.of(10, "memory per unit, 10,000 units / 1,000", "", Figure.atMost(1.1), bytes)
                        .with("bytesPerUnit", each));
    }

    private static List<Figure> blocks() {
        BlockCounts counts = BlockCounts.count();
        return List.of(
                Figure.of(11, "AES blocks of INITIATE", "", Figure.atMost(8), List.of((double) counts.initiate())),
                Figure.of(11, "AES blocks of EXPORTKEY", "", Figure.atMost(31), List.of((double) counts.exportKey())),
                Figure.of(11, "AES blocks of IMPORTKEY", "", Figure.atMost(28), List.of((double) counts.importKey())),
                Figure.of(11, "AES blocks of IMPORTKEY with the next R", "", Figure.atMost(32), List.of((double)
                        counts.chained())));
    }

    /** One run of something. */
    private interface Measured {
        double milliseconds() throws Exception;
    }
}
