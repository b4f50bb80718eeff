package org.keyrack.reader.sim;

import org.keyrack.protocol.Header;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.Initiation;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.crypto.Sealing;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.reader.sim.RackFile.Location;
import org.keyrack.reader.sim.RackFile.SetKey;
import org.keyrack.unit.EiSession;

/**
 * Puts a key into a location before the bench starts. An EI takes keys in one way only, by a download: so it gets one, from
 * an AS that exists for this moment and holds nothing else.
 */
final class FactoryDelivery {
    private static final int REF1 = 1;
    private static final int FIRST_EXPORT = 1;

    private FactoryDelivery() {}

    /** Delivers a location's key to a card that is OPERATIONAL and has power. */
    static void deliver(ApduChannel card, SetKey set, Location location, RackFile.StoredKey key) throws CardFailure {
        EiSession ei = EiSession.select(card);
        Initiation initiation = ei.initiate();
        Header header = new Header(
                set.suite(),
                set.version(),
                false,
                false,
                REF1,
                location.ref(),
                location.appId(),
                key.type(),
                key.version(),
                FIRST_EXPORT);
        try (SecretKeyBytes t = SecretKeyBytes.copyOf(set.transportKey());
                SecretKeyBytes ta = SecretKeyBytes.copyOf(key.value())) {
            ExportedKey exported = Sealing.seal(t, header, initiation.sn(), initiation.r(), ta);
            ei.importKey(exported, false);
        }
    }
}
