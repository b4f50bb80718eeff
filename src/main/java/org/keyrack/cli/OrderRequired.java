package org.keyrack.cli;

import org.keyrack.app.InputException;
import org.keyrack.app.OpenLedger;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.ledger.PersonException;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code keyrack order required}: whether real modules are loaded under orders alone. */
@CommandLine.Command(name = "required")
final class OrderRequired extends PeopleTask {
    @Parameters(paramLabel = "on|off", descriptionKey = "required")
    private Wanted wanted;

    @Mixin
    private PersonOptions by;

    private enum Wanted {
        ON,
        OFF
    }

    @Override
    void run(CliContext context, OpenLedger ledger)
            throws CliException, InputException, InterruptedException, PersonException, JournalUnavailable {
        ledger.orders().require(wanted == Wanted.ON, by.person(context, ledger));
        context.out().println(context.words().get("order.required." + wanted));
    }
}
