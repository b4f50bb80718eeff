package org.keyrack.cli;

import org.keyrack.language.Wording;
import picocli.CommandLine;

/** What {@code --help} says, in the language that is shown. */
final class HelpTexts {
    private HelpTexts() {}

    /** Gives a command line, and every command below it, its texts; all of them are in the bundle {@code help}. */
    static void show(CommandLine line) {
        Wording words = Wording.of("help");
        line.setResourceBundle(words.bundle());
        named(line, words.get("label.COMMAND"));
    }

    private static void named(CommandLine line, String command) {
        line.getCommandSpec()
                .usageMessage()
                .synopsisSubcommandLabel(line.getSubcommands().isEmpty() ? "" : "[" + command + "]");
        line.getSubcommands().values().forEach(below -> named(below, command));
    }
}
