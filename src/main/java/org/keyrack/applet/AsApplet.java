package org.keyrack.applet;

/** The AS: the smart card that holds T and the application keys. AID F04B4559524B4153. */
public class AsApplet extends UnitApplet {
    private final AsMemory memory;

    /** An AS with the store of a real card. */
    protected AsApplet(KeyObjects objects) {
        this(
                new CardStore(objects, AsMemory.LENGTH, AsMemory.COUNTERS_LENGTH, AsMemory.KEY_SLOTS, AsMemory.PINS),
                objects,
                new RandomSource());
    }

    /**
     * An AS over a given store, for the virtual bench.
     *
     * @param store of {@link AsMemory#LENGTH} bytes, {@link AsMemory#COUNTERS_LENGTH} bytes of counters, {@link
     *     AsMemory#KEY_SLOTS} key slots and {@link AsMemory#PINS} PINs
     */
    protected AsApplet(Store store, KeyObjects objects, RandomSource random) {
        super(store, objects, random);
        memory = new AsMemory(store);
    }

    /** Java Card's install method: the instance takes the AID that the installer names. */
    public static void install(byte[] parameters, short offset, byte length) {
        new AsApplet(new KeyObjects()).join(parameters, offset, length);
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
    UnitCommands makeCommands() {
        Transients transients = new Transients(Transients.AS_LENGTH);
        return new AsCommands(memory, store, random, transients, makeAes(transients));
    }

    @Override
    PersonalizationKey kperso() {
        return memory.kperso;
    }

    @Override
    void endSession() {
        super.endSession();
        for (byte pin = 0; pin < AsMemory.PINS; pin++) {
            store.clearVerification(pin);
        }
    }
}
