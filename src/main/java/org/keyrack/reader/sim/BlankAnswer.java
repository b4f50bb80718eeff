package org.keyrack.reader.sim;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.apdu.ResponseApdu;

/** Answers of a blank card. */
final class BlankAnswer {
    /** What INSTALL, LOAD and DELETE answer when they have no confirmation to give. */
    static final ResponseApdu DONE = of(Bytes.zero(1));

    private BlankAnswer() {}

    static ResponseApdu of(int sw) {
        return new ResponseApdu(new byte[0], sw);
    }

    static ResponseApdu of(Bytes data) {
        return new ResponseApdu(data.toArray(), 0x9000);
    }
}
