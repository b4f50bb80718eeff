package org.keyrack.app;

import java.util.function.Consumer;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.Readers;

/** A proxy before every card: what passes it may be altered. */
record TamperedReaders(Readers readers, Tampering tampering) implements Readers {
    /** What the proxy does; the same command or answer when nothing. */
    interface Tampering {
        CommandApdu command(CommandApdu command);

        ResponseApdu answer(CommandApdu command, ResponseApdu answer);
    }

    @Override
    public ReaderSnapshot snapshot() {
        return readers.snapshot();
    }

    @Override
    public Subscription listen(Consumer<ReaderSnapshot> listener) {
        return readers.listen(listener);
    }

    @Override
    public CardConnection open(String reader, Sharing sharing) throws LinkFailure {
        return new Tampered(readers.open(reader, sharing), tampering);
    }

    @Override
    public boolean simulated() {
        return readers.simulated();
    }

    @Override
    public void close() {
        readers.close();
    }

    private record Tampered(CardConnection connection, Tampering tampering) implements CardConnection {
        @Override
        public ResponseApdu transmit(CommandApdu command) throws LinkFailure, ProtocolFailure {
            return tampering.answer(command, connection.transmit(tampering.command(command)));
        }

        @Override
        public String reader() {
            return connection.reader();
        }

        @Override
        public byte[] atr() {
            return connection.atr();
        }

        @Override
        public void reset() throws LinkFailure {
            connection.reset();
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
