package org.keyrack.protocol.command;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * CLA and INS of a command.
 *
 * @param instruction which command
 * @param answerDue whether answer data is due
 */
record Shape(Instruction instruction, boolean answerDue) {
    String name() {
        return instruction.text();
    }

    CommandApdu apdu(int p1, int p2, Bytes data) {
        return secretApdu(p1, p2, data.toArray());
    }

    CommandApdu secretApdu(int p1, int p2, byte[] data) {
        return new CommandApdu(instruction.cla(), instruction.ins(), p1, p2, data, answerDue);
    }

    /** Refuses an APDU with another CLA or INS. */
    void require(CommandApdu apdu) throws ProtocolFailure {
        require(apdu.cla() == instruction.cla() && apdu.ins() == instruction.ins(), "CLA or INS");
    }

    /** Refuses an APDU with another CLA, INS, P1 or P2. */
    void require(CommandApdu apdu, int p1, int p2) throws ProtocolFailure {
        require(apdu);
        require(apdu.p1() == p1 && apdu.p2() == p2, "P1 P2");
    }

    void require(boolean holds, String what) throws ProtocolFailure {
        if (!holds) {
            throw new ProtocolFailure(name() + " has a wrong " + what);
        }
    }

    void requireLength(CommandApdu apdu, int... lengths) throws ProtocolFailure {
        for (int length : lengths) {
            if (apdu.data().length == length) {
                return;
            }
        }
        require(false, "length");
    }

    WireReader data(CommandApdu apdu, int... lengths) throws ProtocolFailure {
        return new WireReader(name(), Bytes.of(apdu.data())).ofLength(lengths);
    }
}
