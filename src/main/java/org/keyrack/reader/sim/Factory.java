package org.keyrack.reader.sim;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.reader.sim.RackFile.ApplicationKey;
import org.keyrack.reader.sim.RackFile.AsCard;
import org.keyrack.reader.sim.RackFile.Location;
import org.keyrack.reader.sim.RackFile.SetKey;
import org.keyrack.reader.sim.RackFile.UnitGroup;
import org.keyrack.unit.AsAdministration;
import org.keyrack.unit.EiAdministration;

/** Personalizes simulated cards by the administration sessions, as a factory would. */
final class Factory {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Factory() {}

    /** Makes an AS of a blank card; it is left without power. */
    static void personalize(SimulatedCard card, AsCard as, List<SetKey> sets) {
        powered(card, channel -> makeAs(AsAdministration.select(channel), as, sets));
    }

    /** Makes an EI of a blank card; it is left without power. */
    static void personalize(SimulatedCard card, UnitGroup group, long serial) {
        powered(card, channel -> {
            makeEi(EiAdministration.select(channel), group, serial);
            for (Location location : group.locations()) {
                if (location.key().isPresent()) {
                    FactoryDelivery.deliver(
                            channel, group.set(), location, location.key().get());
                }
            }
        });
    }

    /** What is done to a card that has power. */
    private interface Work {
        void on(ApduChannel card) throws CardFailure;
    }

    /** Whatever the card refuses, the rack file has not been checked enough. */
    private static void powered(SimulatedCard card, Work work) {
        card.powerOn();
        try {
            work.on(new CardChannel(card));
        } catch (CardFailure failure) {
            throw new IllegalStateException("A blank card was not personalized: " + failure.getMessage(), failure);
        } finally {
            card.powerOff();
        }
    }

    private static void makeAs(AsAdministration card, AsCard as, List<SetKey> sets) throws CardFailure {
        card.putIdentity(Bytes.of(as.id()), as.label());
        putPin(card, PinReference.OPERATOR, as.operatorPin());
        putPin(card, PinReference.ADMINISTRATOR, as.adminPin());
        putPin(card, PinReference.CUSTODIAN, as.custodianPin());
        if (as.state() == LifeCycleState.BLANK) {
            return;
        }
        card.setState(LifeCycleState.LOADING);
        // Every T before the first TA: one that comes later would bar its slot for them.
        for (SetKey set : sets) {
            if (as.slots().contains(set.slot())) {
                Kcv kcv = load(card::loadComponent, set.transportKey());
                card.storeTransportKey(set.slot(), set.suite(), set.version(), kcv);
            }
        }
        for (ApplicationKey key : as.keys()) {
            Kcv kcv = load(card::loadComponent, key.value());
            card.storeKey(entry(key, kcv));
        }
        if (as.state() != LifeCycleState.LOADING) {
            card.setState(as.state());
        }
    }

    private static void putPin(AsAdministration card, PinReference reference, char[] pin) throws CardFailure {
        card.putPin(reference, pin.clone());
        card.verify(reference, pin.clone());
    }

    private static KeyDirectoryEntry entry(ApplicationKey key, Kcv kcv) {
        return new KeyDirectoryEntry(
                key.ref(),
                key.label(),
                key.appId(),
                key.type(),
                key.version(),
                key.diversify(),
                key.transport(),
                Set.copyOf(key.barredSlots()),
                kcv,
                key.exports());
    }

    private static void makeEi(EiAdministration card, UnitGroup group, long serial) throws CardFailure {
        Bytes sn = new WireWriter().u32(serial >>> 32).u32(serial & 0xFFFFFFFFL).toBytes();
        card.putSerialNumber(SerialNumber.of(sn));
        SetKey set = group.set();
        Kcv kcv = load(card::loadComponent, set.transportKey());
        card.storeTransportKey(set.suite(), set.version(), kcv);
        for (Location location : group.locations()) {
            card.putLocation(LocationEntry.free(
                    location.ref(), location.appId(), EnumSet.copyOf(location.types()), location.writeOnce()));
        }
        if (group.state() != LifeCycleState.BLANK) {
            card.setState(LifeCycleState.LOADING);
            if (group.state() != LifeCycleState.LOADING) {
                card.setState(group.state());
            }
        }
    }

    /** LOAD COMPONENT of either unit. */
    private interface Loading {
        void component(boolean first, byte[] component, Kcv kcv) throws CardFailure;
    }

    /** Loads a key as two components, since no unit takes a single one; answers its KCV. */
    private static Kcv load(Loading card, byte[] key) throws CardFailure {
        byte[] drawn = new byte[key.length];
        do {
            RANDOM.nextBytes(drawn);
        } while (Bytes.of(drawn).isZero() || Arrays.equals(drawn, key));
        try (SecretKeyBytes whole = SecretKeyBytes.copyOf(key);
                SecretKeyBytes one = SecretKeyBytes.taking(drawn);
                SecretKeyBytes other = whole.xor(one)) {
            card.component(true, one.toArray(), Cmac.kcv(one));
            card.component(false, other.toArray(), Cmac.kcv(other));
            return Cmac.kcv(whole);
        }
    }
}
