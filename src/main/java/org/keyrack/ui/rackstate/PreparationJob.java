package org.keyrack.ui.rackstate;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.keyrack.prepare.CardPlan;
import org.keyrack.prepare.PreparationRun;
import org.keyrack.protocol.Role;

/** What is to become of blank cards: the plan, where its components come from, the cards it is for. No secret is kept here. */
public final class PreparationJob {
    private final Role role;
    private final PreparationBoard board = new PreparationBoard();
    private final ReadOnlyObjectWrapper<Optional<ChosenPlan>> plan =
            new ReadOnlyObjectWrapper<>(this, "plan", Optional.empty());
    private final ObjectProperty<Map<Part, Path>> files = new SimpleObjectProperty<>(this, "files", Map.of());
    private final ObjectProperty<Optional<List<String>>> only =
            new SimpleObjectProperty<>(this, "only", Optional.empty());

    private Optional<PreparationRun> run = Optional.empty();

    PreparationJob(Role role) {
        this.role = role;
    }

    /** A plan and the file that it was read from. */
    public record ChosenPlan(Path file, CardPlan plan) {}

    /**
     * One component of a key.
     *
     * @param key as the plan names it
     * @param index from 1
     */
    public record Part(String key, int index) {}

    public Role role() {
        return role;
    }

    public PreparationBoard board() {
        return board;
    }

    public ReadOnlyObjectProperty<Optional<ChosenPlan>> planProperty() {
        return plan.getReadOnlyProperty();
    }

    /** Takes a plan; the files of components stay where the plan has the same ones. */
    public void take(ChosenPlan chosen) {
        Map<Part, Path> kept = new LinkedHashMap<>(files.get());
        kept.keySet().retainAll(parts(chosen.plan()));
        files.set(Map.copyOf(kept));
        plan.set(Optional.of(chosen));
    }

    /** The components that a plan needs, in their order. */
    public static List<Part> parts(CardPlan plan) {
        return plan.components().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(key -> java.util.stream.IntStream.rangeClosed(
                                1, key.getValue().components())
                        .mapToObj(index -> new Part(key.getKey(), index)))
                .toList();
    }

    /** The files that hold components. */
    public ObjectProperty<Map<Part, Path>> filesProperty() {
        return files;
    }

    /** Sets the file of a component; an absent one: it is typed. */
    public void component(Part part, Optional<Path> file) {
        Map<Part, Path> next = new LinkedHashMap<>(files.get());
        next.remove(part);
        file.ifPresent(path -> next.put(part, path));
        files.set(Map.copyOf(next));
    }

    /** It has begun; one that was asked to stop meanwhile begins no further step. */
    public void began(PreparationRun begun) {
        run = Optional.of(begun);
        if (board.phase() == PreparationBoard.Phase.STOPPING) {
            begun.stop();
        }
    }

    /** It is over, also when its end is not in the ledger. */
    public void ended() {
        run = Optional.empty();
        board.ended();
    }

    /** No further step begins. */
    public void stop() {
        board.stopping();
        run.ifPresent(PreparationRun::stop);
    }

    /** The readers whose cards are meant; empty: all that can be. */
    public ObjectProperty<Optional<List<String>>> onlyProperty() {
        return only;
    }
}
