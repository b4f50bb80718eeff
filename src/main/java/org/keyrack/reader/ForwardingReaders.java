package org.keyrack.reader;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.unit.OpenAs;

/** Readers that pass everything on to others; whoever extends them overrides what it watches or alters. */
public class ForwardingReaders implements Readers {
    private final Readers readers;

    public ForwardingReaders(Readers readers) {
        this.readers = readers;
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
        return readers.open(reader, sharing);
    }

    @Override
    public Optional<OpenAs> openAs(String place) throws CardFailure {
        return readers.openAs(place);
    }

    @Override
    public boolean simulated() {
        return readers.simulated();
    }

    @Override
    public void close() {
        readers.close();
    }

    /** A connection that passes everything on. */
    public static class Connection implements CardConnection {
        private final CardConnection connection;

        public Connection(CardConnection connection) {
            this.connection = connection;
        }

        @Override
        public ResponseApdu transmit(CommandApdu command) throws LinkFailure, ProtocolFailure {
            return connection.transmit(command);
        }

        /** Its steps use this connection, so what they send passes here too. */
        @Override
        public void repeatedly(BooleanSupplier step) throws LinkFailure {
            connection.repeatedly(step);
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
