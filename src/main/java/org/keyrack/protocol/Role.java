package org.keyrack.protocol;

import java.util.Locale;
import org.keyrack.protocol.apdu.ProtocolFailure;

/** What a unit is: the AS holds the keys, an EI receives them. */
public enum Role {
    AS(1, "F04B4559524B4153"),
    EI(2, "F04B4559524B4549");

    private final int code;
    private final String aid;

    Role(int code, String aid) {
        this.code = code;
        this.aid = aid;
    }

    /**
     * The role with a code.
     *
     * @throws ProtocolFailure when there is none
     */
    public static Role of(int code) throws ProtocolFailure {
        for (Role role : values()) {
            if (role.code == code) {
                return role;
            }
        }
        throw new ProtocolFailure(String.format(Locale.ROOT, "There is no role %02X", code));
    }

    /** 01 or 02. */
    public int code() {
        return code;
    }

    /** The applet's AID, 8 bytes. */
    public Bytes aid() {
        return Bytes.ofHex(aid);
    }
}
