package org.keyrack.reader.pcsc;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.ReaderSnapshot.Card;
import org.keyrack.reader.ReaderSnapshot.Reader;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.keyrack.reader.pcsc.BenchWatch.Bench;
import org.keyrack.reader.pcsc.BenchWatch.Slot;

/**
 * Makes snapshots of looks, knowing the looks before: counts insertions, and sees through two things that PC/SC shows
 * wrongly for a moment. After a restart of the service all readers are empty at first: the service counts as stopped
 * until the cards that were there are back, for {@link #RESTART_GRACE} at most. After a card vanished in mid-command it is
 * shown as present for 60 to 270 ms: a doubted reader counts as empty until its event counter moves, for {@link
 * #DOUBT} at most. Thread-safe.
 */
final class BenchHistory {
    /** Cards were back 430 ms after a restart of pcscd. */
    static final Duration RESTART_GRACE = Duration.ofMillis(1_500);

    static final Duration DOUBT = Duration.ofMillis(600);

    private static final int EVENTS = 0xFFFF;

    private final Map<String, Memory> memories = new HashMap<>();
    private final int limit;
    private boolean running;
    private boolean settling;
    private long restarted;

    /** @param limit the most readers that this system can show, or 0 */
    BenchHistory(int limit) {
        this.limit = limit;
    }

    /** What is known of readers on this side: PC/SC does not tell who holds a card, or that one hangs. */
    interface OwnView {
        boolean holds(String reader);

        boolean hung(String reader);
    }

    private static final class Memory {
        private boolean present;
        private long insertion;
        /** The service's event counter at the last look, or -1. */
        private int events = -1;

        private boolean doubted;
        private long doubtedSince;
    }

    /** A link to the card in this reader has just broken. */
    synchronized void doubt(String reader, long nanoTime) {
        Memory memory = memories.get(reader);
        if (memory != null && memory.present) {
            memory.doubted = true;
            memory.doubtedSince = nanoTime;
        }
    }

    synchronized boolean doubted(String reader) {
        Memory memory = memories.get(reader);
        return memory != null && memory.doubted;
    }

    /** Whether the service has just come back, and its cards have not. */
    synchronized boolean settling() {
        return settling;
    }

    synchronized ReaderSnapshot add(Bench bench, OwnView own, long nanoTime) {
        if (bench.service() != Service.RUNNING) {
            running = false;
            return new ReaderSnapshot(bench.service(), List.of(), limit);
        }
        if (!running) {
            running = true;
            restarted = nanoTime;
            settling = memories.values().stream().anyMatch(memory -> memory.present);
            // A new service counts from zero.
            memories.values().forEach(memory -> {
                memory.events = -1;
                memory.doubted = false;
            });
        }
        if (settling && !settled(bench, nanoTime)) {
            return new ReaderSnapshot(Service.STOPPED, List.of(), limit);
        }
        settling = false;
        List<Reader> readers =
                bench.slots().stream().map(slot -> look(slot, own, nanoTime)).toList();
        memories.forEach((reader, memory) -> {
            if (readers.stream().noneMatch(seen -> seen.name().equals(reader))) {
                memory.present = false;
            }
        });
        return new ReaderSnapshot(Service.RUNNING, readers, limit);
    }

    private boolean settled(Bench bench, long nanoTime) {
        return nanoTime - restarted > RESTART_GRACE.toNanos()
                || memories.entrySet().stream()
                        .filter(entry -> entry.getValue().present)
                        .allMatch(entry -> bench.slots().stream()
                                .anyMatch(slot -> slot.reader().equals(entry.getKey()) && slot.present()));
    }

    private Reader look(Slot slot, OwnView own, long nanoTime) {
        Memory memory = memories.computeIfAbsent(slot.reader(), name -> new Memory());
        boolean moved = memory.events >= 0 && slot.events() >= 0 && ((slot.events() - memory.events) & EVENTS) != 0;
        if (memory.doubted && (moved || !slot.present() || nanoTime - memory.doubtedSince > DOUBT.toNanos())) {
            memory.doubted = false;
        }
        boolean present = slot.present() && !memory.doubted;
        if (present && (!memory.present || moved)) {
            memory.insertion++;
        }
        memory.present = present;
        memory.events = slot.events();
        return new Reader(slot.reader(), card(slot, present, own), memory.insertion);
    }

    private static Card card(Slot slot, boolean present, OwnView own) {
        if (!present) {
            return Card.ABSENT;
        }
        if (slot.mute() || own.hung(slot.reader())) {
            return Card.MUTE;
        }
        return slot.held() && !own.holds(slot.reader()) ? Card.BUSY : Card.PRESENT;
    }
}
