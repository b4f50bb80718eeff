package org.keyrack.simulation;

import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.reader.CardConnection;

/** A handle to one card in its slot; one command at a time goes through a slot, as each reader has one thread. */
final class SimulatedConnection implements CardConnection {
    private final SimulatedWorld world;
    private final Slot slot;
    private final Lock lock;
    private final SimulatedCard card;
    private final LinkFaults faults;
    private final boolean exclusive;
    private final Consumer<SimulatedConnection> onClose;
    private final long insertion;
    private long resets;
    private boolean closed;

    SimulatedConnection(
            SimulatedWorld world,
            Slot slot,
            Lock lock,
            SimulatedCard card,
            LinkFaults faults,
            boolean exclusive,
            Consumer<SimulatedConnection> onClose) {
        this.world = world;
        this.slot = slot;
        this.lock = lock;
        this.card = card;
        this.faults = faults;
        this.exclusive = exclusive;
        this.onClose = onClose;
        this.insertion = slot.insertion;
        this.resets = card.resets();
        slot.exclusive = exclusive;
        slot.shared += exclusive ? 0 : 1;
    }

    @Override
    public String reader() {
        return slot.name;
    }

    @Override
    public byte[] atr() {
        return new byte[] {0x3B, 0x00};
    }

    @Override
    public void reset() throws LinkFailure {
        requireThere();
        card.reset();
        resets = card.resets();
    }

    @Override
    public ResponseApdu transmit(CommandApdu command) throws LinkFailure, ProtocolFailure {
        lock.lock();
        try {
            requireThere();
            faults.takeTime(world);
            requireThere();
            Optional<ResponseApdu> answer = faults.transmit(slot, card, command);
            faults.takeTime(world);
            requireThere();
            return answer.orElseThrow(() -> new ProtocolFailure("What came is no answer"));
        } finally {
            lock.unlock();
        }
    }

    private void requireThere() throws LinkFailure {
        if (closed) {
            throw new LinkFailure(Reason.CLOSED, "The connection to " + slot.name + " was closed");
        }
        if (slot.card.isEmpty() || slot.insertion != insertion) {
            throw new LinkFailure(Reason.CARD_REMOVED, "The card was taken out of " + slot.name);
        }
        if (slot.hangsUntil > world.nanos()) {
            throw new LinkFailure(Reason.HUNG, "The card in " + slot.name + " hangs");
        }
        if (card.resets() != resets) {
            throw new LinkFailure(Reason.CARD_RESET, "The card in " + slot.name + " was reset");
        }
    }

    @Override
    public void close() {
        if (closed || world.isOver()) {
            return;
        }
        closed = true;
        if (slot.insertion == insertion && slot.card.isPresent()) {
            card.reset();
        }
        if (exclusive) {
            slot.exclusive = false;
        } else {
            slot.shared--;
        }
        onClose.accept(this);
    }
}
