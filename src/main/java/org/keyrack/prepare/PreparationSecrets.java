package org.keyrack.prepare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.keyrack.card.KeySet;
import org.keyrack.language.ChosenPin;
import org.keyrack.language.ChosenPin.Weakness;
import org.keyrack.language.Wording;
import org.keyrack.prepare.CardPlan.KeyShape;
import org.keyrack.prepare.PreparationRefusal.Reason;
import org.keyrack.prepare.SecretsOnCall.Withheld;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** The secrets of a preparation; all of them are wiped when it is closed. They never leave it but towards a card. */
public final class PreparationSecrets implements AutoCloseable {
    private final KeySet issuer;
    private final Optional<KeySet> fresh;
    private final Map<String, List<KeyComponent>> components = new TreeMap<>();
    private final Map<PinReference, char[]> pins = new EnumMap<>(PinReference.class);
    private final Optional<SecretsOnCall> people;

    /**
     * Takes the secrets over.
     *
     * @param issuer the keys of the cards' issuer as they are
     * @param fresh the keys that the cards get in their place; empty: they stay
     */
    public PreparationSecrets(KeySet issuer, Optional<KeySet> fresh) {
        this(issuer, fresh, Optional.empty());
    }

    private PreparationSecrets(KeySet issuer, Optional<KeySet> fresh, Optional<SecretsOnCall> people) {
        this.issuer = issuer;
        this.fresh = fresh;
        this.people = people;
    }

    /** The same for one AS, whose components and PINs people give when the card needs them. */
    public static PreparationSecrets onCall(KeySet issuer, Optional<KeySet> fresh, SecretsOnCall people) {
        return new PreparationSecrets(issuer, fresh, Optional.of(people));
    }

    /**
     * Adds a component of a key.
     *
     * @param name the key, as {@link CardPlan#components()} names it
     */
    public void add(String name, KeyComponent component) {
        components.computeIfAbsent(name, key -> new ArrayList<>()).add(component);
    }

    /** Sets a PIN of the AS, and takes the array over. */
    public void put(PinReference reference, char[] pin) {
        pins.put(reference, pin);
    }

    /**
     * Checks that everything that a plan needs is there and can be used.
     *
     * @throws PlanException naming the first thing that is wrong, never its content
     */
    public void require(CardPlan plan) throws PlanException {
        if (target().isWeak()) {
            throw wrong("secrets.issuer");
        }
        if (people.isPresent()) {
            return;
        }
        for (String name : components.keySet()) {
            if (!plan.components().containsKey(name)) {
                throw wrong("secrets.component.unknown", name);
            }
        }
        for (Map.Entry<String, KeyShape> wanted : plan.components().entrySet()) {
            requireComponents(wanted.getKey(), wanted.getValue());
        }
        if (plan instanceof AsPlan) {
            requirePins();
        }
    }

    private void requireComponents(String name, KeyShape shape) throws PlanException {
        List<KeyComponent> given = components.getOrDefault(name, List.of());
        if (given.size() != shape.components()) {
            throw wrong("secrets.components", name, shape.components(), given.size());
        }
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i).value().length() != shape.length()) {
                throw wrong("secrets.component.length", name, shape.length());
            }
            byte[] value = given.get(i).value().toArray();
            boolean twice =
                    given.subList(0, i).stream().anyMatch(other -> other.value().matches(value));
            Arrays.fill(value, (byte) 0);
            if (twice) {
                throw wrong("secrets.component.twice", name);
            }
        }
        requireKcv(name, shape);
    }

    /** Before anything is sent: what the components join to is the key that the plan means. */
    private void requireKcv(String name, KeyShape shape) throws PlanException {
        SecretKeyBytes joined = SecretKeyBytes.taking(new byte[shape.length()]);
        for (KeyComponent component : components(name)) {
            SecretKeyBytes next = joined.xor(component.value());
            joined.close();
            joined = next;
        }
        try {
            if (!Cmac.kcv(joined).equals(shape.kcv())) {
                throw wrong("secrets.kcv", name, shape.kcv().toString());
            }
        } finally {
            joined.close();
        }
    }

    private void requirePins() throws PlanException {
        for (PinReference reference : PinReference.values()) {
            char[] pin = pins.get(reference);
            if (pin == null) {
                throw wrong("secrets.pin.none", Wording.of("input").get("pin." + reference));
            }
            Optional<String> objection = objection(reference, pin);
            if (objection.isPresent()) {
                throw new PlanException(objection.get());
            }
        }
    }

    /** Why a PIN cannot be taken. The card never compares PINs, so it is done here. */
    private Optional<String> objection(PinReference reference, char[] pin) {
        Optional<Weakness> weakness = ChosenPin.weakness(pin);
        if (weakness.isPresent()) {
            String whose = Wording.of("input").get("pin." + reference);
            return Optional.of(
                    sentence("secrets.pin.weak", whose, weakness.get().said()));
        }
        boolean twice = pins.entrySet().stream()
                .anyMatch(other -> other.getKey() != reference && Arrays.equals(pin, other.getValue()));
        return twice ? Optional.of(sentence("secrets.pin.twice")) : Optional.empty();
    }

    private static PlanException wrong(String key, Object... details) {
        return new PlanException(sentence(key, details));
    }

    private static String sentence(String key, Object... details) {
        return Wording.of("input").say(key, details);
    }

    /** The keys that a prepared card has. */
    KeySet target() {
        return fresh.orElse(issuer);
    }

    /** The keys of the cards as they come. */
    KeySet issuer() {
        return issuer;
    }

    boolean replacesIssuerKeys() {
        return fresh.isPresent();
    }

    private List<KeyComponent> components(String name) {
        return Objects.requireNonNull(components.get(name));
    }

    /** What is done with a component. */
    interface Use {
        void of(KeyComponent component) throws CardFailure, PreparationRefusal;
    }

    /**
     * Uses a component of a key; one that somebody gave on call is wiped before this returns.
     *
     * @param number from 1
     */
    void use(String name, int number, Use use) throws CardFailure, PreparationRefusal, InterruptedException {
        if (people.isEmpty()) {
            use.of(components(name).get(number - 1));
            return;
        }
        try (KeyComponent given = people.get().component(name, number)) {
            use.of(given);
        } catch (Withheld nobody) {
            throw new PreparationRefusal(Reason.WITHHELD);
        }
    }

    /** A copy, which is wiped by whoever sends it. */
    char[] pin(PinReference reference) throws PreparationRefusal, InterruptedException {
        if (people.isPresent() && !pins.containsKey(reference)) {
            try {
                pins.put(reference, people.get().pin(reference, pin -> objection(reference, pin)));
            } catch (Withheld nobody) {
                throw new PreparationRefusal(Reason.WITHHELD);
            }
        }
        return Objects.requireNonNull(pins.get(reference)).clone();
    }

    /** Tells people on call that the card has stored a key. */
    void stored(String name, Kcv kcv, boolean drawn) throws PreparationRefusal, InterruptedException {
        if (people.isPresent()) {
            try {
                people.get().stored(name, kcv, drawn);
            } catch (Withheld nobody) {
                throw new PreparationRefusal(Reason.WITHHELD);
            }
        }
    }

    /**
     * Waits for a card whose link was lost.
     *
     * @throws LinkFailure the same when nobody is there who could bring it back
     */
    void awaitCard(LinkFailure lost) throws LinkFailure, PreparationRefusal, InterruptedException {
        if (people.isEmpty()) {
            throw lost;
        }
        try {
            people.get().awaitCard();
        } catch (Withheld nobody) {
            throw lost;
        }
    }

    @Override
    public void close() {
        issuer.close();
        fresh.ifPresent(KeySet::close);
        components.values().forEach(list -> list.forEach(KeyComponent::close));
        pins.values().forEach(pin -> Arrays.fill(pin, '\0'));
    }
}
