package org.keyrack.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.ReleasedAct;
import org.keyrack.ledger.HeldBack;
import org.keyrack.ledger.Ledger;
import org.keyrack.ledger.LedgerPeople;
import org.keyrack.ledger.LedgerPeople.Revocable;
import org.keyrack.ledger.Person;
import org.keyrack.ledger.PersonException;
import org.keyrack.ledger.PersonException.Cause;
import org.keyrack.ledger.SimulatedDisk;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.simulation.Choices.Kind;
import org.keyrack.simulation.ReleaseTruth.Release;

/** Who makes people known to the ledger, and what supervisors release: mostly what is asked, and by whom they should. */
final class PeopleDesk {
    private final Scene scene;
    private final Choices choices;
    private final LedgerPeople people;
    private final boolean last;
    private final List<Given> given = new ArrayList<>();

    private record Given(Release release, Revocable ends) {}

    PeopleDesk(Scene scene, Ledger ledger, boolean last) {
        this.scene = scene;
        this.choices = scene.choices();
        this.people = SimulatedDisk.people(ledger);
        this.last = last;
    }

    /** Makes them known, as far as they are not: each change after the second supervisor is released by that one. */
    void come() throws InterruptedException {
        if (scene.people().isEmpty() || scene.bench().equals(SimulatedDisk.BENCHES.get(1))) {
            return;
        }
        Person operator = scene.people().get().operator();
        try {
            add(PeopleDraw.FIRST, Optional.empty());
            add(PeopleDraw.SECOND, Optional.of(PeopleDraw.FIRST));
            if (!knows(operator)) {
                refused(Cause.NOT_RELEASED, () -> add(operator, Optional.of(PeopleDraw.FIRST)));
                people.release(
                        ReleasedAct.PEOPLE,
                        operator.id(),
                        PeopleDraw.FIRST.id(),
                        PeopleDraw.SECOND.id(),
                        PeopleDraw.pin(PeopleDraw.SECOND.id()),
                        wait -> {});
                add(operator, Optional.of(PeopleDraw.FIRST));
            }
        } catch (PersonException wrong) {
            throw new Finding("somebody cannot be made known: " + wrong.getMessage());
        } catch (JournalUnavailable later) {
            scene.trace().note("people", "not all are known: " + later.getMessage());
        }
    }

    private void add(Person person, Optional<Person> by)
            throws PersonException, JournalUnavailable, InterruptedException {
        if (!knows(person)) {
            people.add(person, PeopleDraw.pin(person.id()), by);
        }
    }

    private boolean knows(Person person) {
        return people.all().stream().anyMatch(known -> known.id().equals(person.id()));
    }

    /** Before a module is loaded: what holds it back is released, or not, or wrongly. */
    void release(SerialNumber sn) throws InterruptedException {
        Optional<HeldBack> held = scene.people().isEmpty() ? Optional.empty() : people.heldBack(sn);
        if (held.isPresent()) {
            release(
                    held.get().act(),
                    sn.hex(),
                    SerialNumber.parse("0000000000000001").hex());
        }
    }

    /** Before an order is closed; the same. */
    void releaseClose(String number) throws InterruptedException {
        if (scene.people().isPresent()) {
            release(ReleasedAct.CLOSE_ORDER, number, number + "-b");
        }
    }

    /** Who closes an order. */
    Optional<String> operator() {
        return scene.people()
                .filter(draw -> knows(draw.operator()))
                .map(draw -> draw.operator().id());
    }

    private void release(ReleasedAct act, String object, String other) throws InterruptedException {
        if (operator().isEmpty()) {
            return;
        }
        String by = choices.of(Kind.BESIDE, PeopleDraw.FIRST, PeopleDraw.SECOND).id();
        try {
            switch (last ? 0 : choices.pick(Kind.BESIDE, 7)) {
                case 1, 5 -> scene.trace().note("people", "nobody releases " + object);
                case 2 -> refused(Cause.SAME_PERSON, () -> give(act, object, PeopleDraw.OPERATOR, ""));
                case 3 -> refused(Cause.WRONG, () -> give(act, object, by, "another "));
                case 4 -> give(act, other, by, "");
                default -> give(act, object, by, "");
            }
        } catch (PersonException wrong) {
            throw new Finding("what is right is not released: " + wrong.getMessage());
        } catch (JournalUnavailable later) {
            scene.trace().note("people", "not released: " + later.getMessage());
        }
    }

    private void give(ReleasedAct act, String object, String by, String before)
            throws PersonException, JournalUnavailable, InterruptedException {
        Release release = new Release(scene.bench(), act, object, PeopleDraw.OPERATOR, by);
        scene.trace().note("people", by + " releases " + act.word() + " of " + object);
        boolean first = scene.truth().releases().gives(release);
        try {
            char[] pin = (before + new String(PeopleDraw.pin(by))).toCharArray();
            given.add(new Given(release, people.release(act, object, PeopleDraw.OPERATOR, by, pin, wait -> {})));
        } catch (PersonException refused) {
            // What was given before stays so.
            if (first) {
                scene.truth().releases().takesBack(release);
            }
            throw refused;
        }
    }

    /** After a batch: what was not used is given up. */
    void revoke() throws InterruptedException {
        try {
            for (Given each : List.copyOf(given)) {
                given.remove(each);
                each.ends().revoke();
                scene.truth().releases().takesBack(each.release());
            }
        } catch (PersonException impossible) {
            throw new Finding("a release cannot be given up: " + impossible.getMessage());
        } catch (JournalUnavailable later) {
            scene.trace().note("people", "not given up: " + later.getMessage());
        }
    }

    /** What nobody may do. */
    private interface Wrong {
        void act() throws PersonException, JournalUnavailable, InterruptedException;
    }

    private static void refused(Cause why, Wrong wrong) throws JournalUnavailable, InterruptedException {
        try {
            wrong.act();
        } catch (PersonException refused) {
            if (refused.why() == why) {
                return;
            }
            throw new Finding("refused for another reason than " + why + ": " + refused.getMessage());
        }
        throw new Finding("not refused: " + why);
    }
}
