package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.Util;
import javacard.security.MessageDigest;

/** EXPORTKEY and VERIFYRECEIPT: the checks of protocol.md in their order. */
final class Export {
    private static final short EXPORT_LENGTH = (short) 36;
    private static final short RECEIPT_LENGTH = (short) 72;
    private static final byte DIVERSIFY = (byte) 0x01;
    private static final byte TRANSPORT = (byte) 0x02;
    private static final byte DIV_CONSTANT_128 = (byte) 0x01;
    private static final byte DIV_CONSTANT_256 = (byte) 0x41;
    private static final short CTR_NEXT = Transients.COUNTERS;
    private static final short LEFT_NEXT = (short) (CTR_NEXT + ExportCounters.LEFT);
    /** ASCII of KR1-RCV. */
    private static final byte[] COMMITMENT = {0x4B, 0x52, 0x31, 0x2D, 0x52, 0x43, 0x56};

    // Command data of EXPORTKEY.
    private static final short REF1 = (short) (Commands.DATA + 8);
    private static final short REF2 = (short) (Commands.DATA + 10);
    private static final short R = (short) (Commands.DATA + 12);
    private static final short P = (short) (Commands.DATA + 28);

    // Fields of an entry.
    private static final short ENTRY_APP_ID = (short) 18;

    // Fields of the header.
    private static final short HEADER = Transients.HEADER;
    private static final short APP_ID = (short) (HEADER + 8);
    private static final short KEY_TYPE = (short) (HEADER + 10);
    private static final short CTR = (short) (HEADER + 12);

    private final AsMemory memory;
    private final AsEntries entries;
    private final Store store;
    private final PinCommands pins;
    private final Aes aes;
    private final AesCmac cmac;
    private final DownloadKeys keys;
    private final MessageDigest sha256;
    private final byte[] ram;

    Export(
            AsMemory memory,
            Store store,
            PinCommands pins,
            Aes aes,
            AesCmac cmac,
            DownloadKeys keys,
            Transients transients) {
        this.memory = memory;
        this.entries = memory.entries;
        this.store = store;
        this.pins = pins;
        this.aes = aes;
        this.cmac = cmac;
        this.keys = keys;
        this.sha256 = MessageDigest.getInstance(MessageDigest.ALG_SHA_256, false);
        this.ram = transients.ram;
    }

    /** Answers the length of the answer at the start of the buffer. */
    short exportKey(APDU apdu, byte[] buffer) {
        byte suite = buffer[ISO7816.OFFSET_P1];
        short slot = (short) (buffer[ISO7816.OFFSET_P2] & (short) 0xFF);
        Commands.receive(apdu, buffer, EXPORT_LENGTH);
        Commands.require(memory.state() != Lifecycle.TERMINATED, Sw.WRONG_STATE);
        Commands.require(store.isVerified(Store.OPERATOR), Sw.PIN_NOT_VERIFIED);
        requireOperationalSuite(suite);
        Commands.require(memory.isTPresent(slot) && memory.suite(slot) == suite, Sw.NOT_FOUND);
        short entry = entries.find(buffer, REF1);
        Commands.require(entry != AsEntries.NONE, Sw.NOT_FOUND);
        byte attributes = entries.attributes(entry);
        boolean transport = (byte) (attributes & TRANSPORT) != 0;
        Commands.require(transport == (Util.getShort(buffer, REF2) == 0), Sw.MALFORMED);
        Commands.require((byte) (attributes & AsEntries.barOf(slot)) == 0 && nextCounters(entry), Sw.NOT_ALLOWED);

        Util.arrayCopyNonAtomic(buffer, Commands.DATA, ram, Transients.SN, (short) 8);
        Util.arrayCopyNonAtomic(buffer, R, ram, Transients.COMMAND_R, (short) 16);
        composeHeader(buffer, suite, slot, entry, (byte) (attributes & (DIVERSIFY | TRANSPORT)));
        short length = DownloadKeys.keyLength(suite);
        keys.openT1(memory.loadT(slot), memory.tName(slot), store, memory.k2(slot), length);
        keys.deriveTransport(length);
        keys.deriveKrct(length);
        keys.deriveKprf(Transients.COMMAND_R, length);
        keys.closeT1();
        keys.proof(Transients.COMMAND_R, length, Transients.MAC);
        if (!Aes.isEqual(ram, Transients.MAC, buffer, P, (short) 8)) {
            pins.countWrongProof();
            ISOException.throwIt(Sw.PROOF_WRONG);
        }

        entries.count(entry, ram, !isOnes(LEFT_NEXT));
        short taLength = DownloadKeys.keyLength(ram[KEY_TYPE]);
        deliverTa(entry, taLength, (byte) (attributes & DIVERSIFY) != 0);
        short answer = seal(length, taLength);
        Util.arrayCopyNonAtomic(ram, HEADER, buffer, (short) 0, answer);
        return answer;
    }

    private void requireOperationalSuite(byte suite) {
        Commands.require(memory.state() == Lifecycle.OPERATIONAL, Sw.WRONG_STATE);
        Commands.require(suite == 1 || suite == 2, Sw.SUITE_NOT_SUPPORTED);
    }

    /** Prepares Ctr and exports left as they will be after this export; false when either does not allow it. */
    private boolean nextCounters(short entry) {
        entries.readCtr(ram, CTR_NEXT);
        entries.readLeft(entry, ram, LEFT_NEXT);
        if (isOnes(CTR_NEXT) || Commands.isZero(ram, LEFT_NEXT, (short) 4)) {
            return false;
        }
        short i = (short) (CTR_NEXT + 3);
        while (++ram[i] == 0) {
            i--;
        }
        if (!isOnes(LEFT_NEXT)) {
            i = (short) (LEFT_NEXT + 3);
            while (ram[i]-- == 0) {
                i--;
            }
        }
        return true;
    }

    private boolean isOnes(short counter) {
        return Util.getShort(ram, counter) == (short) 0xFFFF
                && Util.getShort(ram, (short) (counter + 2)) == (short) 0xFFFF;
    }

    private void composeHeader(byte[] buffer, byte suite, short slot, short entry, byte flags) {
        ram[HEADER] = 1;
        ram[(short) (HEADER + 1)] = suite;
        ram[(short) (HEADER + 2)] = memory.tVersion(slot);
        ram[(short) (HEADER + 3)] = flags;
        Util.arrayCopyNonAtomic(buffer, REF1, ram, (short) (HEADER + 4), (short) 4);
        // appId, keyType and keyVersion follow one another in entry and header.
        store.read((short) (entries.at(entry) + ENTRY_APP_ID), ram, APP_ID, (short) 4);
        Util.arrayCopyNonAtomic(ram, CTR_NEXT, ram, CTR, (short) 4);
    }

    /** Puts the TA to deliver in place: the key itself, or diversified by NXP AN10922 with M = SN, appId. */
    private void deliverTa(short entry, short taLength, boolean diversify) {
        if (!diversify) {
            entries.loadTa(entry).getKey(ram, Transients.TA);
            return;
        }
        cmac.use(entries.loadTa(entry));
        byte constant = taLength == Aes.BLOCK ? DIV_CONSTANT_128 : DIV_CONSTANT_256;
        for (short half = 0; half < taLength; half = (short) (half + Aes.BLOCK)) {
            short end = cmac.append((short) 0, constant);
            end = cmac.append(end, ram, Transients.SN, (short) 8);
            end = cmac.append(end, ram, APP_ID, (short) 2);
            cmac.sign(end, (short) 32, (short) (Transients.TA + half));
            constant++;
        }
    }

    /** SAS, E, CAS, receipt, V after the header; answers the length of DATA, CAS, V. */
    private short seal(short length, short taLength) {
        short sas = (short) (Transients.E + taLength);
        short cas = (short) (sas + 16);
        short v = (short) (cas + 16);
        keys.signature(length, taLength, sas);
        Util.arrayCopyNonAtomic(ram, Transients.TA, ram, Transients.E, taLength);
        aes.use(ram, Transients.KENC, length);
        aes.encrypt(ram, Transients.E, taLength);
        keys.certificate(length, taLength, cas);
        keys.receipt(length, sas, Transients.MAC);
        sha256.update(COMMITMENT, (short) 0, (short) COMMITMENT.length);
        sha256.doFinal(ram, Transients.MAC, (short) 16, ram, Transients.WORK);
        Util.arrayCopyNonAtomic(ram, Transients.WORK, ram, v, (short) 16);
        return (short) (v + 16 - HEADER);
    }

    void verifyReceipt(APDU apdu, byte[] buffer) {
        byte suite = buffer[ISO7816.OFFSET_P1];
        short slot = (short) (buffer[ISO7816.OFFSET_P2] & (short) 0xFF);
        Commands.receive(apdu, buffer, RECEIPT_LENGTH);
        Commands.require(memory.state() != Lifecycle.TERMINATED, Sw.WRONG_STATE);
        Commands.require(
                store.isVerified(Store.OPERATOR)
                        || store.isVerified(Store.ADMINISTRATOR)
                        || store.isVerified(Store.CUSTODIAN),
                Sw.PIN_NOT_VERIFIED);
        requireOperationalSuite(suite);
        // SN, R, header, SAS lie in the command as they do here.
        Util.arrayCopyNonAtomic(buffer, Commands.DATA, ram, Transients.SN, (short) 56);
        Commands.require(
                memory.isTPresent(slot)
                        && memory.suite(slot) == suite
                        && suite == ram[(short) (HEADER + 1)]
                        && memory.tVersion(slot) == ram[(short) (HEADER + 2)],
                Sw.NOT_FOUND);
        short length = DownloadKeys.keyLength(suite);
        keys.openT1(memory.loadT(slot), memory.tName(slot), store, memory.k2(slot), length);
        keys.deriveKrct(length);
        keys.closeT1();
        keys.receipt(length, Transients.E, Transients.MAC);
        Commands.require(
                Aes.isEqual(ram, Transients.MAC, buffer, (short) (Commands.DATA + 56), (short) 16), Sw.PROOF_WRONG);
    }
}
