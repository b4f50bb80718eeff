package org.keyrack.prepare.ceremony;

import java.util.List;
import java.util.function.Predicate;
import org.keyrack.journal.CeremonyEvent.Person;
import org.keyrack.prepare.AsPlan;
import org.keyrack.prepare.ceremony.Act.EnterComponent;
import org.keyrack.prepare.ceremony.Act.EnterPin;
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
        return of(EnterComponent.class, act -> act.key().equals(key) && act.number() == number);
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
