package org.keyrack.protocol;

import java.util.Locale;
import org.keyrack.protocol.apdu.ProtocolFailure;

/** The states of a unit (protocol.md, after the tags). */
public enum LifeCycleState {
    BLANK(0x00),
    LOADING(0x01),
    OPERATIONAL(0x07),
    TERMINATED(0x7F);

    private final int code;

    LifeCycleState(int code) {
        this.code = code;
    }

    /**
     * The state with a code.
     *
     * @throws ProtocolFailure when there is none
     */
    public static LifeCycleState of(int code) throws ProtocolFailure {
        for (LifeCycleState state : values()) {
            if (state.code == code) {
                return state;
            }
        }
        throw new ProtocolFailure(String.format(Locale.ROOT, "There is no life-cycle state %02X", code));
    }

    /** 00, 01, 07 or 7F. */
    public int code() {
        return code;
    }

    /** Whether personalization commands are allowed: BLANK and LOADING. */
    public boolean isPersonalizable() {
        return this == BLANK || this == LOADING;
    }
}
