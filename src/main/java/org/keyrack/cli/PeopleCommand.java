package org.keyrack.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.keyrack.app.InputException;
import org.keyrack.app.OpenLedger;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.ReleasedAct;
import org.keyrack.language.TypedName;
import org.keyrack.ledger.LedgerPeople;
import org.keyrack.ledger.Person;
import org.keyrack.ledger.PersonException;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code keyrack people}: who works on the benches of a ledger. */
@CommandLine.Command(
        name = "people",
        subcommands = {
            PeopleCommand.Add.class,
            PeopleCommand.Withdraw.class,
            PeopleCommand.All.class,
            PeopleCommand.Recover.class,
            PeopleCommand.Acknowledge.class,
            PeopleCommand.SignIn.class
        })
final class PeopleCommand extends CommandGroup {
    /** The new person's PIN and name. */
    static final class NewPerson {
        @Parameters(paramLabel = "ID", descriptionKey = "personId")
        private String id;

        @Option(names = "--name", required = true, paramLabel = "${bundle:label.NAME}", descriptionKey = "personName")
        private String name;

        @Option(names = "--pin-file", paramLabel = "${bundle:label.FILE}", descriptionKey = "newPin")
        private Path pinFile;

        private Person person(Person.Role role) {
            return new Person(id, TypedName.cleaned(name), role);
        }

        private char[] pin(CliContext context) throws CliException, InputException {
            return SupervisorKeyOptions.secret(context, pinFile, "people.newPin");
        }
    }

    /** {@code keyrack people add}. */
    @CommandLine.Command(name = "add")
    static final class Add extends PeopleTask {
        @Mixin
        private NewPerson fresh;

        @Option(names = "--role", paramLabel = "operator|supervisor")
        private Person.Role role = Person.Role.OPERATOR;

        @Mixin
        private PersonOptions by;

        @Mixin
        private ReleaseOptions releases;

        @Override
        void run(CliContext context, OpenLedger ledger)
                throws CliException, InputException, InterruptedException, PersonException, JournalUnavailable {
            boolean first = ledger.people().all().isEmpty();
            Optional<Person> supervisor = first ? Optional.empty() : Optional.of(by.person(context, ledger));
            if (supervisor.isPresent()) {
                release(context, ledger, releases, fresh.id, supervisor.get(), "release.PEOPLE");
            }
            char[] pin = fresh.pin(context);
            try {
                ledger.people().add(fresh.person(role), pin, supervisor);
            } finally {
                Arrays.fill(pin, '\0');
            }
            context.out().println(context.words().say("people.added", fresh.id));
        }
    }

    /** {@code keyrack people withdraw}. */
    @CommandLine.Command(name = "withdraw")
    static final class Withdraw extends PeopleTask {
        @Parameters(paramLabel = "ID", descriptionKey = "personId")
        private String id;

        @Mixin
        private PersonOptions by;

        @Mixin
        private ReleaseOptions releases;

        @Override
        void run(CliContext context, OpenLedger ledger)
                throws CliException, InputException, InterruptedException, PersonException, JournalUnavailable {
            Person supervisor = by.person(context, ledger);
            release(context, ledger, releases, id, supervisor, "release.PEOPLE.withdraw");
            ledger.people().withdraw(id, supervisor);
            context.out().println(context.words().say("people.withdrawn", id));
        }
    }

    /** A second supervisor releases what is changed of people, as soon as there is one whom it is not about. */
    private static void release(
            CliContext context, OpenLedger ledger, ReleaseOptions releases, String id, Person by, String key)
            throws CliException, InputException, InterruptedException {
        if (by.role() == Person.Role.SUPERVISOR && ledger.people().hasSupervisorBut(by.id(), id)) {
            releases.release(
                    context,
                    ledger,
                    ReleasedAct.PEOPLE,
                    id,
                    by.id(),
                    context.words().say(key, id));
        }
    }

    /** {@code keyrack people list}. */
    @CommandLine.Command(name = "list")
    static final class All extends PeopleTask {
        @Override
        void run(CliContext context, OpenLedger ledger) {
            LedgerPeople people = ledger.people();
            if (people.all().isEmpty()) {
                context.err().println(context.words().get("people.none"));
            }
            people.all()
                    .forEach(each -> context.out()
                            .println(context.words().say("people." + each.role(), each.id(), each.name())));
            people.recovered()
                    .forEach(id -> context.out().println(context.words().say("people.recovered", id)));
        }
    }

    /** {@code keyrack people recover}. */
    @CommandLine.Command(name = "recover")
    static final class Recover extends PeopleTask {
        @Mixin
        private NewPerson fresh;

        @Override
        void run(CliContext context, OpenLedger ledger)
                throws CliException, InputException, InterruptedException, PersonException, JournalUnavailable {
            char[] pin = fresh.pin(context);
            try {
                ledger.people().recover(fresh.person(Person.Role.SUPERVISOR), pin);
            } finally {
                Arrays.fill(pin, '\0');
            }
            context.out().println(context.words().say("people.recovered", fresh.id));
        }
    }

    /** {@code keyrack people acknowledge}. */
    @CommandLine.Command(name = "acknowledge")
    static final class Acknowledge extends PeopleTask {
        @Parameters(paramLabel = "ID", descriptionKey = "personId")
        private String id;

        @Mixin
        private PersonOptions by;

        @Override
        void run(CliContext context, OpenLedger ledger)
                throws CliException, InputException, InterruptedException, PersonException, JournalUnavailable {
            ledger.people().acknowledge(id, by.person(context, ledger));
            context.out().println(context.words().say("people.acknowledged", id));
        }
    }

    /** {@code keyrack people sign-in}. */
    @CommandLine.Command(name = "sign-in")
    static final class SignIn extends PeopleTask {
        @Parameters(paramLabel = "on|off", descriptionKey = "signIn")
        private Wanted wanted;

        private enum Wanted {
            ON,
            OFF
        }

        @Mixin
        private PersonOptions by;

        @Override
        void run(CliContext context, OpenLedger ledger)
                throws CliException, InputException, InterruptedException, PersonException, JournalUnavailable {
            ledger.people().switchSignIn(wanted == Wanted.ON, by.person(context, ledger));
            context.out().println(context.words().get("people.signIn." + wanted));
        }
    }
}
