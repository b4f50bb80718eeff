package org.keyrack.protocol.command;

import java.util.Optional;

/** The commands of protocol.md by CLA and INS; a constant is named as the command, without blanks. */
public enum Instruction {
    SELECT("SELECT", 0x00, 0xA4),
    INITIATE("INITIATE", 0x80, 0x52),
    EXPORTKEY("EXPORTKEY", 0x80, 0x54),
    IMPORTKEY("IMPORTKEY", 0x80, 0x56),
    VERIFYRECEIPT("VERIFYRECEIPT", 0x80, 0x58),
    GETDATA("GET DATA", 0x80, 0xCA),
    VERIFY("VERIFY", 0x00, 0x20),
    CHANGE("CHANGE", 0x00, 0x24),
    RESETRETRYCOUNTER("RESET RETRY COUNTER", 0x00, 0x2C),
    OPENSESSION("OPEN SESSION", 0x80, 0x50),
    PUTDATA("PUT DATA", 0x80, 0xDA),
    LOADCOMPONENT("LOAD COMPONENT", 0x80, 0xD8),
    GENERATE("GENERATE", 0x80, 0x46),
    STORET("STORE T", 0x80, 0xDC),
    STORETA("STORE TA", 0x80, 0xDE),
    STOREKBK("STORE KBK", 0x80, 0xD6),
    CLEAR("CLEAR", 0x80, 0xE4),
    ALLOW("ALLOW", 0x80, 0x48),
    EXPORTSLEFT("EXPORTS LEFT", 0x80, 0x4A),
    EXPORTSEALED("EXPORT SEALED", 0x80, 0x4C),
    IMPORTSEALED("IMPORT SEALED", 0x80, 0x4E),
    SETSTATE("SET STATE", 0x80, 0xF0);

    /** CLA bit of a command in a session under Kperso. */
    private static final int SECURE = 0x04;

    private final String text;
    private final int cla;
    private final int ins;

    Instruction(String text, int cla, int ins) {
        this.text = text;
        this.cla = cla;
        this.ins = ins;
    }

    /**
     * The command that an APDU begins, in a session or in the clear.
     *
     * @param apdu 4 bytes or more
     * @return empty for GET RESPONSE and for what protocol.md does not know
     */
    public static Optional<Instruction> of(byte[] apdu) {
        if (apdu.length >= 4) {
            for (Instruction command : values()) {
                if (command.cla == (apdu[0] & ~SECURE & 0xFF) && command.ins == (apdu[1] & 0xFF)) {
                    return Optional.of(command);
                }
            }
        }
        return Optional.empty();
    }

    /** The command's name in protocol.md, for example GET DATA. */
    public String text() {
        return text;
    }

    /** CLA in the clear, 00 or 80. */
    public int cla() {
        return cla;
    }

    public int ins() {
        return ins;
    }
}
