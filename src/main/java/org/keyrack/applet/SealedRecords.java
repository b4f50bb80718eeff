package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.Util;

/**
 * EXPORT SEALED and IMPORT SEALED (protocol.md, Personalization): keys for a second AS, under a KBK that both have. A record
 * is up to 161 bytes and lies in the APDU buffer, which must have room for it and a session's 28 bytes more.
 */
final class SealedRecords {
    private static final byte KIND_TA = 1;
    private static final byte KIND_T = 2;
    private static final byte KNOWN_LOCKS = (byte) 0x03;
    private static final byte LOCK_EXPORT = (byte) 0x02;
    private static final byte SEALED_RECORD = (byte) 3;
    private static final short N_LENGTH = (short) 16;
    private static final short T_HEADER = (short) 25;
    private static final short TA_HEADER = (short) 113;
    /** ASCII of KR1-TID, KR1-SENC and KR1-SMAC. */
    private static final byte[] LABEL_TID = {0x4B, 0x52, 0x31, 0x2D, 0x54, 0x49, 0x44};

    private static final byte[] LABEL_ENC = {0x4B, 0x52, 0x31, 0x2D, 0x53, 0x45, 0x4E, 0x43};
    private static final byte[] LABEL_MAC = {0x4B, 0x52, 0x31, 0x2D, 0x53, 0x4D, 0x41, 0x43};

    // Offsets in a record.
    private static final short KIND = (short) 1;
    private static final short LOCKS = (short) 2;
    private static final short N = (short) 3;
    private static final short CONTENT = (short) 19;
    /** Where in the buffer the content of a record is. */
    private static final short SENT = (short) (Commands.DATA + CONTENT);

    private static final short IDS = (short) (CONTENT + AsEntries.ENTRY_LENGTH);

    private static final short SEALING_KEY = Transients.KPRF;
    private static final short RECORD = Transients.RECORD;
    /** TID of a T (16), suite and tVersion (2) while it is derived. */
    private static final short TID = Transients.RECORD;

    private static final short SUITE = (short) (TID + 16);
    /** N of a record being opened (16), behind the record's own room. */
    private static final short RECORD_N = (short) (RECORD + 32);

    private final AsMemory memory;
    private final AsEntries entries;
    private final Store store;
    private final Aes aes;
    private final AesCmac cmac;
    private final AsRoles roles;
    private final RandomSource random;
    private final byte[] ram;

    SealedRecords(
            AsMemory memory,
            Store store,
            Aes aes,
            AesCmac cmac,
            AsRoles roles,
            RandomSource random,
            Transients transients) {
        this.memory = memory;
        this.entries = memory.entries;
        this.store = store;
        this.aes = aes;
        this.cmac = cmac;
        this.roles = roles;
        this.random = random;
        this.ram = transients.ram;
    }

    /** Answers the length of the record at the start of the buffer. */
    short export(APDU apdu, byte[] buffer) {
        byte kind = buffer[ISO7816.OFFSET_P1];
        byte slot = buffer[ISO7816.OFFSET_P2];
        Commands.require(kind != 3 && AsKeys.isPlace(buffer), Sw.WRONG_P1_P2);
        roles.beginLoading(apdu, buffer, AsKeys.placeLength(kind));
        Commands.require(store.isVerified(Store.OPERATOR), Sw.PIN_NOT_VERIFIED);
        Commands.require(memory.hasKbk(), Sw.NOT_FOUND);
        short entry = kind == 2 ? entries.find(buffer, Commands.DATA) : AsEntries.NONE;
        Commands.require(kind == 1 ? memory.isTPresent(slot) : entry != AsEntries.NONE, Sw.NOT_FOUND);
        byte barred = kind == 1
                ? (byte) (memory.origin(slot) & AsMemory.BARRED_FROM_SEALING)
                : (byte) (entries.attributes(entry) & AsEntries.BARRED_FROM_SEALING);
        Commands.require(barred == 0 && (byte) (memory.locks() & LOCK_EXPORT) == 0, Sw.NOT_ALLOWED);
        roles.requireActsLeft();
        roles.act();
        buffer[0] = 1;
        buffer[KIND] = kind == 1 ? KIND_T : KIND_TA;
        buffer[LOCKS] = memory.locks();
        random.draw(ram, RECORD_N, N_LENGTH);
        Util.arrayCopyNonAtomic(ram, RECORD_N, buffer, N, N_LENGTH);
        if (kind == 1) {
            buffer[CONTENT] = slot;
            memory.readT(slot, buffer, (short) (CONTENT + 1));
            return seal(buffer, T_HEADER, slot, AsEntries.NONE);
        }
        short left = store.read(entries.at(entry), buffer, CONTENT, AsEntries.LEFT);
        Util.arrayFillNonAtomic(buffer, left, (short) 4, (byte) 0);
        for (short i = 1; i <= AsMemory.T_SLOTS; i++) {
            identify(i, (byte) (entries.attributes(entry) & AsEntries.barOf(i)) != 0);
            Util.arrayCopyNonAtomic(ram, TID, buffer, idAt(i), (short) 16);
        }
        return seal(buffer, TA_HEADER, (short) 0, entry);
    }

    private static short idAt(short slot) {
        return (short) (IDS + (short) ((short) (slot - 1) * 16));
    }

    /** Puts TID of a slot in place; zero when the slot is empty or barred. */
    private void identify(short slot, boolean barred) {
        Aes.wipe(ram, TID, (short) 16);
        if (barred || !memory.isTPresent(slot)) {
            return;
        }
        ram[SUITE] = memory.suite(slot);
        ram[(short) (SUITE + 1)] = memory.tVersion(slot);
        cmac.useT(memory.loadT(slot), memory.tName(slot), store, memory.k2(slot));
        cmac.derive(LABEL_TID, SUITE, (short) 2, SUITE, (short) 0, (short) 16, TID);
    }

    /** Derives Kse or Ksm for the N that is in place. */
    private void deriveKey(byte[] label) {
        cmac.use(memory.loadKbk());
        cmac.derive(label, RECORD_N, N_LENGTH, RECORD_N, (short) 0, AsMemory.KBK_LENGTH, SEALING_KEY);
    }

    /** Puts E and S behind the header; answers the length of the record. */
    private short seal(byte[] buffer, short header, short slot, short entry) {
        deriveKey(LABEL_ENC);
        aes.use(ram, SEALING_KEY, AsMemory.KBK_LENGTH);
        short length = (entry == AsEntries.NONE ? memory.loadT(slot) : entries.loadTa(entry)).getKey(ram, SEALING_KEY);
        aes.encrypt(ram, SEALING_KEY, length);
        short end = Util.arrayCopyNonAtomic(ram, SEALING_KEY, buffer, header, length);
        sign(buffer, (short) 0, end);
        return Util.arrayCopyNonAtomic(ram, Transients.MAC, buffer, end, (short) 16);
    }

    /** S over what is in the buffer. */
    private void sign(byte[] buffer, short from, short length) {
        deriveKey(LABEL_MAC);
        cmac.use(SEALING_KEY, AsMemory.KBK_LENGTH);
        cmac.finish(cmac.absorb((short) 0, buffer, from, length), Transients.MAC);
    }

    /** IMPORT SEALED. */
    void take(APDU apdu, byte[] buffer) {
        Commands.requireP1P2(buffer, (byte) 0, (byte) 0);
        short length = Commands.length(buffer);
        Commands.require(keyLength(length, T_HEADER) != 0 || keyLength(length, TA_HEADER) != 0, Sw.WRONG_LENGTH);
        Commands.receive(apdu, buffer, length);
        roles.requireLoading();
        byte kind = buffer[(short) (Commands.DATA + KIND)];
        short header = kind == KIND_T ? T_HEADER : TA_HEADER;
        short taken = keyLength(length, header);
        Commands.require(buffer[Commands.DATA] == 1 && (kind == KIND_T || kind == KIND_TA) && taken != 0, Sw.MALFORMED);
        Commands.require(memory.hasKbk(), Sw.NOT_FOUND);
        Util.arrayCopyNonAtomic(buffer, (short) (Commands.DATA + N), ram, RECORD_N, N_LENGTH);
        short end = (short) (header + taken);
        sign(buffer, Commands.DATA, end);
        Commands.require(
                Aes.isEqual(ram, Transients.MAC, buffer, (short) (Commands.DATA + end), (short) 16),
                Sw.CERTIFICATE_WRONG);
        requireForm(buffer, (short) (Commands.DATA + CONTENT), kind, taken);
        Commands.require((byte) (buffer[(short) (Commands.DATA + LOCKS)] & ~memory.locks()) == 0, Sw.NOT_ALLOWED);
        if (kind == KIND_T) {
            takeT(buffer, taken);
        } else {
            takeTa(buffer, taken);
        }
    }

    /** Length of the key in a record of that length with that header, 0 when there is none. */
    private static short keyLength(short record, short header) {
        short length = (short) (record - header - 16);
        return length == (short) 16 || length == (short) 32 ? length : (short) 0;
    }

    /** What only the seal vouches for: a record that no AS writes. */
    private static void requireForm(byte[] buffer, short content, byte kind, short length) {
        byte locks = buffer[(short) (content - CONTENT + LOCKS)];
        Commands.require((byte) (locks & ~KNOWN_LOCKS) == 0, Sw.MALFORMED);
        byte type = kind == KIND_T ? buffer[(short) (content + 1)] : buffer[(short) (content + 20)];
        Commands.require((type == 1 || type == 2) && DownloadKeys.keyLength(type) == length, Sw.MALFORMED);
        if (kind == KIND_T) {
            byte version = buffer[(short) (content + 2)];
            Commands.require(AsKeys.isSlot(buffer[content]) && version != 0 && version != (byte) 0xFF, Sw.MALFORMED);
        } else {
            Commands.requireLabel(buffer, (short) (content + 2));
            Commands.require(
                    buffer[(short) (content + 21)] != 0
                            && Commands.isZero(buffer, (short) (content + AsEntries.LEFT), (short) 4),
                    Sw.MALFORMED);
        }
    }

    /** Decrypts the key into {@link Transients#TA} and compares its KCV. */
    private void decrypt(byte[] buffer, short encrypted, short length, short kcv) {
        deriveKey(LABEL_ENC);
        aes.useToDecrypt(ram, SEALING_KEY, AsMemory.KBK_LENGTH);
        Util.arrayCopyNonAtomic(buffer, encrypted, ram, Transients.TA, length);
        aes.decrypt(ram, Transients.TA, length);
        cmac.kcv(Transients.TA, length, Transients.MAC);
        if (!Aes.isEqual(ram, Transients.MAC, buffer, kcv, (short) 3)) {
            ISOException.throwIt(Sw.MALFORMED);
        }
    }

    private void takeT(byte[] buffer, short length) {
        short content = (short) (Commands.DATA + CONTENT);
        byte slot = buffer[content];
        Commands.require(!memory.isTPresent(slot), Sw.NOT_ALLOWED);
        roles.requireActsLeft();
        decrypt(buffer, (short) (Commands.DATA + T_HEADER), length, (short) (content + 3));
        Util.arrayCopyNonAtomic(buffer, (short) (content + 1), ram, RECORD, (short) 5);
        ram[(short) (RECORD + AsMemory.T_ORIGIN)] = SEALED_RECORD;
        cmac.copyK2((short) (RECORD + AsMemory.T_K2));
        memory.prepareT(slot, length);
        roles.act();
        aes.letGo();
        memory.putT(slot, ram, RECORD, Transients.TA, length);
    }

    private void takeTa(byte[] buffer, short length) {
        Commands.require(entries.find(buffer, SENT) == AsEntries.NONE, Sw.NOT_ALLOWED);
        roles.requireActsLeft();
        short entry = entries.findPlace(buffer, SENT);
        byte attributes = buffer[(short) (SENT + AsEntries.ATTRIBUTES)];
        for (short slot = 1; slot <= AsMemory.T_SLOTS; slot++) {
            short id = (short) (Commands.DATA + idAt(slot));
            identify(slot, Commands.isZero(buffer, id, (short) 16));
            byte bar = AsEntries.barOf(slot);
            boolean same = !Commands.isZero(ram, TID, (short) 16) && Aes.isEqual(ram, TID, buffer, id, (short) 16);
            attributes = same ? (byte) (attributes & ~bar) : (byte) (attributes | bar);
        }
        decrypt(buffer, (short) (Commands.DATA + TA_HEADER), length, (short) (SENT + 23));
        Util.arrayCopyNonAtomic(buffer, SENT, ram, RECORD, AsEntries.LEFT);
        ram[(short) (RECORD + AsEntries.ATTRIBUTES)] = attributes;
        Util.arrayFillNonAtomic(ram, (short) (RECORD + AsEntries.LEFT), (short) 4, (byte) 0);
        entries.prepareKey(entry, length);
        roles.act();
        entries.put(entry, ram, RECORD, Transients.TA, length);
    }
}
