package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrack.applet.Model.hex;

import java.util.Arrays;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

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
     * @param make a card as it was before
     * @param session volatile state the command needs, given to that card
     * @param command what is torn
     * @param state what can be told of the card afterwards
     * @param oldSecret key that must be nowhere in memory once the new state holds
     * @param newSecret key that must be nowhere in memory while the old state holds
     */
    static Outcome tear(
            Supplier<Card> make,
            Consumer<Card> session,
            Consumer<Card> command,
            Function<Card, byte[]> state,
            byte[] oldSecret,
            byte[] newSecret) {
        return tear(make, session, command, state, Arrays::equals, oldSecret, newSecret);
    }

    /**
     * As above, where a state that was seen need not be the old or the new one to the bit.
     *
     * @param same whether what was seen passes for a state
     */
    static Outcome tear(
            Supplier<Card> make,
            Consumer<Card> session,
            Consumer<Card> command,
            Function<Card, byte[]> state,
            BiPredicate<byte[], byte[]> same,
            byte[] oldSecret,
            byte[] newSecret) {
        byte[] before = state.apply(make.get());
        Card whole = make.get();
        session.accept(whole);
        int start = whole.power.writes();
        command.accept(whole);
        int writes = whole.power.writes() - start;
        whole.reset();
        byte[] after = state.apply(whole);
        assertFalse(Arrays.equals(before, after), "the command changes something");
        assertTrue(writes > 0);
        int old = 0;
        int renewed = 0;
        for (int tear = 0; tear < writes; tear++) {
            // Power may also be torn while the recovery writes, at each of its writes.
            int recoveryWrites = 0;
            for (int second = -1; second < recoveryWrites; second++) {
                Card card = make.get();
                session.accept(card);
                torn(card, command, tear);
                if (second >= 0) {
                    card.powerUp(second);
                }
                int recovered = card.power.writes();
                card.reset();
                if (second < 0) {
                    recoveryWrites = card.power.writes() - recovered;
                }
                byte[] seen = state.apply(card);
                boolean isOld = same.test(seen, before);
                assertTrue(isOld || same.test(seen, after), "tear " + tear + " gave " + Model.hex(seen));
                assertFalse(contains(card.contents(), isOld ? newSecret : oldSecret), "left behind by tear " + tear);
                if (second < 0) {
                    old += isOld ? 1 : 0;
                    renewed += isOld ? 0 : 1;
                }
            }
        }
        assertEquals(writes, old + renewed);
        return new Outcome(writes, old, renewed);
    }

    private static void torn(Card card, Consumer<Card> command, int tear) {
        card.power.tearAfter(tear);
        try {
            command.accept(card);
        } catch (AssertionError dead) {
            assertTrue(dead.getMessage().contains("6F00"), dead.getMessage());
        }
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
