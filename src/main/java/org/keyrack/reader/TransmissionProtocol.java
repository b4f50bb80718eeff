package org.keyrack.reader;

/** How a card and its reader talk (ISO/IEC 7816-3): by blocks, or by characters. */
public enum TransmissionProtocol {
    /** By characters: a command carries data one way only, and an answer to data is fetched by GET RESPONSE. */
    T0,
    /** By blocks: a command carries data both ways. */
    T1;

    /**
     * What pcsc-lite and Windows choose for a card: T=1 when it is offered, else T=0 (ISO/IEC 7816-3 section 8.2.3: the low
     * half of each TD names a protocol; without TD1 it is T=0).
     *
     * @param atr 2 to 33 bytes
     */
    public static TransmissionProtocol of(byte[] atr) {
        int at = 1;
        int present = atr[at] >> 4;
        while ((present & 0x8) != 0) {
            at += Integer.bitCount(present & 0xF);
            if (at >= atr.length) {
                return T0;
            }
            if ((atr[at] & 0xF) == 1) {
                return T1;
            }
            present = atr[at] >> 4;
        }
        return T0;
    }
}
