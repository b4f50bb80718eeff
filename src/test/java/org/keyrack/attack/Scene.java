package org.keyrack.attack;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Lock;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.protocol.command.StoreSuccessor;
import org.keyrack.protocol.reference.ReferenceEi;
import org.keyrack.unit.AsAdministration;
import org.keyrack.unit.EiAdministration;

/**
 * What he finds: an AS at work with two application keys, the T of its modules and the T that follows it; a second AS with
 * the same KBK and nothing else; and genuine modules of the set.
 */
final class Scene {
    static final SerialNumber FIRST_MODULE = SerialNumber.parse("0000000000000001");

    private static final int TA_3 = 3;
    private static final int TA_4 = 4;
    private static final int NEXT_T = 9;

    final List<ApduChannel> cards;
    final List<ApduChannel> modules;
    final Set<PinReference> pinsKnown;
    final Set<Bytes> secrets = new HashSet<>();
    final Set<Kcv> drawnSecrets = new HashSet<>();

    private final Random random;
    private final Set<Lock> locks;
    private final Bytes kbk;
    private final Bytes t;

    /**
     * @param pinsKnown the PINs that he knows, of both cards
     * @param locks what the first AS is locked against; the second is not
     * @param taken OPERATIONAL, or the state in which he gets the first AS in the middle of its preparation; taken in BLANK it
     *     is to be given back ({@link #giveBack})
     */
    Scene(
            ApduChannel first,
            ApduChannel second,
            Random random,
            Set<PinReference> pinsKnown,
            Set<Lock> locks,
            LifeCycleState taken)
            throws CardFailure {
        this.random = random;
        this.pinsKnown = pinsKnown;
        this.locks = locks;
        cards = List.of(first, second);
        kbk = secret(32);
        t = secret(16);
        introduce(first);
        if (taken != LifeCycleState.BLANK) {
            load(first, taken);
        }
        introduce(second);
        loading(second);
        // What was verified is lost on the way to him.
        AsAdministration.select(first);
        AsAdministration.select(second);
        modules = List.of(module(t, 1), module(t, 2));
    }

    /**
     * The first AS, taken in BLANK, is back: its owners, who do not look closely, load it and take it to work; then he has it
     * again.
     *
     * @return false when the card does not take what they give it, so that they put it away
     */
    boolean giveBack() throws CardFailure {
        try {
            load(cards.get(0), LifeCycleState.OPERATIONAL);
            AsAdministration.select(cards.get(0));
            return true;
        } catch (StatusWordFailure refused) {
            return false;
        }
    }

    private void load(ApduChannel card, LifeCycleState state) throws CardFailure {
        AsAdministration atWork = loading(card);
        atWork.lock(locks);
        atWork.storeTransportKey(1, Suite.AES_128, 1, load(atWork, t));
        for (int ref1 : new int[] {TA_3, TA_4}) {
            atWork.storeKey(entry(ref1, load(atWork, secret(16)), Set.of()));
        }
        Kcv next = atWork.generate(KeyType.AES_128);
        drawnSecrets.add(next);
        atWork.storeSuccessor(new StoreSuccessor(2, 1, Suite.AES_128, 2, next, NEXT_T, "NEXT", 15));
        if (state == LifeCycleState.OPERATIONAL) {
            atWork.setState(state);
        }
    }

    static char[] pin(PinReference reference) {
        return switch (reference) {
            case OPERATOR -> "123456".toCharArray();
            case ADMINISTRATOR -> "87654321".toCharArray();
            case CUSTODIAN -> "13571357".toCharArray();
        };
    }

    static KeyDirectoryEntry entry(int ref1, Kcv kcv, Set<Integer> barred) {
        return new KeyDirectoryEntry(
                ref1, "", 0x0101, KeyType.AES_128, 1, false, false, barred, kcv, KeyDirectoryEntry.NO_LIMIT);
    }

    private Bytes secret(int length) {
        Bytes drawn = draw(random, length);
        secrets.add(drawn);
        return drawn;
    }

    static Bytes draw(Random random, int length) {
        byte[] drawn = new byte[length];
        random.nextBytes(drawn);
        return Bytes.of(drawn);
    }

    /** Loads a key as two components and gives its KCV. */
    Kcv load(AsAdministration as, Bytes key) throws CardFailure {
        Bytes one = draw(random, key.length());
        Bytes other = xor(key, one);
        as.loadComponent(true, one.toArray(), Knowledge.kcv(one));
        as.loadComponent(false, other.toArray(), Knowledge.kcv(other));
        return Knowledge.kcv(key);
    }

    private static Bytes xor(Bytes one, Bytes other) {
        byte[] joined = one.toArray();
        for (int i = 0; i < joined.length; i++) {
            joined[i] ^= (byte) other.at(i);
        }
        return Bytes.of(joined);
    }

    private static void introduce(ApduChannel card) throws CardFailure {
        AsAdministration as = AsAdministration.select(card);
        as.putIdentity(Bytes.ofHex("00000001"), "");
        for (PinReference reference : PinReference.values()) {
            as.putPin(reference, pin(reference));
            as.verify(reference, pin(reference));
        }
    }

    private AsAdministration loading(ApduChannel card) throws CardFailure {
        AsAdministration as = AsAdministration.select(card);
        for (PinReference reference : List.of(PinReference.ADMINISTRATOR, PinReference.CUSTODIAN)) {
            as.verify(reference, pin(reference));
        }
        if (as.identity().state() != LifeCycleState.LOADING) {
            as.setState(LifeCycleState.LOADING);
        }
        as.storeBackupKey(load(as, kbk));
        return as;
    }

    private ApduChannel module(Bytes t, int number) throws CardFailure {
        ReferenceEi card = new ReferenceEi();
        EiAdministration ei = EiAdministration.select(card);
        ei.putSerialNumber(SerialNumber.parse("000000000000000" + number));
        Bytes one = draw(random, t.length());
        Bytes other = xor(t, one);
        ei.loadComponent(true, one.toArray(), Knowledge.kcv(one));
        ei.loadComponent(false, other.toArray(), Knowledge.kcv(other));
        ei.storeTransportKey(Suite.AES_128, 1, Knowledge.kcv(t));
        ei.putLocation(LocationEntry.free(5, 0x0101, EnumSet.allOf(KeyType.class), false));
        ei.setState(LifeCycleState.LOADING);
        ei.setState(LifeCycleState.OPERATIONAL);
        return card;
    }
}
