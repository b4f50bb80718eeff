package org.keyrack.ui.training;

import java.util.List;

/**
 * A lesson on a virtual bench of its own, whose cards nobody has touched.
 *
 * @param name of its texts, {@code lesson.<name>.title} and {@code lesson.<name>.about} in the bundle, and in the settings
 * @param steps what is done in it, in this order
 */
record Lesson(String name, List<LessonStep> steps) {}
