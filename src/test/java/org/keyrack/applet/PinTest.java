package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.keyrack.applet.Bench.ADMINISTRATOR_PIN;
import static org.keyrack.applet.Bench.OPERATOR_PIN;
import static org.keyrack.applet.Model.hex;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PINs, on the store of a real card and on a memory image alike. */
class PinTest {
    private static final String WRONG = "393939393939FFFF";
    private static final String NEW = "35353535FFFFFFFF";

    private static Card as(boolean real) {
        Card as = real ? Card.realAs() : Card.as();
        Bench.storeT(as, 1, 1, 1, Bench.T);
        Bench.open(as);
        as.reset();
        return as;
    }

    private static int verify(Card as, String pin) {
        return as.send("0020008008" + pin).sw();
    }

    private static int status(Card as) {
        return as.send("00200080").sw();
    }

    private static int triesLeft(Card as) {
        return as.ok("80CA0101", new byte[0], true)[21];
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theThirdWrongPinBlocksAndTheAdministratorUnblocks(boolean real) {
        Card as = as(real);
        assertEquals(0x63C3, status(as));
        assertEquals(0x63C2, verify(as, WRONG));
        assertEquals(0x63C1, verify(as, WRONG));
        assertEquals(1, triesLeft(as));
        assertEquals(0x9000, verify(as, OPERATOR_PIN));
        assertEquals(3, triesLeft(as));
        assertEquals(0x63C2, verify(as, WRONG));
        assertEquals(0x63C1, verify(as, WRONG));
        assertEquals(0x63C0, verify(as, WRONG));
        assertEquals(0x6983, verify(as, OPERATOR_PIN));
        assertEquals(0x6983, status(as));
        as.reset();
        assertEquals(0x6983, verify(as, OPERATOR_PIN));

        assertEquals(0x6982, as.send("002C028008" + NEW).sw());
        assertEquals(0x9000, as.send("0020008108" + ADMINISTRATOR_PIN).sw());
        assertEquals(0x9000, as.send("002C028008" + NEW).sw());
        assertEquals(3, triesLeft(as));
        assertEquals(0x63C2, verify(as, OPERATOR_PIN));
        assertEquals(0x9000, verify(as, NEW));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWrongPinResetAndDeselectClearTheVerification(boolean real) {
        Card as = as(real);
        assertEquals(0x9000, verify(as, OPERATOR_PIN));
        assertEquals(0x9000, status(as));
        assertEquals(0x63C2, verify(as, WRONG));
        assertEquals(0x63C2, status(as));
        assertEquals(0x9000, verify(as, OPERATOR_PIN));
        as.reset();
        assertEquals(0x63C3, status(as));
        assertEquals(0x9000, verify(as, OPERATOR_PIN));
        as.select();
        assertEquals(0x63C3, status(as));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3132333435",
                "31323334353637383",
                "313233FFFFFFFFFF",
                "3132333435FF36FF",
                "31323334353637FE",
                "FFFFFFFFFFFFFFFF",
                "4132333435363738"
            })
    void aMalformedPinCostsNoTry(String pin) {
        Card as = as(true);
        String data = pin.length() % 2 == 0 ? pin : pin + "9";
        assertEquals(0x6700, as.send("00200080", hex(data), false).sw());
        assertEquals(
                0x6700,
                as.send("00240080", Model.cat(hex(WRONG), hex(data)), false).sw());
        assertEquals(
                0x6700,
                as.send("00240080", Model.cat(hex(data), hex(WRONG)), false).sw());
        assertEquals(0x63C3, status(as));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void changeWantsTheOldPinAndCountsAWrongOne(boolean real) {
        Card as = as(real);
        assertEquals(0x63C2, as.send("0024008010" + WRONG + NEW).sw());
        assertEquals(0x9000, verify(as, OPERATOR_PIN));
        assertEquals(0x9000, as.send("0024008010" + OPERATOR_PIN + NEW).sw());
        assertEquals(0x63C2, verify(as, OPERATOR_PIN));
        assertEquals(0x9000, verify(as, NEW));
        assertEquals(0x9000, as.send("0024008110" + ADMINISTRATOR_PIN + NEW).sw());
        assertEquals(0x9000, as.send("0020008108" + NEW).sw());
        for (int tries = 2; tries >= 0; tries--) {
            assertEquals(0x63C0 + tries, as.send("0024008010" + WRONG + NEW).sw());
        }
        assertEquals(0x6983, as.send("0024008010" + NEW + NEW).sw());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSixteenthModuleWithoutTEndsTheOperatorsVerification(boolean real) {
        Card as = as(real);
        Bench.verifyBoth(as);
        Bench.setState(as, 1);
        Bench.storeTa(as, 3, 0x0101, 2, 0, Bench.TA, 10);
        Bench.open(as);
        byte[] initiate = Bench.initiate(Bench.ei());
        byte[] wrong = Bench.exportData(initiate, 3, 5);
        wrong[35] ^= 1;
        for (int round = 0; round < 2; round++) {
            Bench.verify(as);
            for (int i = 0; i < 15; i++) {
                assertEquals(0x6300, as.send("80540101", wrong, true).sw());
            }
            assertEquals(0x9000, status(as));
            Bench.export(as, initiate, 3, 5);
            assertEquals(0x6300, as.send("80540101", wrong, true).sw());
            assertEquals(
                    0x6982,
                    as.send("80540101", Bench.exportData(initiate, 3, 5), true).sw());
            assertEquals(3, triesLeft(as), "no try was spent");
        }
    }

    @Test
    void aBlankAsAnswers6985WhileNoPinIsSet() {
        Card as = Card.as();
        assertEquals(0x6985, status(as));
        assertEquals(0x6985, verify(as, OPERATOR_PIN));
        assertEquals(0x6985, as.send("0024008010" + OPERATOR_PIN + NEW).sw());
        assertEquals(0x6985, as.send("002C028008" + NEW).sw());
        assertEquals(0, triesLeft(as));
    }

    @Test
    void exportNeedsTheOperatorAndNotTheAdministrator() {
        Card as = Bench.as();
        as.reset();
        byte[] command = Bench.exportData(Bench.initiate(Bench.ei()), 3, 5);
        Bench.verifyAdministrator(as);
        assertEquals(0x6982, as.send("80540101", command, true).sw());
        Bench.verify(as);
        as.ok("80540101", command, true);
        assertEquals(0x63C2, verify(as, WRONG));
        assertEquals(0x6982, as.send("80540101", command, true).sw());
    }
}
