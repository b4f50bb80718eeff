package org.keyrack.attack;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Lock;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.reference.ReferenceAs;

/**
 * Walks of the attacker over cards of one kind. Run it with a number for so many over the plain Java units: it names the
 * seed of the first that learned a secret.
 */
public final class Walks {
    private static final int STEPS = 30;

    private final Supplier<? extends ApduChannel> cards;
    private final Set<PinReference> pinsKnown;
    private final Set<Lock> locks;
    private final LifeCycleState taken;

    private Walks(
            Supplier<? extends ApduChannel> cards, Set<PinReference> pinsKnown, Set<Lock> locks, LifeCycleState taken) {
        this.cards = cards;
        this.pinsKnown = pinsKnown;
        this.locks = locks;
        this.taken = taken;
    }

    /** He knows every PIN of both cards; the AS at work is locked against ALLOW, as every AS is that KeyRack prepares. */
    public static Walks withEveryPin(Supplier<? extends ApduChannel> cards) {
        return new Walks(cards, EnumSet.allOf(PinReference.class), Set.of(Lock.ALLOW), LifeCycleState.OPERATIONAL);
    }

    /** He knows the PINs of operator and administrator, and no AS is locked. */
    public static Walks withoutTheCustodian(Supplier<? extends ApduChannel> cards) {
        return new Walks(
                cards,
                EnumSet.of(PinReference.OPERATOR, PinReference.ADMINISTRATOR),
                Set.of(),
                LifeCycleState.OPERATIONAL);
    }

    /**
     * He is one person, or nobody, and no AS is locked.
     *
     * @param pins what that person knows
     * @param taken OPERATIONAL; LOADING when the AS is taken in the middle of its preparation; BLANK when it is taken before,
     *     given back, prepared, and taken again
     */
    public static Walks of(Supplier<? extends ApduChannel> cards, Set<PinReference> pins, LifeCycleState taken) {
        return new Walks(cards, pins, Set.of(), taken);
    }

    /**
     * Walks once for each seed.
     *
     * @return the first seed, and what was learned; empty when nothing was
     */
    public Optional<String> walk(long firstSeed, int count) throws CardFailure {
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            Random random = new Random(seed);
            Scene scene = new Scene(cards.get(), cards.get(), random, pinsKnown, locks, taken);
            Attacker attacker = new Attacker(scene, random);
            Optional<String> leak = attacker.walk(STEPS);
            if (taken == LifeCycleState.BLANK && scene.giveBack()) {
                leak = attacker.walk(STEPS);
            }
            if (leak.isPresent()) {
                return Optional.of("seed " + seed + ": he learned " + leak.get());
            }
        }
        return Optional.empty();
    }

    /** @param arguments how many walks of each kind, 100000 when absent */
    public static void main(String[] arguments) throws CardFailure {
        int count = arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]);
        long start = System.nanoTime();
        Optional<String> leak = withEveryPin(ReferenceAs::new).walk(0, count);
        if (leak.isEmpty()) {
            leak = withoutTheCustodian(ReferenceAs::new).walk(0, count / 10);
        }
        System.out.printf(
                "%d walks in %d s: %s%n", count, (System.nanoTime() - start) / 1_000_000_000L, leak.orElse("no leak"));
        System.exit(leak.isEmpty() ? 0 : 1);
    }
}
