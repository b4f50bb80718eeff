package org.keyrack.ui.rackstate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.keyrack.prepare.ceremony.Act;
import org.keyrack.prepare.ceremony.Act.EnterComponent;
import org.keyrack.prepare.ceremony.Act.EnterPin;
import org.keyrack.prepare.ceremony.CeremonyDesk;
import org.keyrack.prepare.ceremony.CeremonyScript;
import org.keyrack.protocol.Kcv;

/**
 * The ceremony of the window, as JavaFX state: whose turn it is, and what the card has. What somebody enters passes through on
 * its way to the card's worker, and is not kept.
 */
public final class CeremonyJob {
    private final ReadOnlyIntegerWrapper changes = new ReadOnlyIntegerWrapper(this, "changes");
    private final ObjectProperty<Optional<ChosenScript>> script =
            new SimpleObjectProperty<>(this, "script", Optional.empty());
    private final List<StoredKey> keys = new ArrayList<>();
    private Phase phase = Phase.NONE;
    private Optional<Act> act = Optional.empty();
    private int done;
    private String remark = "";
    private boolean complete;
    private boolean left;
    private Optional<CompletableFuture<Optional<char[]>>> entry = Optional.empty();
    private Optional<CompletableFuture<Boolean>> back = Optional.empty();

    /** Where a ceremony is. */
    public enum Phase {
        /** It is not begun. */
        NONE,
        /** The card is read. */
        LOOKING,
        /** The card works, nobody is needed. */
        WORKING,
        /** Somebody is called, and not yet there. */
        CALLED,
        /** Somebody is there, alone, and enters. */
        ENTERING,
        /** The card is gone. */
        LOST,
        /** It is over, or was left. */
        ENDED;

        /** Whether people and card are at it. */
        public boolean running() {
            return this != NONE && this != LOOKING && this != ENDED;
        }
    }

    /** A script and the file that it was read from. */
    public record ChosenScript(Path file, CeremonyScript script) {}

    /**
     * A key that the card has stored.
     *
     * @param name as the plan calls it
     * @param drawn whether the card has drawn it
     */
    public record StoredKey(String name, Kcv kcv, boolean drawn) {}

    /** The script that was chosen. */
    public ObjectProperty<Optional<ChosenScript>> scriptProperty() {
        return script;
    }

    /** Counts what has changed of everything below. */
    public ReadOnlyIntegerProperty changesProperty() {
        return changes.getReadOnlyProperty();
    }

    public Phase phase() {
        return phase;
    }

    /** Whose turn it is, and what he enters; empty before the first. */
    public Optional<Act> act() {
        return act;
    }

    /** How many acts of the script are over. */
    public int done() {
        return done;
    }

    /** Why what was entered is not taken, or what ended the ceremony; empty while there is nothing to say. */
    public String remark() {
        return remark;
    }

    /** What the card has, in the order in which it got it. */
    public List<StoredKey> keys() {
        return List.copyOf(keys);
    }

    /** Whether the AS is as the plan has it. */
    public boolean complete() {
        return phase == Phase.ENDED && complete;
    }

    private void change(Phase next) {
        phase = next;
        changes.set(changes.get() + 1);
    }

    /** The card is read. */
    public void looking() {
        act = Optional.empty();
        done = 0;
        remark = "";
        complete = false;
        left = false;
        keys.clear();
        change(Phase.LOOKING);
    }

    /** It was not begun. */
    public void notBegun() {
        change(Phase.NONE);
    }

    /** The people may come. */
    public void begun() {
        change(Phase.WORKING);
    }

    /** The person who was called is there, alone. */
    public void present() {
        if (phase == Phase.CALLED) {
            change(Phase.ENTERING);
        }
    }

    /** Nothing stays of what somebody began to enter; he is called again. */
    public void stepBack(String why) {
        if (phase == Phase.ENTERING) {
            remark = why;
            change(Phase.ENTERING);
        }
    }

    /**
     * Hands in what was entered.
     *
     * @param typed wiped by the worker that takes it, or here when none waits for it any more
     */
    public void enter(char[] typed) {
        remark = "";
        boolean taken =
                entry.map(waiting -> waiting.complete(Optional.of(typed))).orElse(false);
        entry = Optional.empty();
        if (!taken) {
            Arrays.fill(typed, '\0');
        }
        change(Phase.WORKING);
    }

    /** The card lies in its reader again. */
    public void cardIsBack() {
        answer(true);
        change(Phase.WORKING);
    }

    private void answer(boolean there) {
        back.ifPresent(waiting -> waiting.complete(there));
        back = Optional.empty();
    }

    /** Nobody enters anything more; the ceremony is over once the card's step is. */
    public void leave() {
        left = true;
        entry.ifPresent(waiting -> waiting.complete(Optional.empty()));
        entry = Optional.empty();
        answer(false);
        if (phase.running()) {
            change(Phase.WORKING);
        }
    }

    /**
     * It is over.
     *
     * @param whole whether the AS is as the plan has it
     * @param why it is not; empty: what was said last
     */
    public void ended(boolean whole, String why) {
        complete = whole;
        remark = whole || why.isEmpty() ? remark : remark.isEmpty() ? why : remark + " " + why;
        done = whole ? script.get().map(chosen -> chosen.script().acts().size()).orElse(0) : done;
        change(Phase.ENDED);
    }

    /** Something beside it has changed: its record was written. */
    public void told() {
        change(phase);
    }

    /** Another ceremony may begin. */
    public void anew() {
        if (phase == Phase.ENDED) {
            keys.clear();
            change(Phase.NONE);
        }
    }

    /** The desk at which the people sit, for the worker of one card. */
    public CeremonyDesk desk() {
        return new Seat();
    }

    private int number(Act of) {
        return script.get().map(chosen -> chosen.script().acts().indexOf(of)).orElse(0);
    }

    private void call(Act next, CompletableFuture<Optional<char[]>> answer) {
        if (left) {
            answer.complete(Optional.empty());
            return;
        }
        boolean again = act.equals(Optional.of(next)) && !remark.isEmpty();
        act = Optional.of(next);
        done = number(next);
        entry = Optional.of(answer);
        change(again ? Phase.ENTERING : Phase.CALLED);
    }

    /** Each of its methods is called by the worker, and changes the state on the JavaFX thread. */
    private final class Seat implements CeremonyDesk {
        @Override
        public Optional<char[]> component(EnterComponent next) throws InterruptedException {
            return entered(next);
        }

        @Override
        public Optional<char[]> pin(EnterPin next) throws InterruptedException {
            return entered(next);
        }

        private Optional<char[]> entered(Act next) throws InterruptedException {
            CompletableFuture<Optional<char[]>> answer = new CompletableFuture<>();
            Platform.runLater(() -> call(next, answer));
            return await(answer);
        }

        private static <T> T await(CompletableFuture<T> answer) throws InterruptedException {
            try {
                return answer.get();
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public boolean refused(Act what, String sentence) {
            Platform.runLater(() -> remark = sentence);
            return true;
        }

        @Override
        public void taken(Act what) {
            Platform.runLater(() -> {
                done = number(what) + 1;
                remark = "";
                change(Phase.WORKING);
            });
        }

        @Override
        public void stored(String key, Kcv kcv, boolean drawn) {
            Platform.runLater(() -> {
                keys.add(new StoredKey(key, kcv, drawn));
                done = Math.max(done, drawn ? number(new Act.Draw(key)) + 1 : 0);
                change(phase);
            });
        }

        @Override
        public boolean cardLost() throws InterruptedException {
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            Platform.runLater(() -> {
                if (left) {
                    answer.complete(false);
                } else {
                    back = Optional.of(answer);
                    act = Optional.empty();
                    change(Phase.LOST);
                }
            });
            return await(answer);
        }

        @Override
        public void unwritten(String sentence) {
            Platform.runLater(() -> remark = sentence);
        }
    }
}
