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
    private static final byte INS_STORE_TA = (byte) 0xDE;
    private static final byte INS_VERIFY = (byte) 0x20;
    private static final byte INS_CHANGE = (byte) 0x24;
    private static final byte INS_RESET_RETRY_COUNTER = (byte) 0x2C;

    private final AsDirectory directory;
    private final AsPersonalization personalization;
    private final PinCommands pins;
    private final Export export;

    AsCommands(AsMemory memory, Store store, RandomSource random, Transients transients, Aes aes) {
        super(transients, aes);
        Cmac cmac = new Cmac(aes, transients);
        directory = new AsDirectory(memory, store);
        KeyLoading loading = new KeyLoading(cmac, random, transients);
        personalization = new AsPersonalization(memory, store, aes, loading, transients);
        pins = new PinCommands(store);
        export = new Export(memory, store, aes, cmac, new SessionKeys(aes, cmac, transients), transients);
    }

    @Override
    short keyRackCommand(APDU apdu, byte[] buffer) {
        switch (buffer[ISO7816.OFFSET_INS]) {
            case INS_EXPORTKEY:
                return export.exportKey(apdu, buffer);
            case INS_VERIFYRECEIPT:
                export.verifyReceipt(apdu, buffer);
                break;
            case UnitApplet.INS_GET_DATA:
                return directory.getData(apdu, buffer);
            case UnitApplet.INS_PUT_DATA:
                personalization.putData(apdu, buffer);
                break;
            case UnitApplet.INS_LOAD_COMPONENT:
                personalization.loadComponent(apdu, buffer);
                break;
            case INS_GENERATE:
                return personalization.generate(buffer);
            case UnitApplet.INS_STORE_T:
                personalization.storeT(apdu, buffer);
                break;
            case INS_STORE_TA:
                personalization.storeTa(apdu, buffer);
                break;
            case UnitApplet.INS_SET_STATE:
                personalization.setState(buffer);
                break;
            default:
                ISOException.throwIt(Sw.UNKNOWN_INS);
        }
        return 0;
    }

    @Override
    short isoCommand(APDU apdu, byte[] buffer) {
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
        return 0;
    }

    @Override
    boolean carriesSecret(byte ins) {
        // PUT DATA sets PINs.
        return ins == UnitApplet.INS_LOAD_COMPONENT
                || ins == UnitApplet.INS_PUT_DATA
                || ins == INS_VERIFY
                || ins == INS_CHANGE
                || ins == INS_RESET_RETRY_COUNTER;
    }
}
