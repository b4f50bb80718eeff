package org.keyrack.reader.sim;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.keyrack.card.CardLifeCycle;
import org.keyrack.card.KeySet;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/**
 * What a blank card remembers: its life cycle, the key sets of its issuer security domain, the load file, which applets
 * are installed, and behind that the memory of each applet. Every change is one step that survives a torn supply: bytes
 * first, then the one byte that makes them count.
 */
final class BlankMemory {
    private static final int KEY_SETS = 3;
    private static final int LONGEST_KEY = 32;
    private static final int KEY_SET = 2 + 3 * LONGEST_KEY;
    private static final int TABLE = KEY_SETS * KEY_SET;
    private static final int COUNTER_LENGTH = 3;

    private static final int LIFE_CYCLE = 0;
    private static final int COUNTER = 1;
    private static final int KEYS = COUNTER + 1 + 2 * COUNTER_LENGTH;
    private static final int FAILURES = KEYS + 1 + 2 * TABLE;
    private static final int LOADED = FAILURES + 1;
    private static final int INSTALLED = LOADED + 1 + BlankLoadFile.LENGTH;
    private static final int IDENTITY = INSTALLED + SimulatedApplet.values().length;
    private static final int IDENTITY_LENGTH = 10;
    private static final int OWN = IDENTITY + IDENTITY_LENGTH;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final CardMemory memory;
    private final CardMemory own;
    private final Map<SimulatedApplet, CardMemory> applets = new EnumMap<>(SimulatedApplet.class);

    BlankMemory(CardMemory memory) {
        this.memory = memory;
        own = memory.part(0, OWN);
        int at = OWN;
        for (SimulatedApplet applet : SimulatedApplet.values()) {
            applets.put(applet, memory.part(at, length(applet)));
            at += length(applet);
        }
    }

    /** Bytes of the memory of a blank card. */
    static int length() {
        return OWN
                + Arrays.stream(SimulatedApplet.values())
                        .mapToInt(BlankMemory::length)
                        .sum();
    }

    /** What will be put into it is not known when it is made. */
    private static int length(SimulatedApplet applet) {
        return applet.memoryLength(applet.mostEntries());
    }

    /** The supply that all of it shares. */
    CardMemory whole() {
        return memory;
    }

    CardMemory of(SimulatedApplet applet) {
        return Objects.requireNonNull(applets.get(applet));
    }

    /** As the maker delivers it. */
    void make(KeySet keys) {
        make(keys, RANDOM);
    }

    /** @param random what tells the card from others comes from it */
    void make(KeySet keys, RandomGenerator random) {
        replaceKeys(List.of(keys));
        byte[] identity = new byte[IDENTITY_LENGTH];
        random.nextBytes(identity);
        own.put(IDENTITY, identity, 0, IDENTITY_LENGTH);
        own.putByte(LIFE_CYCLE, (byte) CardLifeCycle.OP_READY.code());
    }

    /** With which the issuer of the card diversifies its keys, 10 bytes: each card has others. */
    byte[] identity() {
        return Arrays.copyOfRange(own.image(), IDENTITY, IDENTITY + IDENTITY_LENGTH);
    }

    CardLifeCycle lifeCycle() {
        return CardLifeCycle.of(own.image()[LIFE_CYCLE] & 0xFF).orElse(CardLifeCycle.OP_READY);
    }

    void setLifeCycle(CardLifeCycle state) {
        own.putByte(LIFE_CYCLE, (byte) state.code());
    }

    /** The next value of the sequence counter, 3 bytes: each makes another challenge. */
    byte[] nextCounter() {
        byte[] counter = active(COUNTER, COUNTER_LENGTH);
        for (int i = COUNTER_LENGTH - 1; i >= 0 && ++counter[i] == 0; i--) {
            // The carry goes on to the next byte.
        }
        replace(COUNTER, COUNTER_LENGTH, counter);
        return counter;
    }

    int failures() {
        return own.image()[FAILURES] & 0xFF;
    }

    void setFailures(int failures) {
        if (failures != failures()) {
            own.putByte(FAILURES, (byte) failures);
        }
    }

    /** The key sets, in the order in which they came; the caller closes them. */
    List<KeySet> keySets() {
        byte[] table = active(KEYS, TABLE);
        List<KeySet> sets = new ArrayList<>();
        for (int at = 0; at < TABLE && table[at] != 0; at += KEY_SET) {
            int length = table[at + 1];
            SecretKeyBytes[] keys = new SecretKeyBytes[3];
            for (int i = 0; i < keys.length; i++) {
                int from = at + 2 + i * LONGEST_KEY;
                keys[i] = SecretKeyBytes.taking(Arrays.copyOfRange(table, from, from + length));
            }
            sets.add(new KeySet(table[at] & 0xFF, keys[0], keys[1], keys[2]));
        }
        return sets;
    }

    /** Whether the card has room for so many key sets. */
    static boolean hasRoom(int sets) {
        return sets <= KEY_SETS;
    }

    /** All key sets change as one step. */
    void replaceKeys(List<KeySet> sets) {
        byte[] table = new byte[TABLE];
        int at = 0;
        for (KeySet set : sets) {
            table[at] = (byte) set.version();
            table[at + 1] = (byte) set.enc().length();
            int from = at + 2;
            for (SecretKeyBytes key : List.of(set.enc(), set.mac(), set.dek())) {
                System.arraycopy(key.toArray(), 0, table, from, key.length());
                from += LONGEST_KEY;
            }
            at += KEY_SET;
        }
        replace(KEYS, TABLE, table);
    }

    private int bank(int record, int length, boolean active) {
        boolean second = own.image()[record] == 2;
        return record + 1 + (second == active ? length : 0);
    }

    private byte[] active(int record, int length) {
        int from = bank(record, length, true);
        return Arrays.copyOfRange(own.image(), from, from + length);
    }

    private void replace(int record, int length, byte[] bytes) {
        own.put(bank(record, length, false), bytes, 0, length);
        own.putByte(record, (byte) (own.image()[record] == 2 ? 1 : 2));
        own.put(bank(record, length, false), new byte[length], 0, length);
    }

    Optional<BlankLoadFile> loadFile() {
        return own.image()[LOADED] == 0
                ? Optional.empty()
                : Optional.of(BlankLoadFile.decode(
                        Arrays.copyOfRange(own.image(), LOADED + 1, LOADED + 1 + BlankLoadFile.LENGTH)));
    }

    void putLoadFile(BlankLoadFile file) {
        own.put(LOADED + 1, file.encode(), 0, BlankLoadFile.LENGTH);
        own.putByte(LOADED, (byte) 1);
    }

    void deleteLoadFile() {
        own.putByte(LOADED, (byte) 0);
    }

    private static int installed(SimulatedApplet applet) {
        return INSTALLED + List.of(SimulatedApplet.values()).indexOf(applet);
    }

    boolean isInstalled(SimulatedApplet applet) {
        return own.image()[installed(applet)] != 0;
    }

    void setInstalled(SimulatedApplet applet) {
        own.putByte(installed(applet), (byte) 1);
    }

    /** The instance goes, and then all that its applet has stored. */
    void delete(SimulatedApplet applet) {
        own.putByte(installed(applet), (byte) 0);
        wipe(applet);
    }

    void wipe(SimulatedApplet applet) {
        of(applet).put(0, new byte[length(applet)], 0, length(applet));
    }
}
