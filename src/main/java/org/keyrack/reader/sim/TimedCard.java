package org.keyrack.reader.sim;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.keyrack.reader.sim.RackFile.Timing;

/** A card that takes the time a real one would, computing included: it answers when its deadline is there. */
final class TimedCard implements SimulatedCard {
    /** Linux wakes a parked thread up to this late: the rest is spun. */
    private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(250);

    private static final int BITS_PER_BYTE = 10;

    private final SimulatedCard card;
    private final Timing timing;

    TimedCard(SimulatedCard card, Timing timing) {
        this.card = card;
        this.timing = timing;
    }

    @Override
    public byte[] atr() {
        return card.atr();
    }

    @Override
    public byte[] powerOn() {
        return card.powerOn();
    }

    @Override
    public byte[] reset() {
        return card.reset();
    }

    @Override
    public void powerOff() {
        card.powerOff();
    }

    @Override
    public byte[] transmit(byte[] apdu) throws IOException {
        long start = System.nanoTime();
        byte[] answer = card.transmit(apdu);
        awaitDeadline(start + nanos(apdu, answer));
        return answer;
    }

    private long nanos(byte[] apdu, byte[] answer) {
        double milliseconds =
                switch (CardCommand.of(apdu).orElse(CardCommand.GETDATA)) {
                    case INITIATE -> timing.initiate();
                    case EXPORTKEY -> timing.export();
                    case IMPORTKEY -> timing.load();
                    default ->
                        timing.baud() == 0 ? 0 : 1000.0 * BITS_PER_BYTE * (apdu.length + answer.length) / timing.baud();
                };
        return (long) (milliseconds * 1_000_000);
    }

    /** An interrupted card answers early: it is about to be taken out. */
    static void awaitDeadline(long deadline) {
        long left = deadline - System.nanoTime();
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            if (left > SPIN_NANOS) {
                LockSupport.parkNanos(left - SPIN_NANOS);
            } else {
                Thread.onSpinWait();
            }
            left = deadline - System.nanoTime();
        }
    }
}
