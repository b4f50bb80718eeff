package org.keyrack.applet;

/** The EI: a security module that is customized. AID F04B4559524B4549. */
public class EiApplet extends UnitApplet {
    private final EiMemory memory;

    /** An EI with the store of a real card. */
    protected EiApplet(KeyObjects objects) {
        this(
                new CardStore(objects, EiMemory.LENGTH, EiMemory.COUNTERS_LENGTH, EiMemory.KEY_SLOTS, EiMemory.PINS),
                objects,
                new RandomSource());
    }

    /**
     * An EI over a given store, for the virtual bench.
     *
     * @param store of {@link EiMemory#LENGTH} bytes, {@link EiMemory#COUNTERS_LENGTH} bytes of counters, {@link
     *     EiMemory#KEY_SLOTS} key slots and {@link EiMemory#PINS} PINs
     */
    protected EiApplet(Store store, KeyObjects objects, RandomSource random) {
        super(store, objects, random);
        memory = new EiMemory(store);
    }

    /** Java Card's install method: the instance takes the AID that the installer names. */
    public static void install(byte[] parameters, short offset, byte length) {
        new EiApplet(new KeyObjects()).join(parameters, offset, length);
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
    PersonalizationKey kperso() {
        return memory.kperso;
    }

    @Override
    UnitCommands makeCommands() {
        Transients transients = new Transients(Transients.EI_LENGTH);
        return new EiCommands(memory, store, random, transients, makeAes(transients));
    }
}
