package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;

/** The commands of an EI by their INS. */
@SuppressWarnings("StatementSwitchToExpressionSwitch") // Java Card has no arrows
final class EiCommands extends UnitCommands {
    private static final byte INS_INITIATE = (byte) 0x52;
    private static final byte INS_IMPORTKEY = (byte) 0x56;

    private final EiMemory memory;
    private final EiDirectory directory;
    private final EiPersonalization personalization;
    private final RandomDraw initiate;
    private final Import importKey;

    EiCommands(EiMemory memory, Store store, RandomSource random, Transients transients, Aes aes) {
        super((byte) 0x02, memory.kperso, random, transients, aes);
        DownloadKeys keys = new DownloadKeys(aes, cmac, transients);
        this.memory = memory;
        directory = new EiDirectory(memory, store, transients);
        KeyLoading loading = new KeyLoading(cmac, random, transients);
        personalization = new EiPersonalization(memory, store, aes, session, loading, transients);
        initiate = new RandomDraw(memory, store, keys, random, transients);
        importKey = new Import(memory, store, aes, cmac, keys, initiate, transients);
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
        return ins == INS_INITIATE || ins == INS_IMPORTKEY;
    }

    @Override
    boolean isGuardedCommand(byte ins) {
        return ins == INS_PUT_DATA || ins == INS_LOAD_COMPONENT || ins == INS_STORE_T || ins == INS_SET_STATE;
    }

    @Override
    boolean isPinCommand(byte ins) {
        return false;
    }

    @Override
    short keyRackCommand(APDU apdu, byte[] buffer) {
        switch (buffer[ISO7816.OFFSET_INS]) {
            case INS_INITIATE:
                Commands.requireP1P2(buffer, (byte) 0, (byte) 0);
                Commands.requireNoData(buffer);
                Commands.require(memory.state() == Lifecycle.OPERATIONAL, Sw.WRONG_STATE);
                transients.forgetR();
                initiate.answer(buffer, (short) 0);
                return RandomDraw.LENGTH;
            case INS_IMPORTKEY:
                return importKey.process(apdu, buffer);
            case INS_GET_DATA:
                return directory.getData(apdu, buffer);
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
        return 0;
    }

    @Override
    void isoCommand(APDU apdu, byte[] buffer) {
        ISOException.throwIt(Sw.UNKNOWN_INS);
    }
}
