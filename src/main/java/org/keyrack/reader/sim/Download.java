package org.keyrack.reader.sim;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.keyrack.reader.sim.RackFile.ApplicationKey;
import org.keyrack.reader.sim.RackFile.AsCard;
import org.keyrack.reader.sim.RackFile.Location;
import org.keyrack.reader.sim.RackFile.SetKey;
import org.keyrack.reader.sim.RackFile.State;

/**
 * Puts a key into a location before the bench starts. An EI takes keys in one way only, by a download: so it gets one,
 * from an AS that exists for this moment and holds nothing else.
 */
final class Download {
    private static final int SLOT = 1;
    private static final int REF1 = 1;

    private Download() {}

    /** Delivers the location's key to a card that is operational; it is left without power. */
    static void deliver(SimulatedCard ei, SetKey set, long serial, Location location) {
        AppletCard as = new AppletCard(SimulatedApplet.AS, CardMemory.volatileFor(SimulatedApplet.AS.memoryLength()));
        char[] pin = {'0', '0', '0', '0'};
        SetKey t = new SetKey(SLOT, set.suite(), set.transportKey(), set.version());
        Factory.personalize(
                as,
                new AsCard(new byte[4], "", pin, pin, List.of(SLOT), List.of(key(location)), State.OPERATIONAL),
                List.of(t));
        as.powerOn();
        ei.powerOn();
        try {
            Factory.expectSuccess(as, CardCommand.SELECT, 0x04, 0x00, SimulatedApplet.AS.aid(), true);
            Factory.expectSuccess(as, CardCommand.VERIFY, 0x00, 0x80, Factory.pin(pin), false);
            Factory.expectSuccess(ei, CardCommand.SELECT, 0x04, 0x00, SimulatedApplet.EI.aid(), true);
            byte[] initiate = Factory.expectSuccess(ei, CardCommand.INITIATE, 0x00, 0x00, new byte[0], true);
            // R (16) and P (8) are the last of its 38 bytes.
            byte[] request = Factory.bytes(Factory.buffer(36)
                    .putLong(serial)
                    .putShort((short) REF1)
                    .putShort((short) location.ref())
                    .put(Arrays.copyOfRange(initiate, initiate.length - 24, initiate.length)));
            byte[] export = Factory.expectSuccess(as, CardCommand.EXPORTKEY, set.suite(), SLOT, request, true);
            // V (16) stays with the host.
            byte[] dataAndCas = Arrays.copyOf(export, export.length - 16);
            ByteBuffer load = Factory.buffer(2 + dataAndCas.length)
                    .putShort((short) location.ref())
                    .put(dataAndCas);
            Factory.expectSuccess(ei, CardCommand.IMPORTKEY, 0x00, 0x00, Factory.bytes(load), true);
        } finally {
            as.powerOff();
            ei.powerOff();
        }
    }

    private static ApplicationKey key(Location location) {
        RackFile.StoredKey key = location.key();
        return new ApplicationKey(
                REF1,
                "",
                location.appId(),
                key.type(),
                key.version(),
                key.value(),
                false,
                Factory.NO_LIMIT,
                false,
                List.of());
    }
}
