package org.keyrack.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;

/** What a ceremony tells the journal. No event holds a component, a key or a PIN. */
public sealed interface CeremonyEvent extends DurableEvent {
    /** SHA-256 of the script, 32 bytes: what was begun again stands under the same. */
    Bytes script();

    /**
     * Who is there.
     *
     * @param name as the script writes it
     */
    record Person(String name, CeremonyRole role) {}

    /**
     * A ceremony begins, or goes on after it was broken off.
     *
     * @param name of the script
     * @param plan name of the plan
     * @param planHash SHA-256 of the plan's bytes, 32 bytes
     * @param operator who works on this bench
     * @param simulated whether the cards are the virtual bench's
     */
    record CeremonyStarted(
            Instant at,
            Bytes script,
            String name,
            String plan,
            Bytes planHash,
            List<Person> people,
            String operator,
            boolean simulated)
            implements CeremonyEvent {
        public CeremonyStarted {
            people = List.copyOf(people);
        }
    }

    /**
     * A person has entered a PIN or a component, and it was taken; a block was opened; or the card has stored a key.
     *
     * @param act what it was
     * @param object whose PIN, {@code KEY NUMBER} of a component or of one of its protection key, or the key
     * @param person who; empty of a key and of a block
     * @param kcv of the component or the key; empty of a PIN
     * @param packageNumber of the component's envelope; empty without one
     */
    record CeremonyActed(
            Instant at,
            Bytes script,
            CeremonyAct act,
            String object,
            String person,
            Optional<Kcv> kcv,
            String packageNumber)
            implements CeremonyEvent {}

    /**
     * A ceremony is over. The head is signed after it.
     *
     * @param done whether the AS is as the plan has it
     * @param asId 4 bytes
     */
    record CeremonyEnded(Instant at, Bytes script, boolean done, Bytes asId, String operator)
            implements CeremonyEvent {}
}
