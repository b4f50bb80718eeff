package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The four command cases of ISO/IEC 7816-3 on both protocols. */
class TransmissionTest {
    @ParameterizedTest
    @ValueSource(strings = {"T=0", "T=1"})
    void aDownloadRunsOnBothProtocolsWithAndWithoutLe(String protocol) {
        Card as = Bench.as();
        Card ei = Bench.ei();
        as.changeProtocol(protocol);
        ei.changeProtocol(protocol);
        Bench.verify(as);
        byte[] export = as.ok("80540101", Bench.exportData(Bench.initiate(ei), 3, 5), false);
        assertEquals(80, export.length);
        assertEquals(20, ei.ok("80560000", Bench.importData(5, export), true).length);
        Bench.export(as, Bench.initiate(ei), 3, 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"T=0", "T=1"})
    void aCommandWithoutItsDataOrWithDataThatIsNotDueIsOfWrongLength(String protocol) {
        Card as = Bench.as();
        Card ei = Bench.ei();
        as.changeProtocol(protocol);
        ei.changeProtocol(protocol);
        Bench.verify(as);
        assertEquals(0x6700, as.send("80540101").sw());
        assertEquals(0x6700, as.send("8054010124").sw(), "Le alone, as long as the data");
        assertEquals(0x6700, ei.send("8056000042").sw());
        assertEquals(0x6700, ei.send("8052000001FF").sw());
        assertEquals(0x6700, ei.send("80CA0201010000").sw());
        assertEquals(0x6700, as.send("0020008004" + "31323334").sw());
    }

    @Test
    void anExtendedCommandIsOfWrongLength() {
        assertEquals(
                0x6700,
                Bench.as()
                        .send("80540101" + "000024" + "00".repeat(36) + "0000")
                        .sw());
    }
}
