package org.keyrack.hook;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the executables of a folder when something has happened on the bench: each is named as in {@link HookName}, gets one
 * JSON object on standard input, and has a time limit. A run hands its events over and never waits for one.
 */
public final class Hooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);

    /** How long one call may take. */
    public static final Duration LIMIT = Duration.ofSeconds(10);

    private final Map<HookName, HookLane> lanes = new EnumMap<>(HookName.class);
    private final List<Consumer<HookProblem>> listeners = new CopyOnWriteArrayList<>();
    private final HookTexts texts;

    private Hooks(String bench) {
        this.texts = new HookTexts(bench);
    }

    /** No folder, no hooks. */
    public static Hooks none() {
        return new Hooks("");
    }

    /** @param folder need not be there; a hook may be put into it at any time */
    public static Hooks in(Path folder, String bench) {
        return in(folder, bench, LIMIT);
    }

    /** @param limit how long one call may take */
    public static Hooks in(Path folder, String bench, Duration limit) {
        Hooks hooks = new Hooks(bench);
        HookProcess process = new HookProcess(folder, limit);
        for (HookName name : HookName.values()) {
            hooks.lanes.put(name, new HookLane(name, process, hooks::told));
        }
        return hooks;
    }

    private void told(HookProblem problem) {
        if (problem.times() == 1) {
            LOG.warn("Hook {}: {} {}", problem.hook().file(), problem.kind(), problem.detail());
        }
        listeners.forEach(listener -> listener.accept(problem));
    }

    /** Calls the listener, in the hook's thread, each time that a hook did not do what it is for. */
    public void onProblem(Consumer<HookProblem> listener) {
        listeners.add(listener);
    }

    /** Takes an event of a batch, in the order in which they happened to each module; returns at once. */
    public void accept(RunEvent event) {
        if (lanes.isEmpty() || !HookTexts.concerns(event)) {
            return;
        }
        if (event instanceof BatchStarted) {
            lanes.values().forEach(HookLane::beginAnew);
        }
        Optional<HookCall> call;
        synchronized (texts) {
            call = texts.call(event);
        }
        call.ifPresent(each -> Optional.ofNullable(lanes.get(each.hook())).ifPresent(lane -> lane.add(each)));
    }

    /** What went wrong since the last batch began, by hook. */
    public List<HookProblem> problems() {
        List<HookProblem> all = new ArrayList<>();
        lanes.values().forEach(lane -> all.addAll(lane.problems().values()));
        return all;
    }

    /** Waits until every call has ended, or for the limit of those that hang: afterwards {@link #problems} are all of them. */
    public void await(Duration longest) throws InterruptedException {
        long until = System.nanoTime() + longest.toNanos();
        for (HookLane lane : lanes.values()) {
            lane.await(until);
        }
    }

    /** How long {@link #await} waits at most where somebody wants to hear the end: the hangs of one hook, and some more. */
    public static Duration patience() {
        return LIMIT.multipliedBy(HookLane.HANGS + 1L);
    }

    /** Ends what still runs. */
    @Override
    public void close() {
        lanes.values().forEach(HookLane::end);
    }
}
