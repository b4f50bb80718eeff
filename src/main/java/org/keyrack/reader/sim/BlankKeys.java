package org.keyrack.reader.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.keyrack.card.KeySet;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.crypto.AesCbc;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** The key sets of a blank card: PUT KEY and DELETE [key] (GPC 2.3.1 sections 11.8 and 11.2), and what it tells of them. */
final class BlankKeys {
    private static final int AES = 0x88;
    private static final int BLOCK = 16;
    private static final int MAKERS = 0xFF;

    private final BlankMemory memory;
    private final BlankChannel channel;
    private final boolean keepsMakers;

    /** @param keepsMakers whether a set of version FF stays beside others until it is deleted, as some cards have it */
    BlankKeys(BlankMemory memory, BlankChannel channel, boolean keepsMakers) {
        this.memory = memory;
        this.channel = channel;
        this.keepsMakers = keepsMakers;
    }

    /** The key information template (section 11.3.3.1): three keys for each set. */
    Bytes information() {
        WireWriter keys = new WireWriter();
        int count = 0;
        for (KeySet set : memory.keySets()) {
            for (int identifier = 1; identifier <= 3; identifier++) {
                keys.u8(0xC0)
                        .u8(4)
                        .u8(identifier)
                        .u8(set.version())
                        .u8(AES)
                        .u8(set.enc().length());
                count++;
            }
            set.close();
        }
        return new WireWriter().u8(0xE0).u8(count * 6).bytes(keys.toBytes()).toBytes();
    }

    /**
     * PUT KEY with the three keys of one set; a set of the makers' version FF goes with the first one that is added, unless
     * the card keeps it.
     */
    ResponseApdu put(CommandApdu command) {
        if ((command.p2() & 0x7F) != 1 || command.p2() == 1) {
            return BlankAnswer.of(0x6A86);
        }
        List<KeySet> sets = new ArrayList<>(memory.keySets());
        try (KeySet fresh = read(Bytes.of(command.data()))) {
            int replaced = command.p1();
            boolean known = sets.stream().anyMatch(set -> set.version() == replaced);
            boolean taken =
                    sets.stream().anyMatch(set -> set.version() == fresh.version() && set.version() != replaced);
            if (replaced != 0 && !known) {
                return BlankAnswer.of(0x6A88);
            }
            if (taken) {
                return BlankAnswer.of(0x6A80);
            }
            List<KeySet> next = new ArrayList<>(sets.stream()
                    .filter(set -> set.version() != replaced && (keepsMakers || set.version() != MAKERS))
                    .toList());
            next.add(fresh);
            if (!BlankMemory.hasRoom(next.size())) {
                return BlankAnswer.of(0x6A84);
            }
            memory.replaceKeys(next);
            WireWriter answer = new WireWriter().u8(fresh.version());
            fresh.checkValues().forEach(answer::kcv);
            return BlankAnswer.of(answer.toBytes());
        } catch (ProtocolFailure | IllegalArgumentException malformed) {
            return BlankAnswer.of(0x6A80);
        } finally {
            sets.forEach(KeySet::close);
        }
    }

    private KeySet read(Bytes data) throws ProtocolFailure {
        WireReader reader = new WireReader("PUT KEY", data);
        int version = reader.u8();
        reader.require(version >= 1 && version <= KeySet.HIGHEST, "has a key version number that no set may have");
        SecretKeyBytes[] keys = new SecretKeyBytes[3];
        Kcv[] checkValues = new Kcv[3];
        for (int i = 0; i < keys.length; i++) {
            reader.expect(AES, "key type");
            Bytes block = reader.bytes(reader.u8());
            // With the key's length before it (Table 11-70), or without (Table 11-71).
            boolean told = block.length() % BLOCK == 1;
            int length = told ? block.at(0) : block.length();
            keys[i] = decrypted(block.slice(told ? 1 : 0, block.length()), length);
            reader.expect(Kcv.LENGTH, "length of a key check value");
            checkValues[i] = reader.kcv();
        }
        reader.end();
        KeySet set = new KeySet(version, keys[0], keys[1], keys[2]);
        reader.require(set.checkValues().equals(List.of(checkValues)), "has a key check value of another key");
        return set;
    }

    private SecretKeyBytes decrypted(Bytes encrypted, int length) throws ProtocolFailure {
        try (SecretKeyBytes padded = AesCbc.decrypt(channel.keys().dek(), encrypted)) {
            byte[] whole = padded.toArray();
            byte[] key = Arrays.copyOf(whole, Math.min(length, whole.length));
            Arrays.fill(whole, (byte) 0);
            return SecretKeyBytes.taking(key);
        }
    }

    /** DELETE of the key set of a version; the last one stays. */
    ResponseApdu delete(int version) {
        List<KeySet> sets = memory.keySets();
        try {
            List<KeySet> left =
                    sets.stream().filter(set -> set.version() != version).toList();
            if (left.size() == sets.size()) {
                return BlankAnswer.of(0x6A88);
            }
            if (left.isEmpty()) {
                return BlankAnswer.of(0x6985);
            }
            memory.replaceKeys(left);
            return BlankAnswer.DONE;
        } finally {
            sets.forEach(KeySet::close);
        }
    }
}
