package org.keyrack.ui.training;

import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.rackstate.LiveBench;

/**
 * Gives the lesson that the desk names: opens its bench, looks after each change whether the present step was done, and keeps
 * in the settings what was learnt. Whoever opens another bench leaves the lesson.
 */
public final class LessonRun {
    private final Desk desk;
    private final ReadOnlyObjectWrapper<Optional<Place>> place =
            new ReadOnlyObjectWrapper<>(this, "place", Optional.empty());
    /** The bench of the lesson is being opened: what is there before it counts for nothing. */
    private boolean opening;
    /** Puts back what was to be loaded before the first lesson; empty on any other bench. */
    private Optional<Runnable> putBack = Optional.empty();

    /**
     * Where a lesson is at.
     *
     * @param step from 0; the number of its steps when it is over
     */
    record Place(Lesson lesson, int step) {
        boolean over() {
            return step == lesson.steps().size();
        }

        /** The key of the text that says what is to be done. */
        String key() {
            return "lesson." + lesson.name() + "."
                    + (over() ? "learnt" : lesson.steps().get(step).name());
        }
    }

    public LessonRun(Desk desk) {
        this.desk = desk;
        desk.lessonProperty().subscribe(this::wanted);
        desk.bench().openProperty().subscribe((was, now) -> opened(now));
        desk.bench().problemProperty().subscribe(problem -> problem.ifPresent(failed -> otherBench()));
        desk.bench().viewProperty().subscribe((was, now) -> look());
        desk.runWatch().stateProperty().subscribe((was, now) -> look());
        desk.job().board().changesProperty().subscribe((was, now) -> look());
        desk.job().planProperty().subscribe((was, now) -> look());
        desk.navigator().currentProperty().subscribe((was, now) -> look());
    }

    /** Where the lesson is at; empty while none is given. */
    ReadOnlyObjectProperty<Optional<Place>> placeProperty() {
        return place.getReadOnlyProperty();
    }

    private void wanted(String name) {
        Optional<Lesson> lesson = Lessons.named(name);
        if (lesson.isEmpty()) {
            opening = false;
            place.set(Optional.empty());
        } else if (desk.bench().stateProperty().get() == LiveBench.State.OPENING) {
            desk.notices().info("bench.opening");
            leave();
        } else if (!desk.mayChangeBench()) {
            leave();
        } else {
            opening = true;
            if (putBack.isEmpty()) {
                putBack = Optional.of(desk.job().setAside());
            }
            place.set(Optional.of(new Place(lesson.get(), 0)));
            desk.bench().openTraining();
            desk.navigator().go(StepName.BENCH);
            say();
        }
    }

    private void opened(Optional<LiveBench.Open> now) {
        if (now.isPresent() && opening) {
            opening = false;
        } else if (!opening) {
            otherBench();
        }
    }

    /** The bench is none of a lesson any more: what was to be loaded before it is so again. */
    private void otherBench() {
        leave();
        Optional<Runnable> back = putBack;
        putBack = Optional.empty();
        back.ifPresent(Runnable::run);
    }

    private void look() {
        Optional<Place> reached = place.get();
        if (opening || reached.isEmpty() || reached.get().over()) {
            return;
        }
        Lesson lesson = reached.get().lesson();
        int step = reached.get().step();
        if (!lesson.steps().get(step).done().test(desk)) {
            return;
        }
        Place next = new Place(lesson, step + 1);
        place.set(Optional.of(next));
        if (next.over() && !desk.settings().lessonsDone().contains(lesson.name())) {
            desk.settings().lessonsDone().add(lesson.name());
        }
        say();
        look();
    }

    private void say() {
        place.get().ifPresent(now -> desk.notices().announce(desk.texts().get(now.key())));
    }

    /** Ends it; the bench stays as it is. */
    void leave() {
        desk.lessonProperty().set("");
    }

    /** Begins a lesson from its first step, the same one too. */
    void begin(Lesson lesson) {
        leave();
        desk.lessonProperty().set(lesson.name());
    }
}
