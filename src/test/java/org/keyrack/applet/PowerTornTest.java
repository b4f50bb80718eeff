package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrack.applet.Model.cat;
import static org.keyrack.applet.Model.cut;
import static org.keyrack.applet.Model.hex;
import static org.keyrack.applet.Model.kcv;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Row 26 of faults.md: power torn at every non-volatile write of every command that writes, and again at every write of
 * the recovery after it. After the reboot the unit is in the old state or in the new one.
 */
class PowerTornTest {
    private static final byte[] OLD = Bench.TA;
    private static final byte[] NEW = hex("b0b1b2b3b4b5b6b7b8b9babbbcbdbebf");
    private static final byte[] NOTHING = {};

    /** What was seen at each tear. */
    private record Outcome(int writes, int old, int renewed) {}

    /**
     * @param kind boots a card from an image
     * @param image the memory before
     * @param session volatile state the command needs, given to a booted card
     * @param command what is torn
     * @param state what can be told of the card afterwards
     * @param oldSecret key that must be nowhere in memory once the new state holds
     * @param newSecret key that must be nowhere in memory while the old state holds
     */
    private static Outcome tear(
            Function<byte[], Card> kind,
            byte[] image,
            Consumer<Card> session,
            Consumer<Card> command,
            Function<Card, byte[]> state,
            byte[] oldSecret,
            byte[] newSecret) {
        byte[] before = state.apply(kind.apply(image.clone()));
        Card whole = kind.apply(image.clone());
        session.accept(whole);
        int start = whole.store.writes();
        command.accept(whole);
        int writes = whole.store.writes() - start;
        whole.reset();
        byte[] after = state.apply(whole);
        assertFalse(Arrays.equals(before, after), "the command changes something");
        assertTrue(writes > 0);
        int old = 0;
        int renewed = 0;
        for (int tear = 0; tear < writes; tear++) {
            Card card = kind.apply(image.clone());
            session.accept(card);
            card.store.tearAfter(tear);
            try {
                command.accept(card);
            } catch (AssertionError dead) {
                assertTrue(dead.getMessage().contains("6F00"), dead.getMessage());
            }
            byte[] torn = card.store.image();
            // Power may also be torn while the recovery writes.
            for (byte[] rebooted : recoveries(kind, torn)) {
                Card again = kind.apply(rebooted);
                byte[] seen = state.apply(again);
                boolean isOld = Arrays.equals(before, seen);
                assertTrue(isOld || Arrays.equals(after, seen), "tear " + tear + " gave " + Model.hex(seen));
                assertFalse(
                        contains(again.store.image(), isOld ? newSecret : oldSecret), "left behind by tear " + tear);
            }
            if (Arrays.equals(before, state.apply(kind.apply(torn.clone())))) {
                old++;
            } else {
                renewed++;
            }
        }
        assertEquals(writes, old + renewed);
        return new Outcome(writes, old, renewed);
    }

    /** The image itself, and what each torn recovery makes of it. */
    private static List<byte[]> recoveries(Function<byte[], Card> kind, byte[] torn) {
        List<byte[]> images = new java.util.ArrayList<>();
        images.add(torn.clone());
        int writes = kind.apply(torn.clone()).store.writes();
        for (int tear = 0; tear < writes; tear++) {
            Card card = kind.apply(torn.clone());
            byte[] half = torn.clone();
            Card dying = half.length == ImageStore.asImage().length ? Card.as(half, tear) : Card.ei(half, tear);
            assertTrue(dying.store.writes() <= card.store.writes());
            images.add(dying.store.image());
        }
        return images;
    }

    private static boolean contains(byte[] memory, byte[] secret) {
        for (int i = 0; secret.length > 0 && i <= memory.length - secret.length; i++) {
            if (Arrays.equals(memory, i, i + secret.length, secret, 0, secret.length)) {
                return true;
            }
        }
        return false;
    }

    /** An EI that holds key OLD, version 2, in location 5. */
    private static byte[] loadedEi() {
        byte[] image = ImageStore.eiImage();
        Card ei = Bench.blankEi(Card.ei(image), Bench.SN, 1, 1, Bench.T);
        ei.ok("80560000", download(ei, Bench.header(1, 1, 0, 3, 5, 0x0101, 1, 2, 1), OLD), true);
        return image;
    }

    private static byte[] download(Card ei, byte[] header, byte[] key) {
        return Model.Session.of(Bench.T, 1, 1, Bench.SN, Bench.r(Bench.initiate(ei)))
                .importData(header, key);
    }

    /** Everything an EI tells, with the key of location 5 as the next download would meet it. */
    private static byte[] eiState(Card ei) {
        byte[] locations = ei.send("80CA020200").data();
        byte[] download = ei.send("80CA020302000500").data();
        byte[] transport = ei.send("80CA020302000000").data();
        return cat(ei.ok("80CA0201", NOTHING, true), locations, download, transport, keys(ei));
    }

    /** The keys in use by bank and slot, as the store gives them. */
    private static byte[] keys(Card card) {
        EiMemory memory = new EiMemory(card.store);
        byte[] t = new byte[32];
        if (memory.hasT()) {
            memory.loadT().getKey(t, (short) 0);
        }
        short location = memory.find(hex("0005"), (short) 0);
        byte[] key = new byte[32];
        if (location != EiMemory.NONE) {
            byte bank = bankInUse(card, (short) (1 + location));
            if (bank != 0) {
                card.store.loadKey((short) (1 + location), bank).getKey(key, (short) 0);
            }
        }
        return cat(t, key);
    }

    /** The one bank that holds a key; two at once would be a key left behind. */
    private static byte bankInUse(Card card, short slot) {
        boolean first = card.store.isKeyPresent(slot, Store.FIRST);
        boolean second = card.store.isKeyPresent(slot, Store.SECOND);
        assertFalse(first && second);
        return first ? Store.FIRST : second ? Store.SECOND : (byte) 0;
    }

    @Test
    void importKeyLeavesTheOldKeyOrTheNewOne() {
        byte[] header = Bench.header(1, 1, 0, 3, 5, 0x0101, 1, 3, 2);
        byte[][] command = new byte[1][];
        byte[] r = hex("f0e1d2c3b4a5968778695a4b3c2d1e0f");
        Outcome outcome = tear(
                Card::ei,
                loadedEi(),
                ei -> {
                    ei.random.next(r);
                    command[0] = download(ei, header, NEW);
                },
                ei -> ei.ok("80560000", command[0], true),
                PowerTornTest::eiState,
                OLD,
                NEW);
        // Key, record, selector, wipe of the old key; only the last is after the flip.
        assertEquals(new Outcome(4, 3, 1), outcome);
    }

    @Test
    void importKeyIntoAnEmptyLocationLeavesItEmptyOrLoaded() {
        byte[] image = ImageStore.eiImage();
        Bench.blankEi(Card.ei(image), Bench.SN, 1, 1, Bench.T);
        byte[] r = hex("f0e1d2c3b4a5968778695a4b3c2d1e0f");
        byte[][] command = new byte[1][];
        Outcome outcome = tear(
                Card::ei,
                image,
                ei -> {
                    ei.random.next(r);
                    command[0] = download(ei, Bench.header(1, 1, 0, 3, 5, 0x0101, 1, 3, 2), NEW);
                },
                ei -> ei.ok("80560000", command[0], true),
                PowerTornTest::eiState,
                NOTHING,
                NEW);
        assertEquals(new Outcome(3, 3, 0), outcome);
    }

    @Test
    void aTransportKeyLeavesTheOldTOrTheNewOneWithItsSubkey() {
        byte[] r = hex("f0e1d2c3b4a5968778695a4b3c2d1e0f");
        byte[][] command = new byte[1][];
        Outcome outcome = tear(
                Card::ei,
                loadedEi(),
                ei -> {
                    ei.random.next(r);
                    command[0] = download(ei, Bench.header(1, 1, 2, 99, 0, 0, 1, 2, 2), NEW);
                },
                ei -> ei.ok("80560000", command[0], true),
                ei -> {
                    byte[] state = eiState(ei);
                    byte[] initiate = Bench.initiate(ei);
                    byte[] t = initiate[2] == 1 ? Bench.T : NEW;
                    Model.Session session = Model.Session.of(t, 1, initiate[2], Bench.SN, Bench.r(initiate));
                    assertArrayEquals(session.p(), cut(initiate, 30, 8));
                    return state;
                },
                Bench.T,
                NEW);
        assertEquals(new Outcome(5, 3, 2), outcome);
    }

    @Test
    void aFailureCountsOnceOrNotAtAll() {
        byte[] r = hex("f0e1d2c3b4a5968778695a4b3c2d1e0f");
        byte[][] command = new byte[1][];
        tear(
                Card::ei,
                loadedEi(),
                ei -> {
                    ei.random.next(r);
                    command[0] = download(ei, Bench.header(1, 1, 0, 3, 5, 0x0101, 1, 3, 2), NEW);
                    command[0][65] ^= 1;
                },
                ei -> {
                    int sw = ei.send("80560000", command[0], true).sw();
                    if (sw != 0x6988) {
                        throw new AssertionError(String.format("%04X", sw));
                    }
                },
                PowerTornTest::eiState,
                NOTHING,
                NEW);
    }

    @Test
    void storeTLeavesTheOldTOrTheNewOne() {
        byte[] image = ImageStore.eiImage();
        Bench.storeT(Card.ei(image), 0, 1, 1, Bench.T);
        tear(
                Card::ei,
                image,
                ei -> Bench.load(ei, NEW),
                ei -> ei.ok("80DC0000", cat(hex("0107"), kcv(NEW)), false),
                PowerTornTest::eiState,
                Bench.T,
                NEW);
    }

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
                    PowerTornTest::asState,
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
                PowerTornTest::asState,
                Bench.T,
                NEW);
        tear(
                Card::as,
                image,
                session,
                as -> as.ok("80DE0000", Bench.entry(3, 0x0101, 7, 0, NEW, 9), false),
                PowerTornTest::asState,
                OLD,
                NEW);
        // The key exported last, whose exports left are in the commit record.
        tear(
                Card::as,
                image,
                session,
                as -> as.ok("80DE0000", Bench.entry(4, 0x0101, 7, 0, NEW, 9), false),
                PowerTornTest::asState,
                hex("c0c1c2c3c4c5c6c7c8c9cacbcccdcecf"),
                NEW);
        tear(
                Card::as,
                image,
                Bench::verifyAdministrator,
                as -> as.ok("80DA0101", new byte[20], false),
                PowerTornTest::asState,
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
