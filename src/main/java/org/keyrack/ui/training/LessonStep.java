package org.keyrack.ui.training;

import java.util.function.Predicate;
import org.keyrack.ui.desk.Desk;

/**
 * One thing that a lesson has somebody do.
 *
 * @param name of its text, {@code lesson.<lesson>.<name>} in the bundle
 * @param done whether it was done, by what bench, batch and window show; asked on the JavaFX thread after each change
 */
record LessonStep(String name, Predicate<Desk> done) {}
