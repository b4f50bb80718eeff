package org.keyrack.applet;

/** Life-cycle states (protocol.md, after the tags). */
final class Lifecycle {
    static final byte BLANK = (byte) 0x00;
    static final byte LOADING = (byte) 0x01;
    static final byte OPERATIONAL = (byte) 0x07;
    static final byte TERMINATED = (byte) 0x7F;

    private Lifecycle() {}

    static boolean isState(byte state) {
        return isPersonalizable(state) || state == OPERATIONAL || state == TERMINATED;
    }

    /** Whether personalization goes on in that state. */
    static boolean isPersonalizable(byte state) {
        return state == BLANK || state == LOADING;
    }
}
