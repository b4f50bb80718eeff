package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.keyrack.applet.Model.cat;
import static org.keyrack.applet.Model.hex;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javacard.framework.ISOException;
import javacard.framework.SystemException;
import javacard.security.CryptoException;
import javacard.security.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a card's installer gives: the AID that the instance gets, and a Kperso in the value of INSTALL's C9. */
@SuppressWarnings("deprecation") // RandomData: Java Card 3.0.4 has no other names
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

    /** A card without a secure generator of random numbers: one that repeats R after each reset would be worse than none. */
    private static final class NoSecureRandom extends RandomSource {
        private static final List<Byte> ASKED = new ArrayList<>();

        @Override
        protected RandomData generator(byte algorithm) {
            ASKED.add(algorithm);
            if (algorithm == RandomData.ALG_SECURE_RANDOM) {
                CryptoException.throwIt(CryptoException.NO_SUCH_ALGORITHM);
            }
            return super.generator(algorithm);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Card.AS_AID, Card.EI_AID})
    void cardWithoutASecureGeneratorOfRandomNumbersRefusesTheInstallationAndTakesNoOther(String aid) {
        NoSecureRandom.ASKED.clear();
        ISOException refused = assertThrows(ISOException.class, () -> Card.installedWith(aid, NoSecureRandom::new));
        assertEquals(0x6A81, refused.getReason() & 0xFFFF);
        assertEquals(List.of(RandomData.ALG_SECURE_RANDOM), NoSecureRandom.ASKED);
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
