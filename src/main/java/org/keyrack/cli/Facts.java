package org.keyrack.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.keyrack.journal.BatchCounts;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.ModuleClass;
import org.keyrack.language.Wording;

/** What {@code --plain} says more than once: one fact a line, as it is read aloud. */
final class Facts {
    /** Set in the environment, every command that can speak plainly does. */
    static final String ALWAYS = "KEYRACK_PLAIN";

    private Facts() {}

    /** Whether facts are wanted instead of tables and drawings. */
    static boolean wanted(boolean option, CliContext context) {
        return option || !context.environment().getOrDefault(ALWAYS, "").isEmpty();
    }

    /** Where a module is: its slot of the shelf, or its reader when that has no number. */
    static String place(OptionalInt shelf, String reader, Wording words) {
        return shelf.isPresent() ? words.say("plain.slot", String.valueOf(shelf.getAsInt())) : reader;
    }

    /** A line for each class that has modules, or keys, in it. */
    static List<String> counts(BatchCounts counts, Wording words) {
        List<String> lines = new ArrayList<>();
        for (ModuleClass each : ModuleClass.values()) {
            if (counts.of(each) > 0) {
                lines.add(words.say("plain.modules", counts.of(each), words.get("show.module." + each)));
            }
        }
        for (KeyClass each : KeyClass.values()) {
            if (counts.of(each) > 0) {
                lines.add(words.say("plain.keys", counts.of(each), words.get("show.keyClass." + each)));
            }
        }
        return lines;
    }
}
