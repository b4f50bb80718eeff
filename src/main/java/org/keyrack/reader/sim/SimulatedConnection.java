package org.keyrack.reader.sim;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.Readers.Sharing;

/** A handle to the card in a virtual reader; once it fails it stays failed, as a handle of PC/SC does. */
final class SimulatedConnection implements CardConnection {
    private static final int GET_RESPONSE = 0xC0;
    private static final int LARGEST_ANSWER = 256;

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

    /** On the reader's thread. The command's own bytes go out once; 61xx is followed by GET RESPONSE. */
    private ResponseApdu exchange(CommandApdu command) throws LinkFailure, ProtocolFailure {
        usable();
        ResponseApdu answer = once(command.bytes(true));
        byte[] data = answer.data();
        while (answer.sw() >>> 8 == 0x61) {
            answer = once(new byte[] {0, (byte) GET_RESPONSE, 0, 0, (byte) answer.sw()});
            if (answer.sw() >>> 8 == 0x61 && answer.data().length == 0) {
                throw new ProtocolFailure("The card offers an answer by 61xx and does not give it");
            }
            if (data.length + answer.data().length > LARGEST_ANSWER) {
                throw new ProtocolFailure("The card answers more than " + LARGEST_ANSWER + " bytes to a short command");
            }
            int before = data.length;
            data = Arrays.copyOf(data, before + answer.data().length);
            System.arraycopy(answer.data(), 0, data, before, answer.data().length);
        }
        return new ResponseApdu(data, answer.sw());
    }

    private ResponseApdu once(byte[] command) throws LinkFailure, ProtocolFailure {
        try {
            byte[] answer = card.transmit(command);
            if (answer.length == 0) {
                throw reader.failure(Reason.CARD_REMOVED);
            }
            return ResponseApdu.parse(answer);
        } catch (IOException dropped) {
            reader.dropped(this, dropped);
            throw reader.failure(Reason.CARD_REMOVED);
        } finally {
            // It may have carried a PIN.
            Arrays.fill(command, (byte) 0);
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
