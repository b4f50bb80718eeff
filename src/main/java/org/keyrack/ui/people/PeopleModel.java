package org.keyrack.ui.people;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.WantedRelease;
import org.keyrack.journal.ReleasedAct;
import org.keyrack.ledger.LedgerPeople;
import org.keyrack.ledger.Person;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.LatestAnswer;
import org.keyrack.ui.rackstate.LiveBench;

/**
 * What the page People does: each act is a supervisor's, who has signed in or does so for it, and a second one releases it as
 * the ledger asks for it.
 */
public final class PeopleModel {
    private final Desk desk;
    private final LatestAnswer reading;
    private final Releasing releasing;
    private final SupervisorSignOn signOn;
    private final ReadOnlyObjectWrapper<Known> known = new ReadOnlyObjectWrapper<>(this, "known", Known.NOTHING);

    public PeopleModel(Desk desk) {
        this.desk = desk;
        this.reading = new LatestAnswer(desk.background());
        this.releasing = new Releasing(desk);
        this.signOn = new SupervisorSignOn(desk);
        desk.bench().openProperty().subscribe(open -> refresh());
    }

    /**
     * What the ledger of the real bench has.
     *
     * @param ready whether one is open
     * @param recovered IDs of supervisors that the owner of the bench's key made and nobody has acknowledged
     */
    record Known(boolean ready, List<Person> people, List<String> recovered, boolean signInWanted) {
        static final Known NOTHING = new Known(false, List.of(), List.of(), false);
    }

    /** Does something with people; not on the JavaFX thread. */
    private interface Act {
        void by(LedgerPeople people, Person by) throws Exception;
    }

    ReadOnlyObjectProperty<Known> knownProperty() {
        return known.getReadOnlyProperty();
    }

    private Optional<OpenLedger> ledger() {
        return desk.bench().open().filter(open -> open.cards().isEmpty()).map(LiveBench.Open::ledger);
    }

    /** Asks the ledger who there is. */
    void refresh() {
        Optional<OpenLedger> ledger = ledger();
        if (ledger.isEmpty()) {
            reading.forget();
            known.set(Known.NOTHING);
            return;
        }
        LedgerPeople people = ledger.get().people();
        reading.run(
                () -> new Known(true, people.all(), people.recovered(), people.signInWanted()),
                known::set,
                desk::failed);
    }

    /**
     * Adds somebody; the first one makes himself, and has signed in by that.
     *
     * @param pin wiped when it is over
     */
    void add(Person person, char[] pin, Runnable done) {
        Optional<OpenLedger> ledger = ledger();
        if (ledger.isEmpty()) {
            Arrays.fill(pin, '\0');
            return;
        }
        if (known.get().people().isEmpty()) {
            work(
                    () -> {
                        ledger.get().people().add(person, pin, Optional.empty());
                        return true;
                    },
                    pin,
                    () -> {
                        desk.session().signedIn(person);
                        done.run();
                        changed("people.added", person.id());
                    });
            return;
        }
        act("people.release.add", person.id(), (people, by) -> people.add(person, pin, Optional.of(by)), pin, () -> {
            done.run();
            changed("people.added", person.id());
        });
    }

    /** Somebody works here no more. */
    void withdraw(Person person) {
        act(
                "people.release.withdraw",
                person.id(),
                (people, by) -> people.withdraw(person.id(), by),
                new char[0],
                () -> changed("people.withdrawn", person.id()));
    }

    /** A supervisor has seen who was made one by the owner of the bench's key. */
    void acknowledge(String recovered) {
        supervisor(by -> apart(
                (people, who) -> people.acknowledge(recovered, who),
                by,
                new char[0],
                () -> changed("people.acknowledged", recovered)));
    }

    /** Switches sign-in off for a bench of one, or on again. */
    void signIn(boolean wanted) {
        supervisor(by -> apart(
                (people, who) -> people.switchSignIn(wanted, who),
                by,
                new char[0],
                () -> changed(wanted ? "people.signIn.on" : "people.signIn.off")));
    }

    private void changed(String key, Object... arguments) {
        desk.notices().info(key, arguments);
        desk.session().refresh();
        refresh();
    }

    private void supervisor(Consumer<Person> then) {
        signOn.ask("people.supervisor.text", then, this::refresh);
    }

    private void act(String sentence, String id, Act act, char[] pin, Runnable done) {
        Optional<OpenLedger> ledger = ledger();
        supervisor(by -> releasing.ask(
                by.id(),
                () -> ledger.orElseThrow().people().hasSupervisorBut(by.id(), id)
                        ? List.of(new WantedRelease(ReleasedAct.PEOPLE, id, id, Optional.empty()))
                        : List.of(),
                wanted -> desk.texts().format(sentence, id, by.id()),
                released -> {
                    if (released.refused().isEmpty()) {
                        apart(act, by, pin, done);
                    } else {
                        Arrays.fill(pin, '\0');
                        desk.notices().warn("people.release.unchanged");
                    }
                }));
    }

    private void apart(Act act, Person by, char[] pin, Runnable done) {
        Optional<OpenLedger> ledger = ledger();
        work(
                () -> {
                    act.by(ledger.orElseThrow().people(), by);
                    return true;
                },
                pin,
                done);
    }

    private void work(Callable<Boolean> work, char[] pin, Runnable done) {
        desk.background()
                .run(
                        () -> {
                            try {
                                return work.call();
                            } finally {
                                Arrays.fill(pin, '\0');
                            }
                        },
                        ok -> done.run(),
                        failure -> {
                            desk.failed(failure);
                            refresh();
                        });
    }
}
