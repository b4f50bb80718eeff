package org.keyrack.cli;

import picocli.CommandLine;

/** The command {@code keyrack prepare}: blank cards to units. */
@CommandLine.Command(
        name = "prepare",
        subcommands = {PrepareAs.class, PrepareModules.class})
final class PrepareCommand extends CommandGroup {}
