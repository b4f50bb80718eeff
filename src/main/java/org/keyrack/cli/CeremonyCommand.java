package org.keyrack.cli;

import picocli.CommandLine;

/** The command {@code keyrack ceremony}: what people do with keys before a card has them. */
@CommandLine.Command(
        name = "ceremony",
        subcommands = {
            CeremonyNew.class,
            CeremonyLetters.class,
            CeremonySplit.class,
            CeremonyJoin.class,
            CeremonyEnter.class,
            CeremonyRecord.class
        })
final class CeremonyCommand extends CommandGroup {}
