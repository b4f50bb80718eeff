package org.keyrack.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrack.measure.Figure;
import org.keyrack.measure.MeasuredRack;

/** Rows 1 and 9 on a disk whose fsync takes longer than this machine's. */
final class SlowDiskRows {
    private static final MeasuredRack RACK = MeasuredRack.timed(1, 15, 4);
    private static final List<Integer> DELAYS = List.of(8, 40);
    private static final double OVER_BOUND = 1.02;
    private static final double TIMES_THE_AS = 50;
    private static final String NO_COMPILER = ": needs a C compiler (cc or gcc)";

    private final Rig rig;
    private final int repeats;

    /** @param repeats warm measurements of each figure; 0: the cold one alone */
    SlowDiskRows(Rig rig, int repeats) {
        this.rig = rig;
        this.repeats = repeats;
    }

    /** Row 1: wall time over the bound. */
    List<Figure> overBound() throws Exception {
        Path folder = Files.createDirectories(rig.folder().resolve("slow-row1"));
        Optional<Path> library = SlowDisk.library(folder);
        List<Figure> figures = new ArrayList<>();
        for (int delay : DELAYS) {
            String name = "15 EI x 4 keys, 1 AS, fsync + " + delay + " ms: wall / bound";
            figures.add(
                    library.isEmpty()
                            ? Figure.unmeasured(1, name + NO_COMPILER)
                            : overBound(name, library.get(), delay, folder.resolve("delay-" + delay)));
        }
        return figures;
    }

    private Figure overBound(String name, Path library, int delay, Path folder) throws Exception {
        List<Double> series = new ArrayList<>();
        try (SlowDisk keyrack = new SlowDisk(
                library,
                delay,
                SlowDiskWorker.class,
                "load",
                folder.toString(),
                Integer.toString(RACK.asCards()),
                Integer.toString(RACK.units()),
                Integer.toString(RACK.keys()))) {
            for (int i = 0; i <= repeats; i++) {
                rig.insert(RACK, "plain");
                series.add(keyrack.figure() / RACK.bound().milliseconds());
            }
        }
        return Figure.of(1, name, "", Figure.atMost(OVER_BOUND), series);
    }

    /** Row 9: durable keys over the AS's own rate. */
    Figure durableKeys() throws Exception {
        int delay = DELAYS.get(0);
        String name = "durable keys a second / the AS's own rate, fsync + " + delay + " ms";
        Path folder = Files.createDirectories(rig.folder().resolve("slow-row9"));
        Optional<Path> library = SlowDisk.library(folder);
        if (library.isEmpty()) {
            return Figure.unmeasured(9, name + NO_COMPILER);
        }
        try (SlowDisk keyrack = new SlowDisk(library.get(), delay, SlowDiskWorker.class, "keys", folder.toString())) {
            double perSecond = keyrack.figure();
            return Figure.of(9, name, "", Figure.atLeast(TIMES_THE_AS), List.of(perSecond / (1000 / RACK.export())))
                    .with("keysPerSecond", perSecond);
        }
    }
}
