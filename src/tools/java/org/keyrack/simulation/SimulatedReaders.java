package org.keyrack.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.keyrack.reader.Readers;
import org.keyrack.world.WorkQueue;

/** The readers of one life of the program: the slots outlive it. */
final class SimulatedReaders implements Readers {
    private final SimulatedWorld world;
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final Map<String, Lock> locks = new LinkedHashMap<>();
    private final LinkFaults faults;
    private final List<Consumer<ReaderSnapshot>> listeners = new ArrayList<>();
    private final List<SimulatedConnection> open = new ArrayList<>();
    private final WorkQueue telling;
    private final SimulatedWorld.Program program;

    SimulatedReaders(SimulatedWorld world, List<Slot> slots, LinkFaults faults) {
        this.world = world;
        this.faults = faults;
        this.telling = new WorkQueue(world, "readers");
        this.program = world.program();
        slots.forEach(slot -> {
            slot.powered();
            slot.readers = Optional.of(this);
            this.slots.put(slot.name, slot);
            locks.put(slot.name, world.lock());
        });
    }

    @Override
    public ReaderSnapshot snapshot() {
        return new ReaderSnapshot(
                Service.RUNNING, slots.values().stream().map(Slot::snapshot).toList(), 0);
    }

    @Override
    public Subscription listen(Consumer<ReaderSnapshot> listener) {
        listeners.add(listener);
        telling.add(() -> listener.accept(snapshot()));
        return () -> listeners.remove(listener);
    }

    /** Tells everybody what stands in the readers now. */
    void changed() {
        if (world.program() == program) {
            tell();
        } else {
            world.start("hands", this::tell, program);
        }
    }

    private void tell() {
        telling.add(() -> {
            ReaderSnapshot now = snapshot();
            List.copyOf(listeners).forEach(listener -> listener.accept(now));
        });
    }

    @Override
    public CardConnection open(String reader, Sharing sharing) throws LinkFailure {
        Slot slot = slots.get(reader);
        Lock lock = locks.get(reader);
        lock.lock();
        try {
            faults.opening(slot);
            if (slot.card.isEmpty()) {
                throw new LinkFailure(Reason.CARD_REMOVED, "There is no card in " + reader);
            }
            if (slot.hangsUntil > world.nanos()) {
                throw new LinkFailure(Reason.HUNG, "The card in " + reader + " hangs");
            }
            if (slot.exclusive || (sharing == Sharing.EXCLUSIVE && slot.shared > 0)) {
                throw new LinkFailure(Reason.CARD_BUSY, "The card in " + reader + " is in use");
            }
            SimulatedConnection connection = new SimulatedConnection(
                    world, slot, lock, slot.card.get(), faults, sharing == Sharing.EXCLUSIVE, open::remove);
            open.add(connection);
            return connection;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean simulated() {
        return true;
    }

    @Override
    public void close() {
        listeners.clear();
        telling.close();
        List.copyOf(open).forEach(SimulatedConnection::close);
    }
}
