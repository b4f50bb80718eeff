package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrack.applet.Model.cat;
import static org.keyrack.applet.Model.hex;
import static org.keyrack.applet.Model.kcv;
import static org.keyrack.applet.Tear.NEW;
import static org.keyrack.applet.Tear.NOTHING;
import static org.keyrack.applet.Tear.OLD;
import static org.keyrack.applet.Tear.tear;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Row 26 of faults.md in an AS: see {@link Tear}. */
class AsPowerTornTest {
    private static byte[] asImage() {
        byte[] image = ImageStore.asImage();
        Card as = Card.as(image);
        Bench.storeT(as, 1, 1, 1, Bench.T);
        Bench.storeTa(as, 3, 0x0101, 2, 0, OLD, 1000);
        Bench.storeTa(as, 4, 0x0101, 2, 0, hex("c0c1c2c3c4c5c6c7c8c9cacbcccdcecf"), 500);
        Bench.open(as);
        Bench.export(as, Bench.initiate(Bench.ei()), 4, 5);
        return image;
    }

    private static byte[] asState(Card as) {
        return cat(as.ok("80CA0101", NOTHING, true), as.send("80CA010200").data());
    }

    @Test
    void exportKeyCountsCtrAndExportsLeftTogetherBeforeAnythingIsSent() {
        byte[] initiate = Bench.initiate(Bench.ei());
        byte[] image = asImage();
        for (int ref1 : new int[] {3, 4}) {
            byte[] command = Bench.exportData(initiate, ref1, 5);
            tear(
                    Card::as,
                    image,
                    Bench::verify,
                    as -> as.ok("80540101", command, true),
                    AsPowerTornTest::asState,
                    NOTHING,
                    NOTHING);
        }
    }

    @Test
    void aCtrThatWasSentIsNeverUsedAgain() {
        byte[] initiate = Bench.initiate(Bench.ei());
        byte[] image = asImage();
        int lastSent = 1;
        int exports = 0;
        for (int tear = 0; tear < 12; tear++) {
            Card as = Card.as(image);
            Bench.verify(as);
            as.store.tearAfter(tear);
            int sw = 0x9000;
            while (sw == 0x9000) {
                org.keyrack.protocol.apdu.ResponseApdu answer =
                        as.send("80540101", Bench.exportData(initiate, exports % 2 == 0 ? 3 : 4, 5), true);
                sw = answer.sw();
                if (sw == 0x9000) {
                    int ctr = ((answer.data()[14] & 0xFF) << 8) | (answer.data()[15] & 0xFF);
                    assertTrue(ctr > lastSent, ctr + " after " + lastSent);
                    lastSent = ctr;
                    exports++;
                }
            }
            assertEquals(0x6F00, sw);
            image = as.store.image();
        }
        assertTrue(exports >= 6);
        byte[] directory = Card.as(image).send("80CA010200").data();
        int left = left(directory, 0) + left(directory, 1);
        // Each tear may cost an export that was never sent, and never gives one back.
        assertTrue(left <= 1000 + 499 - exports && left >= 1000 + 499 - exports - 12, "left " + left);
    }

    private static int left(byte[] directory, int entry) {
        return ((directory[30 * entry + 28] & 0xFF) << 8) | (directory[30 * entry + 29] & 0xFF);
    }

    @Test
    void storeTAndStoreTaInAnAsLeaveTheOldKeyOrTheNewOne() {
        byte[] image = asImage();
        Card open = Card.as(image);
        Bench.verifyAdministrator(open);
        Bench.setState(open, 1);
        Consumer<Card> session = as -> {
            Bench.verifyAdministrator(as);
            Bench.load(as, NEW);
        };
        tear(
                Card::as,
                image,
                session,
                as -> as.ok("80DC0100", cat(hex("0107"), kcv(NEW)), false),
                AsPowerTornTest::asState,
                Bench.T,
                NEW);
        tear(
                Card::as,
                image,
                session,
                as -> as.ok("80DE0000", Bench.entry(3, 0x0101, 7, 0, NEW, 9), false),
                AsPowerTornTest::asState,
                OLD,
                NEW);
        // The key exported last, whose exports left are in the commit record.
        tear(
                Card::as,
                image,
                session,
                as -> as.ok("80DE0000", Bench.entry(4, 0x0101, 7, 0, NEW, 9), false),
                AsPowerTornTest::asState,
                hex("c0c1c2c3c4c5c6c7c8c9cacbcccdcecf"),
                NEW);
        tear(
                Card::as,
                image,
                Bench::verifyAdministrator,
                as -> as.ok("80DA0101", new byte[20], false),
                AsPowerTornTest::asState,
                NOTHING,
                NOTHING);
    }

    @Test
    void verifySpendsItsTryBeforeItCompares() {
        byte[] image = asImage();
        for (int tear = 0; tear < 2; tear++) {
            Card as = Card.as(image.clone());
            as.store.tearAfter(tear);
            int sw = as.send("0020008008" + "393939393939FFFF").sw();
            assertEquals(tear == 0 ? 0x6F00 : 0x63C2, sw);
            byte[] after = as.store.image();
            assertEquals(tear == 0 ? 3 : 2, Card.as(after).ok("80CA0101", NOTHING, true)[21]);
        }
        // A right PIN torn between its two writes has cost its try.
        Card as = Card.as(image.clone());
        as.store.tearAfter(1);
        assertEquals(0x6F00, as.send("0020008008" + Bench.OPERATOR_PIN).sw());
        Card again = Card.as(as.store.image());
        assertEquals(2, again.ok("80CA0101", NOTHING, true)[21]);
        Bench.verify(again);
    }

    @Test
    void changeLeavesTheOldPinOrTheNewOne() {
        byte[] image = asImage();
        String renewed = "35353535FFFFFFFF";
        tear(
                Card::as,
                image,
                Bench::verify,
                as -> as.ok("00240080", hex(Bench.OPERATOR_PIN + renewed), false),
                as -> {
                    boolean old = as.send("0020008008" + Bench.OPERATOR_PIN).sw() == 0x9000;
                    boolean fresh = as.send("0020008008" + renewed).sw() == 0x9000;
                    assertTrue(old ^ fresh);
                    return new byte[] {(byte) (old ? 1 : 2)};
                },
                NOTHING,
                NOTHING);
    }
}
