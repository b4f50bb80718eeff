package org.keyrack.reader.pcsc;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.keyrack.reader.sim.SimulatedCard;

/** A card of a few lines: an answer for each command, and a list of what came. */
final class ScriptedCard implements SimulatedCard {
    static final byte[] T1 = {0x3B, (byte) 0x80, (byte) 0x80, 0x01, 0x01};
    static final byte[] T0 = {0x3B, 0x00};

    /** What the card says. */
    interface Script {
        byte[] answer(byte[] apdu) throws IOException;
    }

    final List<byte[]> received = new CopyOnWriteArrayList<>();
    final AtomicInteger resets = new AtomicInteger();
    private final byte[] atr;
    private final Script script;

    ScriptedCard(byte[] atr, Script script) {
        this.atr = atr;
        this.script = script;
    }

    /** Answers 9000 after a time. */
    static ScriptedCard slow(long milliseconds) {
        return new ScriptedCard(T1, apdu -> {
            works(new CountDownLatch(1), milliseconds);
            return bytes(0x90, 0x00);
        });
    }

    /** Answers with a serial number of one byte. */
    static ScriptedCard named(int serial) {
        return new ScriptedCard(T1, apdu -> bytes(serial, 0x90, 0x00));
    }

    /** The time a card takes; it is over early when the latch opens. */
    static void works(CountDownLatch over, long milliseconds) throws IOException {
        try {
            if (over.await(milliseconds, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException pulled) {
            throw new IOException(pulled);
        }
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Override
    public byte[] atr() {
        return atr.clone();
    }

    @Override
    public byte[] powerOn() {
        return atr();
    }

    @Override
    public byte[] reset() {
        resets.incrementAndGet();
        return atr();
    }

    @Override
    public void powerOff() {
        resets.incrementAndGet();
    }

    @Override
    public byte[] transmit(byte[] apdu) throws IOException {
        received.add(apdu.clone());
        return script.answer(apdu);
    }
}
