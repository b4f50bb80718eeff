package org.keyrack.protocol.command;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/** SELECT by AID; answers {@code AppletInfo}. */
public record SelectApplet(Role role) implements Command {
    private static final Shape SHAPE = new Shape(Instruction.SELECT, true);

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return SHAPE.apdu(0x04, 0x00, role.aid());
    }

    /** @throws ProtocolFailure when it is no SELECT of an AS or EI applet */
    public static SelectApplet parse(CommandApdu apdu) throws ProtocolFailure {
        SHAPE.require(apdu, 0x04, 0x00);
        Bytes aid = Bytes.of(apdu.data());
        for (Role role : Role.values()) {
            if (role.aid().equals(aid)) {
                return new SelectApplet(role);
            }
        }
        throw new ProtocolFailure("SELECT names a foreign AID");
    }
}
