package org.keyrack.cli;

import picocli.CommandLine;

/** The command {@code keyrack as}: an AS that is no card. */
@CommandLine.Command(
        name = "as",
        subcommands = {AsTokens.class, AsCreate.class, AsInspect.class})
final class AsCommand extends CommandGroup {}
