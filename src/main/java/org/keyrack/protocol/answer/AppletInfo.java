package org.keyrack.protocol.answer;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.apdu.ProtocolFailure;

/** The answer of SELECT, 3 bytes: protocol version 01, role, state. */
public record AppletInfo(Role role, LifeCycleState state) {
    private static final int VERSION = 1;

    public Bytes encode() {
        return new WireWriter().u8(VERSION).u8(role.code()).u8(state.code()).toBytes();
    }

    /** @throws ProtocolFailure for another length or protocol version, an unknown role or state */
    public static AppletInfo decode(Bytes bytes) throws ProtocolFailure {
        WireReader in = new WireReader("SELECT answer", bytes).ofLength(3);
        in.expect(VERSION, "protocol version");
        return new AppletInfo(Role.of(in.u8()), LifeCycleState.of(in.u8()));
    }
}
