package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrack.applet.Model.hex;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Row 26 of faults.md: power torn at every non-volatile write of every command that writes, and again at every write of
 * the recovery after it. After the reboot the unit is in the old state or in the new one.
 */
final class Tear {
    static final byte[] OLD = Bench.TA;
    static final byte[] NEW = hex("b0b1b2b3b4b5b6b7b8b9babbbcbdbebf");
    static final byte[] NOTHING = {};

    private Tear() {}

    /** What was seen at each tear. */
    record Outcome(int writes, int old, int renewed) {}

    /**
     * @param kind boots a card from an image
     * @param image the memory before
     * @param session volatile state the command needs, given to a booted card
     * @param command what is torn
     * @param state what can be told of the card afterwards
     * @param oldSecret key that must be nowhere in memory once the new state holds
     * @param newSecret key that must be nowhere in memory while the old state holds
     */
    static Outcome tear(
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
}
