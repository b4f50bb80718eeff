package org.keyrack.simulation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.keyrack.prepare.SerialRule;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.protocol.reference.ReferenceAs;
import org.keyrack.protocol.reference.ReferenceEi;
import org.keyrack.protocol.reference.SeededCards;
import org.keyrack.reader.sim.SeededBlank;
import org.keyrack.simulation.Choices.Kind;
import org.keyrack.unit.AsAdministration;
import org.keyrack.unit.EiAdministration;

/** Makes the cards of a seed, as a factory does. */
final class RackDraw {
    static final int APPLICATION = 0x0100;
    /** The SN of the first module less one. */
    static final long FIRST = 0x0011223344550000L;

    private static final int BLANKS_OF_THOUSAND = 150;
    private static final int MOST_BLANKS = 4;
    private static final int BENCHES_OF_THOUSAND = 200;
    private static final int MOST_SECOND = 5;
    /** Number of the second bench's AS. */
    private static final int SECOND_AS = 3;

    private static final String PIN = "123456";

    private final Choices choices;
    private final Truth truth;
    private final RandomGenerator random;
    private final List<byte[]> values = new ArrayList<>();
    private byte[] set = {};
    private int keys;
    private long exports;
    private int modules;

    RackDraw(Choices choices, Truth truth) {
        this.choices = choices;
        this.truth = truth;
        this.random = new SplittableRandom(choices.seed() + 1);
    }

    static char[] operatorPin() {
        return PIN.toCharArray();
    }

    /** AS cards first. */
    List<Slot> slots(int mostUnits) {
        try {
            int units = choices.between(Kind.RACK, 1, mostUnits);
            keys = choices.between(Kind.RACK, 1, 4);
            int asCards = choices.happens(Kind.RACK, 300) ? 2 : 1;
            exports = choices.happens(Kind.RACK, 100)
                    ? choices.between(Kind.RACK, 1, units * keys)
                    : KeyDirectoryEntry.NO_LIMIT;
            set = key();
            for (int i = 0; i < keys; i++) {
                values.add(key());
            }
            return rack(1, asCards, units);
        } catch (CardFailure failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** In some seeds there is another bench as well, which loads the same keys: its rack; else empty. */
    List<Slot> second() {
        if (!choices.happens(Kind.RACK, BENCHES_OF_THOUSAND)) {
            return List.of();
        }
        try {
            return rack(SECOND_AS, 1, choices.between(Kind.RACK, 1, MOST_SECOND));
        } catch (CardFailure failure) {
            throw new IllegalStateException(failure);
        }
    }

    private List<Slot> rack(int firstAs, int asCards, int units) throws CardFailure {
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < asCards; i++) {
            slots.add(new Slot("Reader AS " + (i + 1), i + 1, as(firstAs + i, set, values, exports)));
        }
        for (int i = 1; i <= units; i++) {
            boolean foreign = choices.happens(Kind.RACK, 40);
            slots.add(new Slot("Reader " + i, asCards + i, ei(++modules, foreign ? key() : set, keys)));
        }
        return slots;
    }

    /** In some racks there are blank cards as well, in the last slots. */
    Optional<Blanks> addBlanks(List<Slot> slots) {
        if (!choices.happens(Kind.RACK, BLANKS_OF_THOUSAND)) {
            return Optional.empty();
        }
        Blanks blanks = Blanks.drawn(random, set, keys, serials());
        int many = choices.between(Kind.RACK, 1, MOST_BLANKS);
        for (int i = 1; i <= many; i++) {
            SeededBlank card = new SeededBlank(random, blanks.makers());
            int shelf = slots.size() + 1;
            slots.add(new Slot("Reader of blanks " + i, shelf, SimulatedCard.of(card, "blank " + i, truth)));
        }
        return Optional.of(blanks);
    }

    /** In some seeds modules are loaded under an order. */
    Optional<OrderDraw> order() {
        return OrderDraw.drawn(choices, modules, keys);
    }

    private SerialRule serials() {
        SerialNumber lowest = SerialNumber.parse("00aa000000000001");
        SerialNumber highest = SerialNumber.parse("00aa0000000000ff");
        return choices.of(Kind.RACK, new SerialRule.Between(lowest, highest), new SerialRule.Counter("00bb"));
    }

    private SimulatedCard as(int number, byte[] set, List<byte[]> values, long exports) throws CardFailure {
        ReferenceAs card = SeededCards.as(random);
        AsAdministration session = AsAdministration.select(card);
        session.putIdentity(Bytes.of(new byte[] {0, 0, 0, (byte) number}), "AS " + number);
        for (PinReference reference : PinReference.values()) {
            session.putPin(reference, operatorPin());
            session.verify(reference, operatorPin());
        }
        session.setState(LifeCycleState.LOADING);
        session.storeTransportKey(1, Suite.AES_128, 1, load(session::loadComponent, set));
        for (int i = 0; i < values.size(); i++) {
            Kcv kcv = load(session::loadComponent, values.get(i));
            session.storeKey(new KeyDirectoryEntry(
                    i + 1, "KEY", APPLICATION + i, KeyType.AES_128, 1, false, false, Set.of(), kcv, exports));
        }
        session.setState(LifeCycleState.OPERATIONAL);
        return SimulatedCard.of(card, "AS " + number, truth);
    }

    private SimulatedCard ei(int number, byte[] set, int keys) throws CardFailure {
        ReferenceEi card = SeededCards.ei(random);
        EiAdministration session = EiAdministration.select(card);
        SerialNumber sn = SerialNumber.parse(String.format(java.util.Locale.ROOT, "%016x", FIRST + number));
        session.putSerialNumber(sn);
        session.storeTransportKey(Suite.AES_128, 1, load(session::loadComponent, set));
        for (int i = 0; i < keys; i++) {
            session.putLocation(LocationEntry.free(
                    i + 1, APPLICATION + i, EnumSet.of(KeyType.AES_128), choices.happens(Kind.RACK, 150)));
        }
        session.setState(LifeCycleState.LOADING);
        session.setState(LifeCycleState.OPERATIONAL);
        return SimulatedCard.of(card, sn, truth);
    }

    private byte[] key() {
        byte[] key = new byte[16];
        random.nextBytes(key);
        return key;
    }

    /** LOAD COMPONENT of either unit. */
    private interface Loading {
        void component(boolean first, byte[] component, Kcv kcv) throws CardFailure;
    }

    private Kcv load(Loading card, byte[] key) throws CardFailure {
        byte[] first = key();
        byte[] second = new byte[key.length];
        for (int i = 0; i < key.length; i++) {
            second[i] = (byte) (first[i] ^ key[i]);
        }
        card.component(true, first.clone(), kcv(first));
        card.component(false, second.clone(), kcv(second));
        return kcv(key);
    }

    private static Kcv kcv(byte[] key) {
        try (SecretKeyBytes secret = SecretKeyBytes.copyOf(key)) {
            return Cmac.kcv(secret);
        }
    }
}
