package org.keyrack.ui.cards;

import java.util.Locale;
import org.keyrack.protocol.Role;

/** What can be done to the cards of a bench. */
public enum CardAction {
    LOAD_EI,
    LOAD_AS,
    KEYS,
    LOCK,
    DELETE;

    /** The first part of its keys in the bundle, without the last dot. */
    String key() {
        return "cards.task." + name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is asked before it is done: nobody can take it back. */
    boolean asked() {
        return this == KEYS || this == LOCK || this == DELETE;
    }

    /** Whether it needs the CAP file. */
    boolean needsCap() {
        return this == LOAD_EI || this == LOAD_AS;
    }

    Role role() {
        return this == LOAD_AS ? Role.AS : Role.EI;
    }
}
