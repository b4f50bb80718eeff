package org.keyrack.reader.sim;

import java.util.Optional;

/** The commands of protocol.md and docs/protocol.md, by their names there without blanks. */
public enum CardCommand {
    SELECT(0x00, 0xA4),
    INITIATE(0x80, 0x52),
    EXPORTKEY(0x80, 0x54),
    IMPORTKEY(0x80, 0x56),
    VERIFYRECEIPT(0x80, 0x58),
    GETDATA(0x80, 0xCA),
    VERIFY(0x00, 0x20),
    CHANGE(0x00, 0x24),
    RESETRETRYCOUNTER(0x00, 0x2C),
    PUTDATA(0x80, 0xDA),
    LOADCOMPONENT(0x80, 0xD8),
    GENERATE(0x80, 0x46),
    STORET(0x80, 0xDC),
    STORETA(0x80, 0xDE),
    SETSTATE(0x80, 0xF0);

    private final int cla;
    private final int ins;

    CardCommand(int cla, int ins) {
        this.cla = cla;
        this.ins = ins;
    }

    int cla() {
        return cla;
    }

    int ins() {
        return ins;
    }

    /** The command of these bytes; empty for GET RESPONSE and for what protocol.md does not know. */
    static Optional<CardCommand> of(byte[] apdu) {
        if (apdu.length >= 4) {
            for (CardCommand command : values()) {
                if (command.cla == (apdu[0] & 0xFF) && command.ins == (apdu[1] & 0xFF)) {
                    return Optional.of(command);
                }
            }
        }
        return Optional.empty();
    }
}
