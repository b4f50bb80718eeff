package org.keyrack.prepare.ceremony;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.keyrack.journal.CeremonyEvent.Person;
import org.keyrack.prepare.AsPlan;
import org.keyrack.prepare.ceremony.Act.EnterComponent;
import org.keyrack.prepare.ceremony.Act.EnterPin;
import org.keyrack.prepare.ceremony.Act.OpenBlock;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.PinReference;

/**
 * Who does what at a ceremony, to make an AS of a blank card.
 *
 * @param name shown to people
 * @param hash SHA-256 of the script's bytes, 32 bytes
 * @param plan what becomes of the card
 * @param people two or more
 * @param acts all that the plan needs, in the order in which the card takes them
 */
public record CeremonyScript(String name, Bytes hash, AsPlan plan, List<Person> people, List<Act> acts) {
    public CeremonyScript {
        people = List.copyOf(people);
        acts = List.copyOf(acts);
    }

    /** Who enters a PIN. */
    EnterPin of(PinReference pin) {
        return of(EnterPin.class, act -> act.pin() == pin);
    }

    /** Who enters a component. */
    EnterComponent of(String key, int number) {
        return of(EnterComponent.class, act -> act.key().equals(key) && !act.protection() && act.number() == number);
    }

    /** The block that brings a key; empty when its components are entered. */
    Optional<OpenBlock> block(String key) {
        return acts.stream()
                .filter(OpenBlock.class::isInstance)
                .map(OpenBlock.class::cast)
                .filter(act -> act.key().equals(key))
                .findFirst();
    }

    /** Who enters the components of the key that protects a key's block, in their order. */
    List<EnterComponent> protection(String key) {
        return acts.stream()
                .filter(EnterComponent.class::isInstance)
                .map(EnterComponent.class::cast)
                .filter(act -> act.key().equals(key) && act.protection())
                .toList();
    }

    private <A extends Act> A of(Class<A> kind, Predicate<A> wanted) {
        return acts.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(wanted)
                .findFirst()
                .orElseThrow();
    }
}
