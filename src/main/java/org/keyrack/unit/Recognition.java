package org.keyrack.unit;

import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.StatusWordFailure;

/**
 * What a card is, told by SELECT (protocol.md, Commands: a foreign AID gets 6A82). Only 6A82 to both AIDs means that it is
 * neither AS nor EI: a card that answers anything else is faulty, and a module that does must not pass for a foreign card.
 */
public sealed interface Recognition {
    /** An EI, selected. */
    record Ei(EiSession session) implements Recognition {}

    /** An AS, selected. */
    record As(AsSession session) implements Recognition {}

    /** A card with neither applet. */
    record Neither() implements Recognition {}

    /**
     * Selects the EI applet, else the AS applet.
     *
     * @throws StatusWordFailure when a SELECT is answered by anything but 9000 and 6A82: the card is faulty
     * @throws ProtocolFailure when 9000 comes without what SELECT answers: the card is faulty
     */
    static Recognition of(ApduChannel channel) throws CardFailure {
        try {
            return new Ei(EiSession.select(channel));
        } catch (StatusWordFailure failure) {
            requireAbsent(failure);
        }
        try {
            return new As(AsSession.select(channel));
        } catch (StatusWordFailure failure) {
            requireAbsent(failure);
        }
        return new Neither();
    }

    private static void requireAbsent(StatusWordFailure failure) throws StatusWordFailure {
        if (failure.sw() != 0x6A82) {
            throw failure;
        }
    }
}
