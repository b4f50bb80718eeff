package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;

/** The EI: a security module that is customized. AID F04B4559524B4549. */
@SuppressWarnings("StatementSwitchToExpressionSwitch") // Java Card has no arrows
public class EiApplet extends UnitApplet {
    private static final byte INS_INITIATE = (byte) 0x52;
    private static final byte INS_IMPORTKEY = (byte) 0x56;

    private final EiMemory memory;
    private final EiDirectory directory;
    private final EiPersonalization personalization;
    private final Initiate initiate;
    private final Import importKey;

    /** An EI with the store of a real card. */
    protected EiApplet() {
        this(new CardStore(EiMemory.LENGTH, EiMemory.KEY_SLOTS, EiMemory.PINS), new Aes(), new RandomSource());
    }

    /**
     * An EI over a given store, for the virtual bench.
     *
     * @param store of {@link EiMemory#LENGTH} bytes, {@link EiMemory#KEY_SLOTS} key slots and {@link EiMemory#PINS} PINs
     */
    protected EiApplet(Store store, Aes aes, RandomSource random) {
        super(store, aes);
        Cmac cmac = new Cmac(aes, transients);
        SessionKeys keys = new SessionKeys(aes, cmac, transients);
        memory = new EiMemory(store);
        directory = new EiDirectory(memory, store);
        personalization = new EiPersonalization(memory, store, new KeyLoading(cmac, random, transients), transients);
        initiate = new Initiate(memory, store, keys, random, transients);
        importKey = new Import(memory, store, aes, cmac, keys, initiate, transients);
    }

    /** Java Card's install method: the instance takes the AID that the installer names. */
    public static void install(byte[] parameters, short offset, byte length) {
        new EiApplet().register(parameters, (short) (offset + 1), parameters[offset]);
    }

    @Override
    byte role() {
        return (byte) 0x02;
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
    void keyRackCommand(APDU apdu, byte[] buffer) {
        switch (buffer[ISO7816.OFFSET_INS]) {
            case INS_INITIATE:
                initiate(apdu, buffer);
                break;
            case INS_IMPORTKEY:
                importKey.process(apdu, buffer);
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
            case INS_STORE_T:
                personalization.storeT(apdu, buffer);
                break;
            case INS_SET_STATE:
                personalization.setState(buffer);
                break;
            default:
                ISOException.throwIt(Sw.UNKNOWN_INS);
        }
    }

    private void initiate(APDU apdu, byte[] buffer) {
        Commands.requireP1P2(buffer, (byte) 0, (byte) 0);
        Commands.requireNoData(buffer);
        Commands.require(memory.state() == Lifecycle.OPERATIONAL, Sw.WRONG_STATE);
        transients.forgetR();
        initiate.answer(buffer, (short) 0);
        apdu.setOutgoingAndSend((short) 0, Initiate.LENGTH);
    }

    @Override
    void isoCommand(APDU apdu, byte[] buffer) {
        ISOException.throwIt(Sw.UNKNOWN_INS);
    }

    @Override
    boolean carriesSecret(byte ins) {
        return ins == INS_LOAD_COMPONENT;
    }
}
