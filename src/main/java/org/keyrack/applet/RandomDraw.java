package org.keyrack.applet;

import javacard.framework.Util;

/** INITIATE: the EI draws R and proves with P that it holds T. Also the tail of IMPORTKEY's answer. */
final class RandomDraw {
    /** Bytes of the answer. */
    static final short LENGTH = (short) 38;

    private static final byte VERSION = (byte) 0x01;
    private static final short P_LENGTH = (short) 8;

    private final EiMemory memory;
    private final Store store;
    private final DownloadKeys keys;
    private final RandomSource random;
    private final byte[] ram;

    RandomDraw(EiMemory memory, Store store, DownloadKeys keys, RandomSource random, Transients transients) {
        this.memory = memory;
        this.store = store;
        this.keys = keys;
        this.random = random;
        this.ram = transients.ram;
    }

    /** Puts SN, suite and tVersion in place, which ALGO1 takes; answers the length of the keys. */
    short prepare() {
        memory.readSn(ram, Transients.SN);
        ram[(short) (Transients.HEADER + 1)] = memory.suite();
        ram[(short) (Transients.HEADER + 2)] = memory.tVersion();
        return DownloadKeys.keyLength(memory.suite());
    }

    /** Draws the next R and derives its Kprf while T1 is loaded. */
    void draw(short length) {
        random.draw(ram, Transients.NEXT_R, (short) 16);
        keys.deriveKprf(Transients.NEXT_R, length);
    }

    /** Computes P from Kprf and keeps it for the answer. */
    void prove(short length) {
        keys.proof(Transients.NEXT_R, length, Transients.MAC);
        Util.arrayCopyNonAtomic(ram, Transients.MAC, ram, Transients.NEXT_P, P_LENGTH);
    }

    /** Makes the next R the outstanding one, and writes the answer. */
    void finish(byte[] buffer, short offset) {
        buffer[offset] = VERSION;
        short end = memory.readT(buffer, (short) (offset + 1));
        end = memory.readSn(buffer, end);
        Util.arrayCopyNonAtomic(ram, Transients.NEXT_R, buffer, end, (short) 24);
        Util.arrayCopyNonAtomic(ram, Transients.NEXT_R, ram, Transients.R, (short) 16);
        ram[Transients.R_OUTSTANDING] = 1;
    }

    /** The whole of it, for INITIATE itself and after T was replaced. */
    void answer(byte[] buffer, short offset) {
        short length = prepare();
        keys.openT1(memory.loadT(), memory.tName(), store, memory.k2(), length);
        draw(length);
        keys.closeT1();
        prove(length);
        finish(buffer, offset);
    }
}
