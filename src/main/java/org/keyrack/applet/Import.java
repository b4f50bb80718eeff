package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.Util;

/** IMPORTKEY: the checks of protocol.md in their order, then one atomic step of the store. */
final class Import {
    private static final short SHORT_LENGTH = (short) 66;
    private static final short LONG_LENGTH = (short) 82;
    private static final byte NEXT_INITIATE = (byte) 0x01;
    private static final byte DIVERSIFIED = (byte) 0x01;
    private static final byte TRANSPORT = (byte) 0x02;
    private static final byte KNOWN_FLAGS = (byte) 0x03;
    private static final byte WRITE_ONCE = (byte) 0x01;
    private static final byte OCCUPIED = (byte) 0x02;

    // Fields of the header.
    private static final short SUITE = (short) (Transients.HEADER + 1);
    private static final short T_VERSION = (short) (Transients.HEADER + 2);
    private static final short FLAGS = (short) (Transients.HEADER + 3);
    private static final short REF2 = (short) (Transients.HEADER + 6);
    private static final short APP_ID = (short) (Transients.HEADER + 8);
    private static final short KEY_TYPE = (short) (Transients.HEADER + 10);
    private static final short KEY_VERSION = (short) (Transients.HEADER + 11);

    private static final short RECORD = Transients.DOWNLOADED;

    private final EiMemory memory;
    private final Store store;
    private final Aes aes;
    private final AesCmac cmac;
    private final DownloadKeys keys;
    private final RandomDraw initiate;
    private final Transients transients;
    private final byte[] ram;

    Import(
            EiMemory memory,
            Store store,
            Aes aes,
            AesCmac cmac,
            DownloadKeys keys,
            RandomDraw initiate,
            Transients transients) {
        this.memory = memory;
        this.store = store;
        this.aes = aes;
        this.cmac = cmac;
        this.keys = keys;
        this.initiate = initiate;
        this.transients = transients;
        this.ram = transients.ram;
    }

    /** Answers the length of the answer at the start of the buffer. */
    short process(APDU apdu, byte[] buffer) {
        boolean next = buffer[ISO7816.OFFSET_P1] == NEXT_INITIATE;
        Commands.require((next || buffer[ISO7816.OFFSET_P1] == 0) && buffer[ISO7816.OFFSET_P2] == 0, Sw.WRONG_P1_P2);
        short taLength =
                Commands.receive(apdu, buffer, SHORT_LENGTH, LONG_LENGTH) == SHORT_LENGTH ? (short) 16 : (short) 32;
        Commands.require(memory.state() == Lifecycle.OPERATIONAL, Sw.WRONG_STATE);
        short sas = (short) (Transients.E + taLength);
        Util.arrayCopyNonAtomic(buffer, (short) (Commands.DATA + 2), ram, Transients.HEADER, (short) (32 + taLength));
        short cas = (short) (Commands.DATA + 34 + taLength);

        short location = checkHeader(buffer, taLength);
        consumeR();
        requireCertificate(ram[T_VERSION] == memory.tVersion());

        boolean replacesT = location == EiMemory.NONE;
        boolean drawsNow = next && !replacesT;
        short length = initiate.prepare();
        keys.openT1(memory.loadT(), memory.tName(), store, memory.k2(), length);
        keys.deriveTransport(length);
        keys.deriveKrct(length);
        if (drawsNow) {
            initiate.draw(length);
        }
        keys.closeT1();
        if (drawsNow) {
            // Kprf lies where TA will: P is computed now, and sent only if the key is stored.
            initiate.prove(length);
        }
        keys.certificate(length, taLength, Transients.MAC);
        requireCertificate(Aes.isEqual(ram, Transients.MAC, buffer, cas, (short) 16));
        if (replacesT) {
            checkTransport();
        } else {
            checkLocation(location);
        }
        decrypt(length, taLength, sas);

        store(location, taLength, length, sas);
        short end = answer(buffer);
        if (drawsNow) {
            initiate.finish(buffer, end);
        } else if (next) {
            // The next INITIATE is under the new T: nothing of the old one's is of use.
            initiate.answer(buffer, end);
        }
        return next ? (short) (end + RandomDraw.LENGTH) : end;
    }

    /** Answers the location, or NONE for T. */
    private short checkHeader(byte[] buffer, short taLength) {
        Commands.require(ram[Transients.HEADER] == 1 && ram[SUITE] == memory.suite(), Sw.SUITE_NOT_SUPPORTED);
        boolean transport = (byte) (ram[FLAGS] & TRANSPORT) != 0;
        Commands.require((byte) (ram[FLAGS] & ~KNOWN_FLAGS) == 0, Sw.MALFORMED);
        Commands.require(transport == (Util.getShort(ram, REF2) == 0), Sw.MALFORMED);
        Commands.require(ram[KEY_TYPE] == (taLength == (short) 16 ? (byte) 1 : (byte) 2), Sw.MALFORMED);
        Commands.require(ram[KEY_VERSION] != 0, Sw.MALFORMED);
        Commands.require(Util.getShort(buffer, Commands.DATA) == Util.getShort(ram, REF2), Sw.MALFORMED);
        if (transport) {
            return EiMemory.NONE;
        }
        short location = memory.find(ram, REF2);
        Commands.require(location != EiMemory.NONE, Sw.NOT_FOUND);
        return location;
    }

    private void consumeR() {
        Commands.require(ram[Transients.R_OUTSTANDING] == 1, Sw.NO_RANDOM);
        Util.arrayCopyNonAtomic(ram, Transients.R, ram, Transients.COMMAND_R, (short) 16);
        transients.forgetR();
    }

    private void requireCertificate(boolean right) {
        if (!right) {
            fail(Sw.CERTIFICATE_WRONG);
        }
    }

    private void fail(short sw) {
        memory.countFailure(ram, RECORD);
        ISOException.throwIt(sw);
    }

    private void checkTransport() {
        Commands.require(
                Util.getShort(ram, APP_ID) == 0
                        && ram[KEY_TYPE] == memory.suite()
                        && (byte) (ram[FLAGS] & DIVERSIFIED) == 0,
                Sw.NOT_FOR_THIS_KEY);
        Commands.require(isAbove(ram[KEY_VERSION], memory.tVersion()), Sw.NOT_ALLOWED);
    }

    private void checkLocation(short location) {
        short at = memory.location(location);
        byte types = store.get((short) (at + EiMemory.ENTRY_TYPES));
        byte attributes = store.get((short) (at + EiMemory.ENTRY_ATTRIBUTES));
        // Bit 0 of the accepted types stands for key type 01, bit 1 for 02: a type's bit is the type itself.
        Commands.require(
                (byte) (types & ram[KEY_TYPE]) != 0
                        && store.compare((short) (at + EiMemory.ENTRY_APP_ID), ram, APP_ID, (short) 2) == 0,
                Sw.NOT_FOR_THIS_KEY);
        Commands.require(
                isAbove(ram[KEY_VERSION], store.get((short) (at + EiMemory.ENTRY_KEY_VERSION)))
                        && (byte) (attributes & (WRITE_ONCE | OCCUPIED)) != (byte) (WRITE_ONCE | OCCUPIED),
                Sw.NOT_ALLOWED);
    }

    /** Unsigned comparison. */
    private static boolean isAbove(byte a, byte b) {
        return (short) (a & (short) 0xFF) > (short) (b & (short) 0xFF);
    }

    /** ALGO2P, then SAS against SEI: nothing is stored of a key that is not authentic. */
    private void decrypt(short length, short taLength, short sas) {
        Util.arrayCopyNonAtomic(ram, Transients.E, ram, Transients.TA, taLength);
        aes.useToDecrypt(ram, Transients.KENC, length);
        aes.decrypt(ram, Transients.TA, taLength);
        keys.signature(length, taLength, Transients.MAC);
        if (!Aes.isEqual(ram, Transients.MAC, ram, sas, (short) 16)) {
            fail(Sw.PROOF_WRONG);
        }
    }

    private void store(short location, short taLength, short length, short sas) {
        short download = location == EiMemory.NONE
                ? (short) (RECORD + EiMemory.T_DOWNLOAD)
                : (short) (RECORD + EiMemory.ENTRY_LENGTH);
        // E is of no more use: the receipt takes its place, for the record and for the answer.
        keys.receipt(length, sas, Transients.MAC);
        Util.arrayCopyNonAtomic(ram, Transients.MAC, ram, Transients.E, (short) 16);
        // No session key is needed any more: the record takes their place.
        short end = Util.arrayCopyNonAtomic(ram, Transients.HEADER, ram, download, (short) 16);
        end = Util.arrayCopyNonAtomic(ram, Transients.COMMAND_R, ram, end, (short) 16);
        end = Util.arrayCopyNonAtomic(ram, sas, ram, end, (short) 16);
        Util.arrayCopyNonAtomic(ram, Transients.E, ram, end, (short) 16);
        cmac.kcv(Transients.TA, taLength, Transients.MAC);
        if (location == EiMemory.NONE) {
            ram[RECORD] = memory.suite();
            ram[(short) (RECORD + 1)] = ram[KEY_VERSION];
            Util.arrayCopyNonAtomic(ram, Transients.MAC, ram, (short) (RECORD + 2), (short) 3);
            ram[(short) (RECORD + EiMemory.T_LOADED)] = 1;
            cmac.copyK2((short) (RECORD + EiMemory.T_K2));
            aes.letGo();
            memory.putT(ram, RECORD, Transients.TA, taLength);
        } else {
            store.read(memory.location(location), ram, RECORD, EiMemory.ENTRY_LENGTH);
            short attributes = (short) (RECORD + EiMemory.ENTRY_ATTRIBUTES);
            ram[attributes] = (byte) (ram[attributes] | OCCUPIED);
            ram[(short) (RECORD + EiMemory.ENTRY_KEY_TYPE)] = ram[KEY_TYPE];
            ram[(short) (RECORD + EiMemory.ENTRY_KEY_VERSION)] = ram[KEY_VERSION];
            Util.arrayCopyNonAtomic(ram, Transients.MAC, ram, (short) (RECORD + EiMemory.ENTRY_KCV), (short) 3);
            memory.putKey(location, ram, RECORD, Transients.TA, taLength);
        }
        Aes.wipe(ram, Transients.TA, (short) 32);
    }

    private short answer(byte[] buffer) {
        buffer[0] = ram[KEY_VERSION];
        Util.arrayCopyNonAtomic(ram, Transients.MAC, buffer, (short) 1, (short) 3);
        return Util.arrayCopyNonAtomic(ram, Transients.E, buffer, (short) 4, (short) 16);
    }
}
