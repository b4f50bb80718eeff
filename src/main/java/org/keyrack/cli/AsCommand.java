package org.keyrack.cli;

import picocli.CommandLine;

/** The command {@code keyrack as}: one that is no card, and what its persons do to a card. */
@CommandLine.Command(
        name = "as",
        subcommands = {
            AsTokens.class,
            AsCreate.class,
            AsInspect.class,
            AsCloneTask.class,
            AsPinTask.class,
            AsExportsTask.class,
            AsOperationalTask.class
        })
final class AsCommand extends CommandGroup {}
