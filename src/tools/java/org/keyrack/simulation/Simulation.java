package org.keyrack.simulation;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keyrack.ledger.LedgerException;
import org.keyrack.ledger.OlderCopy;
import org.keyrack.ledger.OlderCopy.Looked;
import org.keyrack.ledger.SimulatedDisk;
import org.keyrack.simulation.Choices.Kind;

/** Runs the program by the choices of one seed or script: several lives, the last of them without faults, then the checks. */
final class Simulation implements AutoCloseable {
    private static final int MOST_LIVES = 3;
    private static final Path MEMORY = Path.of("/dev/shm");

    private final Path folder;
    private final Path template;
    private final int mostUnits;
    private final ErrorsHeard errors;
    private final QuickSignatures signatures = QuickSignatures.use();
    private volatile Optional<SimulatedWorld> running = Optional.empty();
    private long disks;

    /** @param mostUnits modules of a rack, at most */
    Simulation(int mostUnits) throws IOException {
        this.mostUnits = mostUnits;
        this.folder = Files.isDirectory(MEMORY)
                ? Files.createTempDirectory(MEMORY, "keyrack-simulation-")
                : Files.createTempDirectory("keyrack-simulation-");
        this.template = Files.createDirectory(folder.resolve("template"));
        SimulatedDisk.template(template);
        this.errors = new ErrorsHeard(this::heard);
    }

    /**
     * What came of it.
     *
     * @param found what must never be; empty when all held
     * @param hash over all that happened
     * @param steps turns that were handed on
     */
    record Outcome(Script script, Optional<Finding> found, String hash, long steps, int keys, String trace) {}

    Outcome run(Choices choices) {
        Trace trace = new Trace();
        Truth truth = new Truth(trace);
        long steps = 0;
        Optional<Finding> found = Optional.empty();
        RackDraw rack = new RackDraw(choices, truth);
        List<Slot> slots = rack.slots(mostUnits);
        int handOn = choices.of(Kind.RACK, 0, 20, 200);
        int link = choices.of(Kind.RACK, 0, 4, 15, 60);
        DiskFaults diskFaults = new DiskFaults(choices, truth, trace, choices.of(Kind.RACK, 0, 5, 20, 80));
        int lives = choices.pick(Kind.RACK, MOST_LIVES);
        Optional<Blanks> blanks = rack.addBlanks(slots);
        List<Slot> others = rack.second();
        Optional<OrderDraw> order = rack.order();
        Optional<PeopleDraw> people = PeopleDraw.drawn(choices);
        try (SimulatedDisk disk =
                new SimulatedDisk(Files.createDirectory(folder.resolve("disk-" + disks++)), template, diskFaults)) {
            Scene scene = new Scene(
                    SimulatedDisk.BENCHES.get(0),
                    choices,
                    trace,
                    truth,
                    slots,
                    others,
                    disk,
                    diskFaults,
                    link,
                    blanks,
                    order,
                    people,
                    Scene.nothingOut());
            List<Scene> scenes = others.isEmpty() ? List.of(scene) : List.of(scene, scene.second());
            if (scenes.size() > 1) {
                disk.share();
            }
            Duration ahead = Duration.ZERO;
            Optional<WitnessChecks> witnesses = Optional.empty();
            for (int i = 0; i <= lives && found.isEmpty(); i++) {
                boolean last = i == lives;
                if (i > 0 && !last) {
                    scenes.forEach(Scene::takeSomeAway);
                }
                if (last) {
                    scenes.forEach(Scene::putAllBack);
                    witnesses =
                            scenes.size() > 1 ? Optional.of(new WitnessChecks(truth, disk.audit())) : Optional.empty();
                }
                SimulatedWorld world = new SimulatedWorld(choices, ahead, handOn, trace);
                found = live(scenes, world, last);
                if (i == 0 && !last) {
                    disk.backUp();
                }
                ahead = world.ahead().plusMinutes(choices.pick(Kind.ACT, 3_000) - 1_000L);
                steps += world.steps();
            }
            if (found.isEmpty()) {
                found = check(scene, witnesses);
            }
            if (found.isEmpty() && scenes.size() > 1 && disk.olderCopy().isPresent()) {
                found = lookAt(disk.olderCopy().get(), new SimulatedWorld(choices, ahead, 0, trace));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Outcome(
                choices.script(), found, trace.hash(), steps, truth.imports().size(), trace.text());
    }

    private Optional<Finding> live(List<Scene> scenes, SimulatedWorld world, boolean last) {
        Scene scene = scenes.get(0);
        running = Optional.of(world);
        scene.truth().tell(world::fail);
        scene.diskFaults().begin(world, scene.disk(), last);
        Lives lives = new Lives(world, last);
        try {
            lives.run(scenes);
            return Optional.empty();
        } catch (Finding finding) {
            return Optional.of(finding);
        } finally {
            running = Optional.empty();
            world.close();
            lives.abandon();
            scene.disk().abandon();
        }
    }

    private static Optional<Finding> check(Scene scene, Optional<WitnessChecks> witnesses) {
        try {
            new Checks(scene).all();
            witnesses.ifPresent(checks -> checks.all(scene.disk().audit()));
            return Optional.empty();
        } catch (Finding finding) {
            return Optional.of(finding);
        }
    }

    /** An older copy that is put back is told by the other bench when that has seen more, and only then. */
    private static Optional<Finding> lookAt(OlderCopy copy, SimulatedWorld world) {
        try {
            world.run(() -> {
                try {
                    Looked looked = copy.look(world);
                    if (looked.due() != looked.told()) {
                        throw new Finding(
                                looked.due()
                                        ? "an older copy of the ledger is put back, and the other bench does not tell"
                                        : "a bench tells of a fork, and it has seen nothing else");
                    }
                } catch (LedgerException e) {
                    throw new Finding("an older copy of the ledger cannot be opened: " + e.getMessage());
                }
            });
            return Optional.empty();
        } catch (Finding finding) {
            return Optional.of(finding);
        } finally {
            world.close();
        }
    }

    /** The ledger may be out of reach when a card is read: that is logged as an error, and is none of the program's. */
    private void heard(ILoggingEvent event) {
        running.filter(world -> world.me() != null
                        && !world.isOver()
                        && !event.getLoggerName().endsWith("SlotReading"))
                .ifPresent(world -> world.fail(new Finding("logged as an error: " + event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ": " + event.getThrowableProxy().getMessage()))));
    }

    @Override
    public void close() throws IOException {
        errors.close();
        signatures.close();
        try (java.util.stream.Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
