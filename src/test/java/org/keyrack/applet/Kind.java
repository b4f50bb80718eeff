package org.keyrack.applet;

import org.keyrack.reader.sim.SimulatedUnit;

/** Over which store a unit under test lies: the virtual bench's, or a real card's on jCardSim. */
enum Kind {
    SIMULATED,
    CARD;

    /** A blank AS. */
    Card as() {
        return as(new byte[0]);
    }

    /** A blank EI. */
    Card ei() {
        return ei(new byte[0]);
    }

    /** A blank AS, installed with a Kperso. */
    Card as(byte[] kperso) {
        return this == CARD
                ? Card.real(Card.AS_AID, kperso, false)
                : Card.simulatedAs(SimulatedUnit.asImage(), -1, kperso);
    }

    /** A blank EI, installed with a Kperso. */
    Card ei(byte[] kperso) {
        return this == CARD
                ? Card.real(Card.EI_AID, kperso, false)
                : Card.simulatedEi(SimulatedUnit.eiImage(), -1, kperso);
    }
}
