package org.keyrack.applet;

import javacardx.crypto.Cipher;

/** Counts block operations. */
final class CountingAes extends Aes {
    private int blocks;

    @Override
    protected void process(Cipher initialized, byte[] data, short offset, short length) {
        blocks += length / BLOCK;
        super.process(initialized, data, offset, length);
    }

    /** Blocks since the last call. */
    int take() {
        int taken = blocks;
        blocks = 0;
        return taken;
    }
}
