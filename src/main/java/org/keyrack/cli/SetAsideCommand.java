package org.keyrack.cli;

import java.util.Optional;
import org.keyrack.app.InputException;
import org.keyrack.app.OpenLedger;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.protocol.SerialNumber;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code keyrack set-aside}: a module of this bench's batches is put aside. */
@CommandLine.Command(name = "set-aside")
final class SetAsideCommand extends PeopleTask {
    @Parameters(paramLabel = "SN", descriptionKey = "sn")
    private String sn;

    @Mixin
    private OperatorOption operator;

    @Mixin
    private PersonOptions person;

    @Override
    void run(CliContext context, OpenLedger ledger)
            throws CliException, InputException, InterruptedException, JournalUnavailable {
        operator.check(context);
        SerialNumber module = CertificateCommand.serial(context, sn);
        Optional<String> who = person.operator(context, ledger, simulated());
        if (!ledger.setAside(module, who.orElseGet(() -> operator.name(context)))) {
            throw CliException.usage(context.words().say("setAside.unseen", module.grouped(), ledger.bench()));
        }
        context.out().println(context.words().say("setAside.done", module.grouped()));
    }
}
