package org.keyrack.app;

import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ForwardingReaders;
import org.keyrack.reader.Readers;

/** A proxy before every card: what passes it may be altered. */
final class TamperedReaders extends ForwardingReaders {
    private final Tampering tampering;

    TamperedReaders(Readers readers, Tampering tampering) {
        super(readers);
        this.tampering = tampering;
    }

    /** What the proxy does; the same command or answer when nothing. */
    interface Tampering {
        CommandApdu command(CommandApdu command);

        ResponseApdu answer(CommandApdu command, ResponseApdu answer);
    }

    @Override
    public CardConnection open(String reader, Sharing sharing) throws LinkFailure {
        return new Connection(super.open(reader, sharing)) {
            @Override
            public ResponseApdu transmit(CommandApdu command) throws LinkFailure, ProtocolFailure {
                return tampering.answer(command, super.transmit(tampering.command(command)));
            }
        };
    }
}
