package org.keyrack.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.keyrack.journal.ClaimRefusal;
import org.keyrack.journal.DurableEvent;
import org.keyrack.journal.Journal;
import org.keyrack.journal.RunEvent;

/** Keeps what is committed, in memory, and tells each commit with the names of its events; a test may refuse one. */
final class RecordingJournal implements Journal {
    /** Why a module is refused here. */
    static final ClaimRefusal CLAIM = new ClaimRefusal.NoBatch(ScriptedRun.SN);

    private final Consumer<String> told;
    private final List<DurableEvent> events = new ArrayList<>();
    private Guard guard = added -> {};

    /** Looks at what is to be committed and may refuse it. */
    @FunctionalInterface
    interface Guard {
        void look(List<? extends DurableEvent> added) throws JournalUnavailable, ClaimRefused;
    }

    /** @param told takes, for example, "ledger Outcome Intent" once these two are durable */
    RecordingJournal(Consumer<String> told) {
        this.told = told;
    }

    @Override
    public long nextBatch() {
        return 1;
    }

    @Override
    public synchronized void commit(List<? extends DurableEvent> added) throws JournalUnavailable, ClaimRefused {
        guard.look(added);
        events.addAll(added);
        told.accept(added.stream()
                .map(each -> each.getClass().getSimpleName())
                .collect(Collectors.joining(" ", "ledger ", "")));
    }

    synchronized void guard(Guard next) {
        guard = next;
    }

    /** Refuses every commit with an event of this type for as long as it is asked. */
    static Guard unavailableFor(Class<? extends RunEvent> type) {
        return added -> {
            if (added.stream().anyMatch(type::isInstance)) {
                throw new JournalUnavailable("The disk was taken away by the test", null);
            }
        };
    }

    /** Another batch has the module: every commit with an event of this type is refused. */
    static Guard claimedAt(Class<? extends RunEvent> type) {
        return added -> {
            if (added.stream().anyMatch(type::isInstance)) {
                throw new ClaimRefused(CLAIM);
            }
        };
    }

    synchronized List<DurableEvent> events() {
        return List.copyOf(events);
    }

    synchronized <T extends RunEvent> List<T> of(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
