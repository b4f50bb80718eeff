package org.keyrack.reader.pcsc;

import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.smartcardio.ATR;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;
import org.keyrack.reader.pcsc.WinscardLibrary.Connected;
import org.keyrack.reader.pcsc.WinscardLibrary.Refused;

/** A handle to one card, and its only channel. */
final class WinscardCard extends Card {
    /** Longer than a short APDU can be: what is longer still is refused by the library. */
    static final int LARGEST_ANSWER = 300;

    private static final int LARGEST_COMMAND = 261;

    private final WinscardLibrary library;
    private final boolean exclusive;
    private final Memory command = new Memory(LARGEST_COMMAND);
    private final Memory answer = new Memory(LARGEST_ANSWER);
    private Connected connected;
    private ATR atr;

    WinscardCard(WinscardLibrary library, Connected connected, boolean exclusive) throws CardException {
        this.library = library;
        this.exclusive = exclusive;
        this.connected = connected;
        try {
            atr = readAtr();
        } catch (Refused refused) {
            disconnect(false);
            throw new CardException(refused);
        }
    }

    private ATR readAtr() throws Refused {
        return new ATR(library.atr(connected.card()));
    }

    /** Warm reset on this handle. */
    void reset() throws CardException {
        try {
            connected = library.reset(connected.card(), exclusive);
            atr = readAtr();
        } catch (Refused refused) {
            throw new CardException(refused);
        }
    }

    @Override
    public ATR getATR() {
        return atr;
    }

    /** T=0 or T=1; another word when the service has no protocol for the card yet. */
    @Override
    public String getProtocol() {
        return connected.protocol();
    }

    @Override
    public CardChannel getBasicChannel() {
        return new BasicChannel();
    }

    /** @param reset whether the card is reset, so that nothing of a session stays in it */
    @Override
    public void disconnect(boolean reset) throws CardException {
        try {
            library.disconnect(connected.card(), reset);
        } catch (Refused refused) {
            throw new CardException(refused);
        }
    }

    @Override
    public CardChannel openLogicalChannel() {
        throw new UnsupportedOperationException("Units have the basic channel only");
    }

    @Override
    public void beginExclusive() {
        throw new UnsupportedOperationException("Connect exclusively instead");
    }

    @Override
    public void endExclusive() {
        throw new UnsupportedOperationException("Disconnect instead");
    }

    @Override
    public byte[] transmitControlCommand(int code, byte[] data) {
        throw new UnsupportedOperationException("Readers are not controlled");
    }

    private byte[] transmitOnce(byte[] bytes) throws CardException {
        try {
            command.write(0, bytes, 0, bytes.length);
            int length = library.transmit(connected, command, bytes.length, answer);
            return answer.getByteArray(0, length);
        } catch (Refused refused) {
            throw new CardException(refused);
        } finally {
            // They may have carried a PIN.
            command.clear();
            answer.clear();
        }
    }

    /** Sends what it is given, once, and fetches nothing. */
    private final class BasicChannel extends CardChannel {
        @Override
        public Card getCard() {
            return WinscardCard.this;
        }

        @Override
        public int getChannelNumber() {
            return 0;
        }

        @Override
        public ResponseAPDU transmit(CommandAPDU apdu) throws CardException {
            return new ResponseAPDU(transmitOnce(apdu.getBytes()));
        }

        @Override
        public int transmit(ByteBuffer apdu, ByteBuffer response) throws CardException {
            byte[] bytes = new byte[apdu.remaining()];
            apdu.get(bytes);
            try {
                byte[] received = transmitOnce(bytes);
                response.put(received);
                return received.length;
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        }

        @Override
        public void close() {
            throw new IllegalStateException("The basic channel cannot be closed");
        }
    }
}
