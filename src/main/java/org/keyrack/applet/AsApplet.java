package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;

/** The AS: the smart card that holds T and the application keys. AID F04B4559524B4153. */
@SuppressWarnings("StatementSwitchToExpressionSwitch") // Java Card has no arrows
public class AsApplet extends UnitApplet {
    private static final byte INS_EXPORTKEY = (byte) 0x54;
    private static final byte INS_VERIFYRECEIPT = (byte) 0x58;
    private static final byte INS_GENERATE = (byte) 0x46;
    private static final byte INS_STORE_TA = (byte) 0xDE;
    private static final byte INS_VERIFY = (byte) 0x20;
    private static final byte INS_CHANGE = (byte) 0x24;
    private static final byte INS_RESET_RETRY_COUNTER = (byte) 0x2C;

    private final AsMemory memory;
    private final AsDirectory directory;
    private final AsPersonalization personalization;
    private final PinCommands pins;
    private final Export export;

    /** An AS with the store of a real card. */
    protected AsApplet() {
        this(new CardStore(AsMemory.LENGTH, AsMemory.KEY_SLOTS, AsMemory.PINS), new Aes(), new RandomSource());
    }

    /**
     * An AS over a given store, for the virtual bench.
     *
     * @param store of {@link AsMemory#LENGTH} bytes, {@link AsMemory#KEY_SLOTS} key slots and {@link AsMemory#PINS} PINs
     */
    protected AsApplet(Store store, Aes aes, RandomSource random) {
        super(store, aes);
        Cmac cmac = new Cmac(aes, transients);
        memory = new AsMemory(store);
        directory = new AsDirectory(memory, store);
        personalization = new AsPersonalization(memory, store, new KeyLoading(cmac, random, transients), transients);
        pins = new PinCommands(store);
        export = new Export(memory, store, aes, cmac, new SessionKeys(aes, cmac, transients), transients);
    }

    /** Java Card's install method: the instance takes the AID that the installer names. */
    public static void install(byte[] parameters, short offset, byte length) {
        new AsApplet().register(parameters, (short) (offset + 1), parameters[offset]);
    }

    @Override
    byte role() {
        return (byte) 0x01;
    }

    @Override
    byte state() {
        return memory.state();
    }

    @Override
    void recover() {
        memory.recover();
    }

    @Override
    void endSession() {
        super.endSession();
        store.clearVerification(Store.OPERATOR);
        store.clearVerification(Store.ADMINISTRATOR);
    }

    @Override
    void keyRackCommand(APDU apdu, byte[] buffer) {
        switch (buffer[ISO7816.OFFSET_INS]) {
            case INS_EXPORTKEY:
                export.exportKey(apdu, buffer);
                break;
            case INS_VERIFYRECEIPT:
                export.verifyReceipt(apdu, buffer);
                break;
            case INS_GET_DATA:
                directory.getData(apdu, buffer);
                break;
            case INS_PUT_DATA:
                personalization.putData(apdu, buffer);
                break;
            case INS_LOAD_COMPONENT:
                personalization.loadComponent(apdu, buffer);
                break;
            case INS_GENERATE:
                personalization.generate(apdu, buffer);
                break;
            case INS_STORE_T:
                personalization.storeT(apdu, buffer);
                break;
            case INS_STORE_TA:
                personalization.storeTa(apdu, buffer);
                break;
            case INS_SET_STATE:
                personalization.setState(buffer);
                break;
            default:
                ISOException.throwIt(Sw.UNKNOWN_INS);
        }
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

    @Override
    boolean carriesSecret(byte ins) {
        // PUT DATA sets PINs.
        return ins == INS_LOAD_COMPONENT
                || ins == INS_PUT_DATA
                || ins == INS_VERIFY
                || ins == INS_CHANGE
                || ins == INS_RESET_RETRY_COUNTER;
    }
}
