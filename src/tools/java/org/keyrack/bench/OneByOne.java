package org.keyrack.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;
import javax.smartcardio.TerminalFactory;
import org.keyrack.measure.MeasuredRack;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.ImportedKey;
import org.keyrack.protocol.answer.Initiation;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.protocol.crypto.Receipts;
import org.keyrack.unit.AsSession;
import org.keyrack.unit.EiSession;

/** The programs that KeyRack is compared with: one module, one key after the other, no ledger, no window. */
final class OneByOne {
    private OneByOne() {}

    /**
     * A python3 script on pyscard.
     *
     * @param chained whether IMPORTKEY also answers the next random
     * @return milliseconds from the first INITIATE to the last receipt, by its own clock
     */
    static double python(Path folder, MeasuredRack rack, boolean chained) throws IOException, InterruptedException {
        return PythonScript.milliseconds(folder, "one_by_one.py", rack, mode(chained));
    }

    static String mode(boolean chained) {
        return chained ? "chained" : "single";
    }

    /** The protocol core in a plain loop on the JDK's own PC/SC provider. */
    static double jdk(MeasuredRack rack, boolean chained) throws CardFailure, CardException, GeneralSecurityException {
        List<Card> cards = new ArrayList<>();
        try {
            Optional<AsSession> as = Optional.empty();
            List<EiSession> units = new ArrayList<>();
            for (CardTerminal terminal : TerminalFactory.getInstance("PC/SC", null, "SunPCSC")
                    .terminals()
                    .list()) {
                if (!terminal.isCardPresent()) {
                    continue;
                }
                Card card = terminal.connect("*");
                cards.add(card);
                ApduChannel channel = channel(card.getBasicChannel());
                try {
                    units.add(EiSession.select(channel));
                } catch (StatusWordFailure noEi) {
                    as = as.isPresent() ? as : Optional.of(AsSession.select(channel));
                }
            }
            AsSession station = as.orElseThrow();
            station.verifyOperator(MeasuredRack.pin());
            long begun = System.nanoTime();
            for (EiSession unit : units) {
                load(station, unit, rack.keys(), chained);
            }
            return (System.nanoTime() - begun) / 1e6;
        } finally {
            for (Card card : cards) {
                card.disconnect(true);
            }
        }
    }

    private static void load(AsSession as, EiSession unit, int keys, boolean chained) throws CardFailure {
        Optional<Initiation> ready = Optional.empty();
        for (int key = 0; key < keys; key++) {
            Initiation initiation = ready.isPresent() ? ready.get() : unit.initiate();
            int ref = MeasuredRack.reference(key);
            ExportedKey exported = as.exportKey(
                    new ExportKey(Suite.of(1), 1, initiation.sn(), ref, ref, initiation.r(), initiation.p()));
            ImportedKey imported = unit.importKey(exported, chained && key + 1 < keys);
            if (!Receipts.matches(exported.v(), imported.receipt())) {
                throw new IllegalStateException("A receipt does not match");
            }
            ready = imported.next();
        }
    }

    private static ApduChannel channel(CardChannel channel) {
        return command -> {
            try {
                ResponseAPDU answer = channel.transmit(new CommandAPDU(command.bytes(true)));
                return new ResponseApdu(answer.getData(), answer.getSW());
            } catch (CardException failed) {
                throw new LinkFailure(LinkFailure.Reason.OTHER, "No answer", failed);
            }
        };
    }
}
