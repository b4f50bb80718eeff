package org.keyrack.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.TerminalFactory;
import org.keyrack.measure.Figure;
import org.keyrack.measure.MeasuredRack;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.command.Initiate;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.Readers.Sharing;
import org.keyrack.reader.pcsc.PcscReaders;
import org.keyrack.reader.pcsc.WinscardProvider;
import org.keyrack.unit.EiSession;

/**
 * What KeyRack adds to a command: encoding, the hand-over to the reader's thread with its watchdog, decoding and the
 * redacted trace, over a bare transmit loop of the same bytes on the same provider. The card answers at once.
 */
final class OwnTime {
    private static final int COMMANDS = 200;
    private static final int ROUNDS = 15;

    private OwnTime() {}

    /** Milliseconds a command, medians of alternating rounds. */
    static Map<String, Double> measure(Rig rig) throws Exception {
        rig.insert(new MeasuredRack(1, 1, 1, 0, 0, 0), "recorded");
        List<Double> own = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        List<Double> difference = new ArrayList<>();
        try (PcscReaders readers = new PcscReaders()) {
            String name = Rig.awaitCards(readers, 2).get(1);
            CardConnection connection = readers.open(name, Sharing.SHARED);
            EiSession session = EiSession.select(connection);
            CardTerminals terminals = TerminalFactory.getInstance("PC/SC", null, new WinscardProvider())
                    .terminals();
            CardTerminal terminal = terminals.getTerminal(name);
            Card card = terminal.connect("*");
            CardChannel channel = card.getBasicChannel();
            byte[] bytes = new Initiate().toApdu().bytes(true);
            for (int round = 0; round <= ROUNDS; round++) {
                double ours = ours(session);
                double theirs = theirs(channel, bytes);
                if (round > 0) {
                    own.add(ours);
                    bare.add(theirs);
                    difference.add(ours - theirs);
                }
            }
            card.disconnect(false);
        }
        Map<String, Double> all = new TreeMap<>();
        all.put("keyrackMilliseconds", Figure.median(own));
        all.put("bareMilliseconds", Figure.median(bare));
        all.put("ownMilliseconds", Figure.median(difference));
        return all;
    }

    private static double ours(EiSession session) throws CardFailure {
        long start = System.nanoTime();
        for (int i = 0; i < COMMANDS; i++) {
            session.initiate();
        }
        return (System.nanoTime() - start) / 1e6 / COMMANDS;
    }

    private static double theirs(CardChannel channel, byte[] bytes) throws CardException {
        long start = System.nanoTime();
        for (int i = 0; i < COMMANDS; i++) {
            channel.transmit(new CommandAPDU(bytes));
        }
        return (System.nanoTime() - start) / 1e6 / COMMANDS;
    }
}
