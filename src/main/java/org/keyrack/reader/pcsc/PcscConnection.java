package org.keyrack.reader.pcsc;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.reader.ApduExchange;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.Readers.Sharing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A handle of PC/SC to one card; all its work is done on the reader's thread. */
final class PcscConnection implements CardConnection {
    private static final Logger LOG = LoggerFactory.getLogger(PcscConnection.class);
    /** So that another program can have the card as soon as close has returned, in the ordinary case. */
    private static final long GOODBYE_MILLISECONDS = 500;

    private static final Set<Reason> LOST =
            EnumSet.of(Reason.CARD_REMOVED, Reason.CARD_RESET, Reason.READER_GONE, Reason.SERVICE_GONE);

    private final CardReader reader;
    private final Sharing sharing;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicInteger atWork = new AtomicInteger();
    private volatile Optional<Reason> broken = Optional.empty();
    private volatile Wire wire;
    /** Whether a command has reached the card; on the reader's thread. */
    private boolean used;

    /** What a reset replaces. */
    private record Wire(Card card, RawChannel channel, boolean t0, byte[] atr) {}

    /** The card vanished while it worked: both providers then report success and no bytes. */
    static final class NoAnswer extends CardException {
        private static final long serialVersionUID = 1L;

        NoAnswer() {
            super("SCARD_W_REMOVED_CARD: the answer is empty");
        }
    }

    PcscConnection(CardReader reader, Sharing sharing, Card card) {
        this.reader = reader;
        this.sharing = sharing;
        wire = wire(card);
    }

    private Wire wire(Card card) {
        return new Wire(
                card, reader.channel(card), CardReader.t0(card), card.getATR().getBytes());
    }

    /** Whether this keeps other programs out now. */
    boolean exclusive() {
        return sharing == Sharing.EXCLUSIVE && broken.isEmpty();
    }

    @Override
    public String reader() {
        return reader.name();
    }

    @Override
    public byte[] atr() {
        return wire.atr().clone();
    }

    @Override
    public ResponseApdu transmit(CommandApdu command) throws LinkFailure, ProtocolFailure {
        usable();
        atWork.incrementAndGet();
        try {
            return reader.thread().call(() -> exchange(command), reader.answerLimit());
        } catch (LinkFailure failure) {
            throw breaks(failure);
        } catch (ProtocolFailure failure) {
            if (wire.t0()) {
                // The card may still wait for its answer to be fetched: no command may follow on this handle. It is
                // still there, so the monitor need not look.
                broken = Optional.of(Reason.CARD_MUTE);
                throw new LinkFailure(Reason.CARD_MUTE, PcscError.explain(reader(), Reason.CARD_MUTE), failure);
            }
            throw failure;
        } finally {
            atWork.decrementAndGet();
        }
    }

    @Override
    public void repeatedly(BooleanSupplier step) throws LinkFailure {
        usable();
        atWork.incrementAndGet();
        try {
            reader.thread().repeatedly(step, reader.answerLimit());
        } catch (LinkFailure failure) {
            throw breaks(failure);
        } finally {
            atWork.decrementAndGet();
        }
    }

    /**
     * pcscd before 2.0.1 may forget the protocol just after a connect (its thread that powers a new card races with the
     * client's) and then refuses every command before it is sent. So a handle's very first command, refused like that, is
     * sent on a new handle; nothing has reached the card.
     */
    private ResponseApdu exchange(CommandApdu command) throws CardException, ProtocolFailure, LinkFailure {
        try {
            return exchangeNow(command);
        } catch (CardException refused) {
            if (used || PcscError.of(refused).orElse(null) != PcscError.SCARD_E_PROTO_MISMATCH) {
                throw refused;
            }
            LOG.debug("Reader {} forgot the protocol; connecting again", reader());
            wire.card().disconnect(false);
            wire = wire(reader.connect(sharing));
            return exchangeNow(command);
        }
    }

    private ResponseApdu exchangeNow(CommandApdu command) throws CardException, ProtocolFailure {
        Wire now = wire;
        RawChannel noting = bytes -> {
            byte[] answer = now.channel().transmit(bytes);
            used = true;
            if (answer.length == 0) {
                throw new NoAnswer();
            }
            return answer;
        };
        return ApduExchange.exchange(noting, command, now.t0());
    }

    @Override
    public void reset() throws LinkFailure {
        usable();
        atWork.incrementAndGet();
        try {
            reader.thread()
                    .call(
                            () -> {
                                wire = wire(reader.reset(wire.card(), sharing));
                                return null;
                            },
                            reader.answerLimit());
        } catch (ProtocolFailure impossible) {
            throw new IllegalStateException("A reset is no command", impossible);
        } catch (LinkFailure failure) {
            throw breaks(failure);
        } finally {
            atWork.decrementAndGet();
        }
    }

    private void usable() throws LinkFailure {
        Optional<Reason> reason = closed.get() ? Optional.of(Reason.CLOSED) : broken;
        if (reason.isPresent()) {
            throw new LinkFailure(reason.get(), PcscError.explain(reader(), reason.get()));
        }
    }

    /** PC/SC lets no handle live on after any of these failures, and after a hang the next answer would be the old one. */
    private LinkFailure breaks(LinkFailure failure) {
        LOG.debug("{}", failure.getMessage());
        broken = Optional.of(failure.reason());
        reader.broken(failure.reason());
        return failure;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            Future<?> goodbye = reader.thread().later(this::disconnect);
            if (atWork.get() == 0 && !reader.thread().hung()) {
                goodbye.get(GOODBYE_MILLISECONDS, TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException | RejectedExecutionException slow) {
            LOG.debug("Reader {} lets go of its card later", reader());
        } catch (ExecutionException mistake) {
            LOG.warn("Reader {} could not let go of its card", reader(), mistake.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * On the reader's thread. A card that is gone, or was reset by another program, is not reset again: pcscd 1.9 notes
     * "absent" when that reset fails, and keeps it although another card is in by then; and the other program's session
     * is not ours to end.
     */
    void disconnect() {
        try {
            wire.card().disconnect(broken.filter(LOST::contains).isEmpty());
        } catch (CardException | IllegalStateException gone) {
            LOG.debug("The card of reader {} was gone before: {}", reader(), gone.getMessage());
        } finally {
            reader.closed(this);
        }
    }
}
