package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.keyrack.applet.Model.cat;
import static org.keyrack.applet.Model.hex;

import java.util.stream.Stream;
import javacard.framework.SystemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a card's installer gives: the AID that the instance gets, and a Kperso in the value of INSTALL's C9. */
class InstallTest {
    private static final byte[] NO_CONTROL = {0};
    private static final byte[] NO_DATA = {0};

    private static byte[] aid(String aid) {
        return cat(new byte[] {(byte) (aid.length() / 2)}, hex(aid));
    }

    private static byte[] data(byte[] data) {
        return cat(new byte[] {(byte) data.length}, data);
    }

    @Test
    void anInstallerThatNamesNoAidGetsTheOneOfTheFile() {
        Card ei = Card.installed(Card.EI_AID, cat(new byte[1], NO_CONTROL, NO_DATA));
        assertArrayEquals(hex("010200" + "9000"), ei.select());
        Card as = Card.installed(Card.AS_AID, cat(aid(Card.AS_AID), NO_CONTROL, NO_DATA));
        assertArrayEquals(hex("010100" + "9000"), as.select());
        assertEquals(0, as.ok("80CA0103", new byte[0], true)[2], "no Kperso");
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32})
    void kpersoComesWithTheInstallation(int length) {
        byte[] kperso = new byte[length];
        kperso[length - 1] = 1;
        Card as = Card.installed(Card.AS_AID, cat(aid(Card.AS_AID), data(hex("0102")), data(kperso)));
        assertEquals(1, as.ok("80CA0103", new byte[0], true)[2]);
        assertEquals(0x6982, as.send("80DA0101", new byte[20], false).sw(), "in a session only");
        assertEquals(24, as.ok("80500000", new byte[16], true).length);
        assertEquals(0x6982, as.send("80DA0101", new byte[20], false).sw(), "and not beside it");
    }

    @Test
    void whatIsNoKpersoFailsTheInstallation() {
        Stream.of(
                        new byte[16],
                        new byte[32],
                        hex("01"),
                        hex("01".repeat(15)),
                        hex("01".repeat(17)),
                        hex("01".repeat(33)))
                .forEach(wrong -> assertThrows(
                        SystemException.class,
                        () -> Card.installed(Card.EI_AID, cat(aid(Card.EI_AID), NO_CONTROL, data(wrong))),
                        () -> Model.hex(wrong)));
    }
}
