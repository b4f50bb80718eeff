package org.keyrack.reader.sim;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.keyrack.applet.AsMemory;

/** Virtual benches whose AS has exported for a long time. */
public final class CountedExports {
    /** Of the first of the places that the counters go round. */
    private static final byte FIRST_MARK = 1;

    private static final byte NO_ENTRY = (byte) 0xFF;

    private CountedExports() {}

    /**
     * Starts the cards of a rack file without timing and faults.
     *
     * @param ctr the export counter at which each AS stands, 00000000 to FFFFFFFF
     */
    public static VirtualBench start(RackFile rack, Duration answerLimit, long ctr) throws RackFileException {
        return VirtualBench.start(rack, answerLimit, card -> {
            AppletCard chip = (AppletCard) card;
            if (chip.applet() == SimulatedApplet.AS) {
                ByteBuffer.wrap(chip.memory().image())
                        .position(AsMemory.LENGTH)
                        .put(FIRST_MARK)
                        .putInt((int) ctr)
                        .put(NO_ENTRY)
                        .putInt(0);
            }
            return card;
        });
    }
}
