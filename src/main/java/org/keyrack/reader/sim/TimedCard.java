package org.keyrack.reader.sim;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.reader.sim.RackFile.Timing;

/** A card that takes the time a real one would, computing included: it answers when its deadline is there. */
final class TimedCard extends ForwardingCard {
    /** Linux wakes a parked thread up to this late: the rest is spun. */
    private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(250);

    private static final int BITS_PER_BYTE = 10;

    private final Timing timing;

    TimedCard(SimulatedCard card, Timing timing) {
        super(card);
        this.timing = timing;
    }

    @Override
    public byte[] transmit(byte[] apdu) throws IOException {
        long start = System.nanoTime();
        byte[] answer = super.transmit(apdu);
        awaitDeadline(start + nanos(apdu, answer));
        return answer;
    }

    private long nanos(byte[] apdu, byte[] answer) {
        double milliseconds =
                switch (Instruction.of(apdu).orElse(Instruction.GETDATA)) {
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
