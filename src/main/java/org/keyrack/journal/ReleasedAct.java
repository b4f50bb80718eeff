package org.keyrack.journal;

import java.util.Locale;

/** What a supervisor other than the operator releases, one act on one object at a time. */
public enum ReleasedAct {
    /** A module that was set aside is loaded again; its SN. */
    LIFT_SET_ASIDE,
    /** A module whose download failed with status word 6300 or 6988 is loaded again; its SN. */
    RETRY,
    /** An order is closed while modules of it are missing; its number. */
    CLOSE_ORDER,
    /** A batch is begun without an order where orders are required; SHA-256 of its profile, in hexadecimal digits. */
    LOAD_WITHOUT_ORDER,
    /** The last try of a PIN of an AS is used; {@code ASID OPERATOR}, the ID as 8 hexadecimal digits and whose PIN it is. */
    LAST_PIN_TRY,
    /** Somebody is added, or may work no more; the ID. */
    PEOPLE,
    /** A supervisor's key is trusted, or withdrawn; its name. */
    TRUST;

    /** As lines write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The cause that a module is refused for while nobody has released it. */
    public CauseId cause() {
        return new CauseId(CauseId.RELEASE + name());
    }
}
