package org.keyrack.ui.rackstate;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.keyrack.ledger.Person;
import org.keyrack.ui.kit.LatestAnswer;

/**
 * Who works on the bench that is open. On a real bench whose ledger has people nothing is changed before one of them has signed
 * in; the virtual bench, and one whose ledger has nobody or has sign-in switched off, asks nobody.
 */
public final class WorkSession {
    private final LiveBench bench;
    private final LatestAnswer reading;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(this, "state", State.FREE);
    private final ReadOnlyObjectWrapper<Optional<Person>> person =
            new ReadOnlyObjectWrapper<>(this, "person", Optional.empty());
    private Set<String> ids = Set.of();
    private Consumer<Runnable> asker = then -> {};

    public WorkSession(LiveBench bench, LatestAnswer reading) {
        this.bench = bench;
        this.reading = reading;
        bench.openProperty().subscribe(open -> {
            reading.forget();
            ids = Set.of();
            person.set(Optional.empty());
            state.set(open.filter(LiveBench.Open::signInWanted).isPresent() ? State.NOBODY : State.FREE);
            refresh();
        });
    }

    /** Whether somebody has to sign in, and has. */
    public enum State {
        /** Nobody has to. */
        FREE,
        /** Somebody has to, and nobody has. */
        NOBODY,
        /** Somebody works. */
        SIGNED_IN,
        /** Somebody works, and has to say anew who it is. */
        LOCKED
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public State state() {
        return state.get();
    }

    /** Who has signed in, also while that is locked. */
    public ReadOnlyObjectProperty<Optional<Person>> personProperty() {
        return person.getReadOnlyProperty();
    }

    public Optional<Person> person() {
        return person.get();
    }

    /** Whether something may be changed. */
    public boolean mayWork() {
        return state.get() == State.FREE || state.get() == State.SIGNED_IN;
    }

    /** Whether this is the ID of somebody who works on this bench: what a badge may say. */
    public boolean knows(String id) {
        return ids.contains(id);
    }

    /** The same of what was typed where a PIN is: whose number it is, and no PIN. */
    public Optional<String> badge(char[] typed) {
        return ids.stream().filter(id -> Arrays.equals(id.toCharArray(), typed)).findFirst();
    }

    /** Somebody has said who it is, rightly. */
    public void signedIn(Person who) {
        person.set(Optional.of(who));
        state.set(State.SIGNED_IN);
    }

    /** Whoever works has to say so anew. */
    public void lock() {
        if (state.get() == State.SIGNED_IN) {
            state.set(State.LOCKED);
        }
    }

    /** Nobody works any more. */
    public void signOut() {
        if (state.get() != State.FREE) {
            person.set(Optional.empty());
            state.set(State.NOBODY);
        }
    }

    /** Sets what asks somebody to sign in; it gets what is to be done then. */
    public void asker(Consumer<Runnable> asks) {
        asker = asks;
    }

    /** Does something once somebody has signed in: at once when nobody has to. */
    public void signedInFirst(Runnable then) {
        if (mayWork()) {
            then.run();
        } else {
            asker.accept(then);
        }
    }

    /** People have been changed, or sign-in was switched: asks the ledger anew. */
    public void refresh() {
        Optional<LiveBench.Open> real = bench.open().filter(open -> open.cards().isEmpty());
        if (real.isEmpty()) {
            return;
        }
        reading.run(
                () -> new Known(
                        real.get().ledger().people().signInWanted(),
                        real.get().ledger().people().all().stream()
                                .map(Person::id)
                                .collect(Collectors.toUnmodifiableSet())),
                this::known,
                unreadable -> {});
    }

    private void known(Known now) {
        ids = now.ids();
        boolean gone = person.get().filter(who -> !ids.contains(who.id())).isPresent();
        if (gone) {
            person.set(Optional.empty());
        }
        if (!now.signInWanted()) {
            person.set(Optional.empty());
            state.set(State.FREE);
        } else if (state.get() == State.FREE || gone) {
            state.set(State.NOBODY);
        }
    }

    private record Known(boolean signInWanted, Set<String> ids) {}
}
