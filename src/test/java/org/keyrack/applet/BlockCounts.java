package org.keyrack.applet;

/**
 * AES block operations a command costs, suite 01, plain key, counted at the applets.
 *
 * @param importKey without the next R
 * @param chained IMPORTKEY that also answers the next R, which costs what IMPORTKEY and a part of INITIATE do
 */
public record BlockCounts(int initiate, int exportKey, int importKey, int chained) {
    /** Runs two downloads on fresh applets. */
    public static BlockCounts count() {
        Card as = Bench.as();
        Card ei = Bench.ei();
        ei.aes.take();
        as.aes.take();
        byte[] initiate = Bench.initiate(ei);
        int initiated = ei.aes.take();
        byte[] export = Bench.export(as, initiate, 3, 5);
        int exported = as.aes.take();
        ei.ok("80560000", Bench.importData(5, export), true);
        int imported = ei.aes.take();
        byte[] next = Bench.initiate(ei);
        byte[] newer = Bench.export(newerAs(), next, 3, 5);
        ei.aes.take();
        ei.ok("80560100", Bench.importData(5, newer), true);
        return new BlockCounts(initiated, exported, imported, ei.aes.take());
    }

    private static Card newerAs() {
        Card as = Card.as();
        Bench.storeT(as, 1, 1, 1, Bench.T);
        Bench.storeTa(as, 3, 0x0101, 3, 0, Bench.TA, 1);
        return Bench.open(as);
    }
}
