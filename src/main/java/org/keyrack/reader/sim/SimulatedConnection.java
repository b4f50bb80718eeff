package org.keyrack.reader.sim;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.reader.ApduExchange;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.Readers.Sharing;
import org.keyrack.reader.TransmissionProtocol;

/** A handle to the card in a virtual reader; once it fails it stays failed, as a handle of PC/SC does. */
final class SimulatedConnection implements CardConnection {
    private final SimulatedReader reader;
    private final SimulatedCard card;
    private final Sharing sharing;
    private final byte[] atr;
    private final AtomicReference<Reason> broken = new AtomicReference<>();

    SimulatedConnection(SimulatedReader reader, SimulatedCard card, Sharing sharing, byte[] atr) {
        this.reader = reader;
        this.card = card;
        this.sharing = sharing;
        this.atr = atr;
    }

    SimulatedCard card() {
        return card;
    }

    boolean exclusive() {
        return sharing == Sharing.EXCLUSIVE;
    }

    void breakWith(Reason reason) {
        broken.compareAndSet(null, reason);
    }

    @Override
    public String reader() {
        return reader.name();
    }

    @Override
    public byte[] atr() {
        return atr.clone();
    }

    @Override
    public ResponseApdu transmit(CommandApdu command) throws LinkFailure, ProtocolFailure {
        usable();
        try {
            return reader.call(() -> exchange(command));
        } catch (LinkFailure failure) {
            breakWith(failure.reason());
            throw failure;
        }
    }

    @Override
    public void repeatedly(BooleanSupplier step) throws LinkFailure {
        usable();
        try {
            reader.repeatedly(step);
        } catch (LinkFailure failure) {
            breakWith(failure.reason());
            throw failure;
        }
    }

    /** On the reader's thread. */
    private ResponseApdu exchange(CommandApdu command) throws LinkFailure, ProtocolFailure {
        usable();
        boolean t0 = TransmissionProtocol.of(atr) == TransmissionProtocol.T0;
        try {
            return ApduExchange.exchange(this::once, command, t0);
        } catch (ProtocolFailure failure) {
            if (t0) {
                // The card may still wait for its answer to be fetched: no command may follow on this handle.
                throw reader.failure(Reason.CARD_MUTE, failure);
            }
            throw failure;
        }
    }

    private byte[] once(byte[] command) throws LinkFailure {
        try {
            byte[] answer = card.transmit(command);
            if (answer.length == 0) {
                throw reader.failure(Reason.CARD_REMOVED);
            }
            return answer;
        } catch (IOException dropped) {
            reader.dropped(this, dropped);
            throw reader.failure(Reason.CARD_REMOVED);
        }
    }

    @Override
    public void reset() throws LinkFailure {
        usable();
        try {
            reader.call(() -> {
                usable();
                reader.reset(this);
                return null;
            });
        } catch (ProtocolFailure impossible) {
            throw new IllegalStateException("A reset is no command", impossible);
        } catch (LinkFailure failure) {
            breakWith(failure.reason());
            throw failure;
        }
    }

    private void usable() throws LinkFailure {
        Reason reason = broken.get();
        if (reason != null) {
            throw reader.failure(reason);
        }
    }

    @Override
    public void close() {
        if (broken.getAndSet(Reason.CLOSED) != Reason.CLOSED) {
            reader.closed(this);
        }
    }
}
