package org.keyrack.cli;

import picocli.CommandLine;

/** The command {@code keyrack order}: from paper to certificate. */
@CommandLine.Command(
        name = "order",
        subcommands = {
            OrderNew.class,
            OrderSign.class,
            OrderCheck.class,
            OrderStatus.class,
            OrderClose.class,
            OrderRequired.class
        })
final class OrderCommand extends CommandGroup {}
