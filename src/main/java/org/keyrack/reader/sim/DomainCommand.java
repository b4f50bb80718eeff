package org.keyrack.reader.sim;

import java.util.Optional;

/** The commands of GlobalPlatform to an issuer security domain (GPC 2.3.1 chapter 11), by their names without blanks. */
enum DomainCommand {
    SELECT(0x00, 0xA4),
    GETDATA(0x80, 0xCA),
    INITIALIZEUPDATE(0x80, 0x50),
    EXTERNALAUTHENTICATE(0x80, 0x82),
    GETSTATUS(0x80, 0xF2),
    INSTALL(0x80, 0xE6),
    LOAD(0x80, 0xE8),
    DELETE(0x80, 0xE4),
    PUTKEY(0x80, 0xD8),
    SETSTATUS(0x80, 0xF0);

    private final int cla;
    private final int ins;

    DomainCommand(int cla, int ins) {
        this.cla = cla;
        this.ins = ins;
    }

    /** The command that these bytes begin, in a secure channel or in the clear. */
    static Optional<DomainCommand> of(byte[] apdu) {
        if (apdu.length >= 4) {
            for (DomainCommand command : values()) {
                if (command.cla == (apdu[0] & ~BlankChannel.SECURE_MESSAGING & 0xFF)
                        && command.ins == (apdu[1] & 0xFF)) {
                    return Optional.of(command);
                }
            }
        }
        return Optional.empty();
    }
}
