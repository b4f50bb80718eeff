package org.keyrack.ui.training;

import java.util.List;
import java.util.Optional;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.rackstate.RunState;

/** The lessons in the order in which they are learnt. */
final class Lessons {
    private static final List<Lesson> ALL =
            List.of(firstRack(), wrongPin(), pulledModule(), copy(), pulledAs(), nextRack());

    private Lessons() {}

    static List<Lesson> all() {
        return ALL;
    }

    static Optional<Lesson> named(String name) {
        return ALL.stream().filter(lesson -> lesson.name().equals(name)).findFirst();
    }

    /** The lesson after one; empty after the last. */
    static Optional<Lesson> after(Lesson lesson) {
        int next = ALL.indexOf(lesson) + 1;
        return next < ALL.size() ? Optional.of(ALL.get(next)) : Optional.empty();
    }

    private static Lesson firstRack() {
        return new Lesson(
                "first",
                List.of(
                        new LessonStep("pin", Checks::pinVerified),
                        new LessonStep("rack", desk -> Checks.at(desk, StepName.RACK) && Checks.wholeRackRead(desk)),
                        new LessonStep("review", desk -> Checks.at(desk, StepName.REVIEW) && Checks.planned(desk)),
                        new LessonStep("load", Checks::begun),
                        new LessonStep("results", Checks::allDone)));
    }

    private static Lesson wrongPin() {
        return new Lesson(
                "wrongPin",
                List.of(
                        new LessonStep("wrong", Checks::aTryIsGone),
                        new LessonStep("right", desk -> Checks.pinVerified(desk) && !Checks.aTryIsGone(desk))));
    }

    private static Lesson pulledModule() {
        return new Lesson(
                "pulled",
                List.of(
                        new LessonStep("load", Checks::loading),
                        new LessonStep("pull", desk -> Checks.lost(desk) && Checks.emptySlots(desk) > 0),
                        new LessonStep("back", desk -> Checks.emptySlots(desk) == 0),
                        new LessonStep("retry", Checks::allDone)));
    }

    private static Lesson copy() {
        return new Lesson(
                "copy",
                List.of(
                        new LessonStep("put", Checks::twins),
                        new LessonStep("out", desk -> !Checks.twins(desk) && Checks.emptySlots(desk) == 2),
                        new LessonStep("fresh", desk -> !Checks.twins(desk) && Checks.wholeRackRead(desk))));
    }

    private static Lesson pulledAs() {
        return new Lesson(
                "asGone",
                List.of(
                        new LessonStep("load", Checks::loading),
                        new LessonStep("pull", desk -> Checks.run(desk) == RunState.AS_GONE),
                        new LessonStep("back", desk -> Checks.run(desk) == RunState.AS_BACK),
                        new LessonStep("pin", desk -> !Checks.run(desk).waiting() && Checks.pinVerified(desk)),
                        new LessonStep("end", Checks::allDone)));
    }

    private static Lesson nextRack() {
        return new Lesson(
                "next",
                List.of(
                        new LessonStep("load", Checks::allDone),
                        new LessonStep("fresh", Checks::freshRackRead),
                        new LessonStep("go", Checks::begun),
                        new LessonStep("end", Checks::allDone)));
    }
}
