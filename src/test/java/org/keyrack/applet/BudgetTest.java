package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * What a card has to give: objects at install, whose transaction is small; changes of a cipher's key, each of which some
 * cards write to their memory; non-volatile writes, which wear; volatile memory.
 */
class BudgetTest {
    /** Bytes of volatile memory of a Cipher and of a SHA-256 MessageDigest on Oracle's reference VM 3.0.5. */
    private static final int CIPHER = 16;

    private static final int DIGEST = 109;

    private static void figure(String what, int value, int budget) {
        System.out.printf("Budget: %s %d of %d%n", what, value, budget);
        assertTrue(value <= budget, what + " " + value + ", over " + budget);
    }

    @Test
    void installMakesFewObjectsAndNoKeys() {
        figure("objects at install, AS", Card.objectsOfInstall(Card.AS_AID), 24);
        figure("objects at install, EI", Card.objectsOfInstall(Card.EI_AID), 20);
    }

    @Test
    void volatileMemoryFitsSmallCards() {
        Card ei = Bench.blankEi(Card.realEi(), Bench.SN, 2, 1, Model.cat(Bench.T, Bench.TA));
        Card as = Card.realAs();
        Bench.load(as, Model.cat(Bench.T, Bench.TA));
        figure("bytes of volatile memory, EI", ei.transients.ram.length + 2 * CIPHER + 16 + 32, 512);
        figure("bytes of volatile memory, AS", as.transients.ram.length + 2 * CIPHER + 16 + 32 + DIGEST, 640);
        // Locations 6 (AES-256) and 7 (both) and T have two banks each.
        assertEquals(2 * 3 + 1, made(ei, 256), "one transient key of 32 bytes");
    }

    private static long made(Card card, int bits) {
        return card.objects.made().stream().filter(made -> made == bits).count();
    }

    @Test
    void aSlotHasTwoKeyObjectsAndAes256OnesOnlyWhereItTakesThem() {
        Card ei = Bench.blankEi(Card.realEi(), Bench.SN, 1, 1, Bench.T);
        // T, location 5 and location 7, and the key of a command; locations 6 and 7.
        assertEquals(2 * 3 + 1, made(ei, 128));
        assertEquals(2 * 2, made(ei, 256));
    }

    @Test
    void commandsChangeTheKeysOfCiphersAndWriteNoMoreThanTheyMust() {
        Card as = Card.realAs();
        Bench.storeT(as, 1, 1, 1, Bench.T);
        for (int version = 1; version <= 4; version++) {
            Bench.storeTa(as, version, 0x0101, version, version == 4 ? 1 : 0, Bench.TA, 10);
        }
        Bench.open(as);
        Card ei = Bench.blankEi(Card.realEi(), Bench.SN, 1, 1, Bench.T);
        for (int version = 1; version <= 2; version++) {
            // The first round of a session also takes T into its cipher.
            int first = 2 - version;
            ei.aes.takeInits();
            as.aes.takeInits();
            byte[] initiate = Bench.initiate(ei);
            figure("cipher inits, INITIATE", ei.aes.takeInits(), 2 + first);
            int before = as.power.writes();
            byte[] export = Bench.export(as, initiate, version, 5);
            figure("writes, EXPORTKEY", as.power.writes() - before, 2 + (1 - first));
            figure("cipher inits, EXPORTKEY", as.aes.takeInits(), 6 + first);
            before = ei.power.writes();
            ei.ok("80560000", Bench.importData(5, export), true);
            figure("writes, IMPORTKEY", ei.power.writes() - before, 3 + (1 - first));
            figure("cipher inits, IMPORTKEY", ei.aes.takeInits(), 6);
        }
        byte[] export = Bench.export(as, Bench.initiate(ei), 3, 5);
        ei.aes.takeInits();
        as.aes.takeInits();
        byte[] next = ei.ok("80560100", Bench.importData(5, export), true);
        figure("cipher inits, IMPORTKEY with the next R", ei.aes.takeInits(), 7);
        Bench.export(as, Model.cut(next, 20, 38), 4, 5);
        figure("cipher inits, EXPORTKEY diversified", as.aes.takeInits(), 7);
    }

    @Test
    void exportsWearAllPlacesOfTheCountersAndNothingElse() {
        Card as = Card.realAs();
        Bench.storeT(as, 1, 1, 1, Bench.T);
        Bench.storeTa(as, 3, 0x0101, 2, 0, Bench.TA, 100_000);
        Bench.storeTa(as, 4, 0x0101, 2, 0, Bench.TA, Bench.NO_LIMIT);
        Bench.open(as);
        TornCardStore store = (TornCardStore) as.store;
        byte[] initiate = Bench.initiate(Bench.ei());
        byte[] memory = store.memory();
        int exports = 1280;
        int before = store.writes();
        for (int i = 0; i < exports; i++) {
            Bench.export(as, initiate, i % 3 == 0 ? 3 : 4, 5);
        }
        assertEquals(2 * exports, store.writes() - before, "a record and a mark for each export");
        figure(
                "writes of a byte of the counters in 1280 exports",
                Arrays.stream(store.wear).max().orElseThrow(),
                20);
        assertEquals(Model.hex(memory), Model.hex(store.memory()));
        assertEquals(100_000 - 427, left(as), "and exports left fell with them");
    }

    private static int left(Card as) {
        byte[] entry = as.send("80CA010200").data();
        return (entry[27] & 0xFF) << 16 | (entry[28] & 0xFF) << 8 | (entry[29] & 0xFF);
    }

    @Test
    void aCardWithoutAes256TakesWhatNeedsNone() {
        Card as = Card.real(Card.AS_AID, new byte[0], true);
        Bench.begin(as);
        byte[] longKey = Model.cat(Bench.T, Bench.TA);
        assertEquals(
                0x6A81,
                as.send("80D80000", Model.cat(longKey, Model.kcv(longKey)), false)
                        .sw());
        assertEquals(0x6A81, as.send("80460200").sw());
        Bench.storeT(as, 1, 1, 1, Bench.T);
        Bench.storeTa(as, 3, 0x0101, 2, 0, Bench.TA, 10);
        Bench.open(as);
        Card ei = Card.real(Card.EI_AID, new byte[0], true);
        for (String types : new String[] {"02", "03"}) {
            assertEquals(
                    0x6A81,
                    ei.send("80DA0202", Model.hex("00050101" + types + "000000000000"), false)
                            .sw());
        }
        Bench.location(ei, 5, 0x0101, 1, 0);
        ei.ok("80DA0201", Bench.SN, false);
        Bench.storeT(ei, 0, 1, 1, Bench.T);
        Bench.setState(ei, 1);
        Bench.setState(ei, 7);
        ei.ok("80560000", Bench.importData(5, Bench.export(as, Bench.initiate(ei), 3, 5)), true);
    }
}
