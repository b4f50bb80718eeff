package org.keyrack.cli;

import picocli.CommandLine;

/** The command {@code keyrack card}: the contents of blank cards. */
@CommandLine.Command(
        name = "card",
        subcommands = {CardList.class, CardLoad.class, CardKeys.class, CardLock.class, CardDelete.class})
final class CardCommand extends CommandGroup {}
