package org.keyrack.card;

import java.util.Optional;

/** Life-cycle states of a card (GPC 2.3.1 section 5.1.1, Table 11-6). */
public enum CardLifeCycle {
    OP_READY(0x01),
    INITIALIZED(0x07),
    SECURED(0x0F),
    CARD_LOCKED(0x7F),
    TERMINATED(0xFF);

    private final int code;

    CardLifeCycle(int code) {
        this.code = code;
    }

    /** 01 to FF. */
    public int code() {
        return code;
    }

    public static Optional<CardLifeCycle> of(int code) {
        for (CardLifeCycle state : values()) {
            if (state.code == code) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
