package org.keyrack.applet;

/** Over which store a unit under test lies: the virtual bench's, or a real card's on jCardSim. */
enum Kind {
    SIMULATED,
    CARD;

    /** A blank AS. */
    Card as() {
        return this == CARD ? Card.realAs() : Card.as();
    }

    /** A blank EI. */
    Card ei() {
        return this == CARD ? Card.realEi() : Card.ei();
    }
}
