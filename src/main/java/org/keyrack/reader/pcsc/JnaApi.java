package org.keyrack.reader.pcsc;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.TerminalFactory;
import jnasmartcardio.Smartcardio;
import jnasmartcardio.Smartcardio.JnaCardChannel;
import jnasmartcardio.Smartcardio.JnaCardTerminals;
import jnasmartcardio.Smartcardio.JnaPCSCException;
import org.keyrack.reader.Readers.Sharing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** jnasmartcardio: each call of {@code terminals()} is a PC/SC context of its own. */
final class JnaApi implements SmartcardApi {
    private static final Logger LOG = LoggerFactory.getLogger(JnaApi.class);

    /**
     * {@code JnaCardChannel.transmit} answers 6Cxx by sending the command again, up to eight times, and has no switch for
     * that (a "TODO" in 0.2.7): a card would export or import twice. Its private {@code transmitRaw} is the one
     * SCardTransmit that is wanted. Without it this class does not load, rather than send anything twice.
     */
    private static final MethodHandle TRANSMIT_RAW = transmitRaw();

    private final TerminalFactory factory;

    JnaApi() {
        try {
            factory = TerminalFactory.getInstance("PC/SC", null, new Smartcardio());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("jnasmartcardio cannot open the PC/SC library", missing);
        }
    }

    private static MethodHandle transmitRaw() {
        try {
            Method method = JnaCardChannel.class.getDeclaredMethod("transmitRaw", ByteBuffer.class, ByteBuffer.class);
            method.setAccessible(true);
            return MethodHandles.lookup().unreflect(method);
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("This version of jnasmartcardio cannot send a command just once", changed);
        }
    }

    @Override
    public CardTerminals terminals() throws CardException {
        try {
            return factory.terminals();
        } catch (Smartcardio.EstablishContextException refused) {
            throw refused.getCause();
        }
    }

    @Override
    public void discard(CardTerminals terminals) {
        release(terminals);
    }

    @Override
    public void release(CardTerminals terminals) {
        try {
            ((JnaCardTerminals) terminals).close();
        } catch (JnaPCSCException gone) {
            LOG.debug("A context was gone before it was released: {}", gone.getMessage());
        }
    }

    @Override
    public Card connect(CardTerminal terminal, Sharing sharing) throws CardException {
        return terminal.connect(sharing == Sharing.EXCLUSIVE ? "EXCLUSIVE;*" : "*");
    }

    @Override
    public RawChannel channel(Card card) {
        JnaCardChannel channel = (JnaCardChannel) card.getBasicChannel();
        byte[] answer = new byte[300];
        return command -> transmit(channel, command, answer);
    }

    private static byte[] transmit(JnaCardChannel channel, byte[] command, byte[] answer) throws CardException {
        try {
            int length = (int) TRANSMIT_RAW.invokeExact(channel, ByteBuffer.wrap(command), ByteBuffer.wrap(answer));
            return Arrays.copyOf(answer, length);
        } catch (CardException | RuntimeException | Error known) {
            throw known;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
