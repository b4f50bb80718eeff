package org.keyrack.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransmissionProtocolTest {
    @ParameterizedTest
    @CsvSource({
        // No TD1; TD1 says T=1; TD1 says T=0; TD1 says T=0 and TD2 T=1 (two protocols); contactless behind PC/SC.
        "3B074B45595241434B, T0",
        "3B87014B45595241434BCA, T1",
        "3B6900004B455952414B434D31, T0",
        "3B80800101, T1",
        "3B8F8001804F0CA000000306030001000000006A, T1",
        "3B801F, T0",
        "3B80, T0",
        "3BF01100FF00, T0",
        "3BF01100FF01, T1"
    })
    void aCardSpeaksT1WhenItOffersItElseT0(String atr, TransmissionProtocol expected) {
        assertEquals(expected, TransmissionProtocol.of(HexFormat.of().parseHex(atr)));
    }
}
