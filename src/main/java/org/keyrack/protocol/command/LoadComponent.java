package org.keyrack.protocol.command;

import java.util.Arrays;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * LOAD COMPONENT, to either unit in personalization; answers nothing. The unit XORs the components.
 *
 * @param first whether a new key begins
 * @param componentAndKcv component (16 or 32 bytes) and its KCV (3), not copied, wiped with the APDU
 */
public record LoadComponent(boolean first, byte[] componentAndKcv) implements Command {
    /** Length of the command data in bytes, for a key of 16 bytes. */
    public static final int SHORT_LENGTH = 19;
    /** Length of the command data in bytes, for a key of 32 bytes. */
    public static final int LONG_LENGTH = 35;

    private static final Shape SHAPE = new Shape(Instruction.LOADCOMPONENT, false);

    public LoadComponent {
        if (componentAndKcv.length != SHORT_LENGTH && componentAndKcv.length != LONG_LENGTH) {
            throw new IllegalArgumentException("A component has 16 or 32 bytes, and a KCV of 3");
        }
    }

    /**
     * Loads a component.
     *
     * @param component 16 or 32 bytes; the caller wipes it
     */
    public static LoadComponent of(boolean first, byte[] component, Kcv kcv) {
        byte[] both = Arrays.copyOf(component, component.length + Kcv.LENGTH);
        System.arraycopy(kcv.value().toArray(), 0, both, component.length, Kcv.LENGTH);
        return new LoadComponent(first, both);
    }

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return SHAPE.secretApdu(first ? 0 : 1, 0, componentAndKcv);
    }

    /** @throws ProtocolFailure for other parameters or another length; the KCV is not checked */
    public static LoadComponent parse(CommandApdu apdu) throws ProtocolFailure {
        SHAPE.require(apdu);
        SHAPE.require(apdu.p1() <= 1 && apdu.p2() == 0, "P1 P2");
        SHAPE.requireLength(apdu, SHORT_LENGTH, LONG_LENGTH);
        return new LoadComponent(apdu.p1() == 0, apdu.data());
    }

    /** Never the component. */
    @Override
    public String toString() {
        return "LoadComponent[" + (first ? "first" : "further") + "]";
    }
}
