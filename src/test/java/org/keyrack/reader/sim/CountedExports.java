package org.keyrack.reader.sim;

import java.nio.ByteBuffer;
import java.time.Duration;

/** Virtual benches whose AS has exported for a long time. */
public final class CountedExports {
    /** The commit record behind state, and identity with its selector (memory map of {@code org.keyrack.applet}). */
    private static final int COMMIT = 1 + 1 + 2 * 20;

    private static final byte FIRST_BANK = 1;
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
                        .position(COMMIT)
                        .put(FIRST_BANK)
                        .putInt((int) ctr)
                        .put(NO_ENTRY);
            }
            return card;
        });
    }
}
