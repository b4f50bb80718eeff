package org.keyrack.reader.pcsc;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.TerminalFactory;
import org.keyrack.reader.Readers.Sharing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JDK's provider: one context for the whole process, taken once and never given back. */
final class JdkApi implements SmartcardApi {
    private static final Logger LOG = LoggerFactory.getLogger(JdkApi.class);
    private static final String TERMINALS = "sun.security.smartcardio.PCSCTerminals";

    static {
        // Read once, when its channel class loads. With these it sends each command once and leaves 61xx and 6Cxx
        // alone.
        System.setProperty("sun.security.smartcardio.t0GetResponse", "false");
        System.setProperty("sun.security.smartcardio.t1GetResponse", "false");
        System.setProperty("sun.security.smartcardio.t1StripLe", "false");
    }

    @Override
    public CardTerminals terminals() throws CardException {
        try {
            return TerminalFactory.getInstance("PC/SC", null, "SunPCSC").terminals();
        } catch (GeneralSecurityException refused) {
            throw new CardException(refused);
        }
    }

    /** Makes the provider forget its context, where {@code --add-opens} allows it; else a restart of KeyRack is needed. */
    @Override
    public void discard(CardTerminals terminals) {
        try {
            Class<?> type = Class.forName(TERMINALS);
            Field known = type.getDeclaredField("terminals");
            known.setAccessible(true);
            ((Map<?, ?>) known.get(null)).clear();
            Field context = type.getDeclaredField("contextId");
            context.setAccessible(true);
            context.setLong(null, 0);
            Method establish = type.getDeclaredMethod("initContext");
            establish.setAccessible(true);
            establish.invoke(null);
        } catch (ReflectiveOperationException stopped) {
            LOG.debug("No new context yet: {}", stopped.toString());
        } catch (RuntimeException closed) {
            LOG.warn(
                    "The JDK's PC/SC provider cannot recover: start KeyRack again, or use KeyRack's own provider, or start Java"
                            + " with --add-opens java.smartcardio/sun.security.smartcardio=ALL-UNNAMED");
        }
    }

    /** The JDK keeps its context: others in this process may use it. */
    @Override
    public void release(CardTerminals terminals) {}

    /** No exclusive sharing here: a transaction, held as long as the connection, keeps other programs out. */
    @Override
    public Card connect(CardTerminal terminal, Sharing sharing) throws CardException {
        Card card = terminal.connect("*");
        if (sharing == Sharing.EXCLUSIVE) {
            card.beginExclusive();
        }
        return card;
    }

    /** {@code javax.smartcardio} has no SCardReconnect. */
    @Override
    public boolean resetInPlace(Card card) throws CardException {
        card.disconnect(true);
        return false;
    }

    @Override
    public RawChannel channel(Card card) {
        CardChannel channel = card.getBasicChannel();
        byte[] answer = new byte[300];
        return command -> {
            int length = channel.transmit(ByteBuffer.wrap(command.clone()), ByteBuffer.wrap(answer));
            return Arrays.copyOf(answer, length);
        };
    }
}
