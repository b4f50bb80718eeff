package org.keyrack.cli;

import picocli.CommandLine;

/** The command {@code keyrack card}: the contents of blank cards. */
@CommandLine.Command(
        name = "card",
        description = "Lists, loads, keys, locks and clears GlobalPlatform cards.",
        subcommands = {CardList.class, CardLoad.class, CardKeys.class, CardLock.class, CardDelete.class},
        footer = {"", "Exit codes: 0 done, 1 some card failed, 2 usage, 3 bench not usable."})
final class CardCommand extends CommandGroup {}
