package org.keyrack.card;

import java.util.Arrays;
import java.util.Optional;

/** How a secure channel protects commands and answers: P1 of EXTERNAL AUTHENTICATE (Amendment D, Table 7-6). */
public enum SecurityLevel {
    /** C-MAC: commands are authenticated. */
    MAC(0x01),
    /** C-MAC and C-DECRYPTION: commands are encrypted too. */
    MAC_ENCRYPTION(0x03),
    /** C-MAC and R-MAC: commands and answers are authenticated. */
    MAC_BOTH_WAYS(0x11),
    /** C-MAC, C-DECRYPTION and R-MAC. */
    MAC_BOTH_WAYS_ENCRYPTION(0x13),
    /** All: commands and answers are authenticated and encrypted. */
    ALL(0x33);

    private static final int ENCRYPTION = 0x02;
    private static final int ANSWER_MAC = 0x10;
    private static final int ANSWER_ENCRYPTION = 0x20;

    private final int code;

    SecurityLevel(int code) {
        this.code = code;
    }

    /** 01 to 33. */
    public int code() {
        return code;
    }

    public boolean encryptsCommands() {
        return (code & ENCRYPTION) != 0;
    }

    public boolean authenticatesAnswers() {
        return (code & ANSWER_MAC) != 0;
    }

    public boolean encryptsAnswers() {
        return (code & ANSWER_ENCRYPTION) != 0;
    }

    /** The level with this code. */
    public static Optional<SecurityLevel> of(int code) {
        return Arrays.stream(values()).filter(level -> level.code == code).findFirst();
    }
}
