package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;

/** The commands of an AS by their INS. */
@SuppressWarnings("StatementSwitchToExpressionSwitch") // Java Card has no arrows
final class AsCommands extends UnitCommands {
    private static final byte INS_EXPORTKEY = (byte) 0x54;
    private static final byte INS_VERIFYRECEIPT = (byte) 0x58;
    private static final byte INS_GENERATE = (byte) 0x46;
    private static final byte INS_ALLOW = (byte) 0x48;
    private static final byte INS_EXPORTS_LEFT = (byte) 0x4A;
    private static final byte INS_EXPORT_SEALED = (byte) 0x4C;
    private static final byte INS_IMPORT_SEALED = (byte) 0x4E;
    private static final byte INS_STORE_KBK = (byte) 0xD6;
    private static final byte INS_STORE_TA = (byte) 0xDE;
    private static final byte INS_CLEAR = (byte) 0xE4;
    private static final byte INS_VERIFY = (byte) 0x20;
    private static final byte INS_CHANGE = (byte) 0x24;
    private static final byte INS_RESET_RETRY_COUNTER = (byte) 0x2C;

    private final AsMemory memory;
    private final AsDirectory directory;
    private final AsPersonalization personalization;
    private final AsKeys keys;
    private final SealedRecords records;
    private final PinCommands pins;
    private final Export export;

    AsCommands(AsMemory memory, Store store, RandomSource random, Transients transients, Aes aes) {
        super((byte) 0x01, memory.kperso, random, transients, aes);
        this.memory = memory;
        directory = new AsDirectory(memory, store, transients);
        AsRoles roles = new AsRoles(memory, store, session, transients);
        personalization = new AsPersonalization(memory, store, roles, transients);
        keys = new AsKeys(memory, aes, roles, new KeyLoading(cmac, random, transients), transients);
        records = new SealedRecords(memory, store, aes, cmac, roles, random, transients);
        pins = new PinCommands(memory, store, roles, transients);
        DownloadKeys sessionKeys = new DownloadKeys(aes, cmac, transients);
        export = new Export(memory, store, pins, aes, cmac, sessionKeys, transients);
    }

    @Override
    byte state() {
        return memory.state();
    }

    @Override
    void endPersonalization() {
        memory.endPersonalization();
    }

    @Override
    boolean isOpenCommand(byte ins) {
        return ins == INS_EXPORTKEY || ins == INS_VERIFYRECEIPT;
    }

    @Override
    boolean isGuardedCommand(byte ins) {
        return ins == INS_PUT_DATA
                || ins == INS_LOAD_COMPONENT
                || ins == INS_STORE_T
                || ins == INS_SET_STATE
                || ins == INS_GENERATE
                || ins == INS_ALLOW
                || ins == INS_EXPORTS_LEFT
                || ins == INS_EXPORT_SEALED
                || ins == INS_IMPORT_SEALED
                || ins == INS_STORE_KBK
                || ins == INS_STORE_TA
                || ins == INS_CLEAR;
    }

    @Override
    boolean isPinCommand(byte ins) {
        return ins == INS_VERIFY || ins == INS_CHANGE || ins == INS_RESET_RETRY_COUNTER;
    }

    @Override
    short keyRackCommand(APDU apdu, byte[] buffer) {
        switch (buffer[ISO7816.OFFSET_INS]) {
            case INS_EXPORTKEY:
                return export.exportKey(apdu, buffer);
            case INS_VERIFYRECEIPT:
                export.verifyReceipt(apdu, buffer);
                break;
            case INS_GET_DATA:
                return directory.getData(apdu, buffer);
            case INS_PUT_DATA:
                personalization.putData(apdu, buffer);
                break;
            case INS_LOAD_COMPONENT:
                keys.loadComponent(apdu, buffer);
                break;
            case INS_GENERATE:
                return keys.generate(apdu, buffer);
            case INS_STORE_T:
                keys.storeT(apdu, buffer);
                break;
            case INS_STORE_TA:
                keys.storeTa(apdu, buffer);
                break;
            case INS_STORE_KBK:
                keys.storeKbk(apdu, buffer);
                break;
            case INS_CLEAR:
                keys.clear(apdu, buffer);
                break;
            case INS_ALLOW:
                keys.allow(apdu, buffer);
                break;
            case INS_EXPORTS_LEFT:
                keys.exportsLeft(apdu, buffer);
                break;
            case INS_EXPORT_SEALED:
                return records.export(apdu, buffer);
            case INS_IMPORT_SEALED:
                records.take(apdu, buffer);
                break;
            case INS_SET_STATE:
                personalization.setState(buffer);
                break;
            default:
                ISOException.throwIt(Sw.UNKNOWN_INS);
        }
        return 0;
    }

    @Override
    void isoCommand(APDU apdu, byte[] buffer) {
        switch (buffer[ISO7816.OFFSET_INS]) {
            case INS_VERIFY:
                pins.verify(apdu, buffer);
                break;
            case INS_CHANGE:
                pins.change(apdu, buffer);
                break;
            case INS_RESET_RETRY_COUNTER:
                pins.resetRetryCounter(apdu, buffer);
                break;
            default:
                ISOException.throwIt(Sw.UNKNOWN_INS);
        }
    }
}
