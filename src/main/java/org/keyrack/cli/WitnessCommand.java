package org.keyrack.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keyrack.app.InputException;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.ReportSource;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.NoteSignature;
import org.keyrack.evidence.Origin;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.evidence.WitnessRequest;
import org.keyrack.files.InputFile;
import org.keyrack.files.OutputFile;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.Languages;
import org.keyrack.language.TypedName;
import org.keyrack.ledger.LedgerException;
import org.keyrack.ledger.Person;
import org.keyrack.witness.KeptChain;
import org.keyrack.witness.WitnessAnswer;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code keyrack witness}: cosignatures of checkpoints, by files that travel on a stick. */
@CommandLine.Command(
        name = "witness",
        subcommands = {
            WitnessCommand.Request.class,
            WitnessCommand.Answer.class,
            WitnessCommand.Take.class,
            WitnessCommand.Key.class,
            WitnessCommand.All.class,
            WitnessCommand.Accept.class
        })
final class WitnessCommand extends CommandGroup {
    private static final int MOST_ANSWER = 64 << 10;
    private static final String NAME = "[A-Za-z0-9._-]{1,32}";

    /** {@code keyrack witness request}. */
    @CommandLine.Command(name = "request")
    static final class Request extends ProgramCommand {
        @Parameters(paramLabel = "${bundle:label.FILE}", descriptionKey = "file")
        private Path file;

        @Option(names = "--old", paramLabel = "${bundle:label.NUMBER}")
        private Long old;

        @Option(names = "--continued", paramLabel = "${bundle:label.NUMBER}")
        private Long continued;

        @Option(names = "--bench", paramLabel = "${bundle:label.BENCH}")
        private String bench;

        @Mixin
        private LedgerPlace place;

        @Override
        int run(CliContext context) throws CliException, InputException, IOException {
            try (ReportSource records = context.ledgers().read(place.given(), place.simulated())) {
                WitnessRequest request = records.witnessRequest(
                        bench(context, records), Optional.ofNullable(old), continued == null ? 0 : continued);
                OutputFile.write(file, request.encode().getBytes(StandardCharsets.UTF_8));
                context.out().println(context.words().say("witness.asked", file.toString()));
                return ExitCode.DONE;
            }
        }

        private String bench(CliContext context, ReportSource records) throws CliException {
            List<String> benches = records.benches();
            if (bench == null && benches.size() != 1) {
                throw CliException.usage(context.words().say("witness.bench", String.join(", ", benches)));
            }
            return bench == null ? benches.get(0) : bench;
        }
    }

    /** {@code keyrack witness answer}; exit code 1 when it is not cosigned. */
    @CommandLine.Command(name = "answer")
    static final class Answer extends WitnessTask {
        @Parameters(paramLabel = "${bundle:label.FILE}", descriptionKey = "file")
        private Path file;

        @Option(names = "--out", required = true, paramLabel = "${bundle:label.FILE}")
        private Path out;

        @Override
        int run(CliContext context, OpenLedger ledger)
                throws CliException, LedgerException, IOException, NoteException, JournalUnavailable {
            WitnessRequest request = EvidenceFiles.read(file, WitnessRequest::parse);
            WitnessAnswer answer = ledger.witness().answer(request);
            if (!answer.body().isEmpty()) {
                OutputFile.write(out, answer.body().getBytes(StandardCharsets.UTF_8));
            }
            if (answer.cosignature().isPresent()) {
                context.out().println(answer.sentence(Languages.now()));
                return ExitCode.DONE;
            }
            context.err().println(answer.sentence(Languages.now()));
            return ExitCode.UNITS_FAILED;
        }
    }

    /** {@code keyrack witness take}. */
    @CommandLine.Command(name = "take")
    static final class Take extends WitnessTask {
        @Parameters(paramLabel = "${bundle:label.FILE}", descriptionKey = "file")
        private Path file;

        @Option(names = "--key", required = true, paramLabel = "${bundle:label.FILE}")
        private Path key;

        @Override
        int run(CliContext context, OpenLedger ledger) throws CliException, IOException, JournalUnavailable {
            VerifierKey witness = EvidenceFiles.keys(List.of(key)).get(0);
            String text = new String(InputFile.read(file, MOST_ANSWER), StandardCharsets.UTF_8);
            if (text.matches("(0|[1-9][0-9]{0,15})\n")) {
                throw CliException.usage(context.words().say("witness.size", text.strip()));
            }
            List<NoteSignature> lines = new ArrayList<>();
            text.lines().forEach(line -> NoteSignature.parse(line).ifPresent(lines::add));
            Optional<Checkpoint> cosigned = ledger.witness().take(lines, witness);
            if (cosigned.isEmpty()) {
                throw CliException.usage(context.words().say("witness.strange", file.toString(), witness.name()));
            }
            context.out()
                    .println(context.words()
                            .say(
                                    "witness.taken",
                                    cosigned.get().origin().toString(),
                                    String.valueOf(cosigned.get().size()),
                                    witness.name()));
            return ExitCode.DONE;
        }
    }

    /** {@code keyrack witness key}. */
    @CommandLine.Command(name = "key")
    static final class Key extends WitnessTask {
        @Option(names = "--name", paramLabel = "${bundle:label.NAME}")
        private String name;

        @Override
        int run(CliContext context, OpenLedger ledger) throws CliException, LedgerException, IOException {
            if (name != null && !name.matches(NAME)) {
                throw CliException.usage(context.words().say("witness.name", TypedName.shown(name)));
            }
            context.out().println(ledger.witness().key(Optional.ofNullable(name)));
            return ExitCode.DONE;
        }
    }

    /** {@code keyrack witness list}. */
    @CommandLine.Command(name = "list")
    static final class All extends WitnessTask {
        @Override
        int run(CliContext context, OpenLedger ledger) throws LedgerException, IOException, NoteException {
            boolean forked = false;
            for (KeptChain chain : ledger.witness().kept()) {
                context.out()
                        .println(context.words()
                                .say(
                                        "witness.kept." + chain.state().name().toLowerCase(Locale.ROOT),
                                        chain.origin().toString(),
                                        String.valueOf(chain.size()),
                                        chain.seen().toString()));
                forked |= chain.state() == KeptChain.State.FORKED;
            }
            return forked ? ExitCode.UNITS_FAILED : ExitCode.DONE;
        }
    }

    /** {@code keyrack witness accept}: a supervisor's decision. */
    @CommandLine.Command(name = "accept")
    static final class Accept extends WitnessTask {
        @Parameters(paramLabel = "ORIGIN", descriptionKey = "origin")
        private String origin;

        @Mixin
        private PersonOptions person;

        @Override
        int run(CliContext context, OpenLedger ledger)
                throws CliException, InputException, InterruptedException, LedgerException, IOException, NoteException,
                        JournalUnavailable {
            Origin chain = Origin.parse(origin);
            Optional<WitnessAnswer> answer = ledger.witness().accept(chain, supervisor(context, ledger));
            if (answer.isEmpty()) {
                throw CliException.usage(context.words().say("witness.nothing", chain.toString()));
            }
            context.out().println(answer.get().sentence(Languages.now()));
            return ExitCode.DONE;
        }

        private Optional<String> supervisor(CliContext context, OpenLedger ledger)
                throws CliException, InputException, InterruptedException {
            if (!ledger.people().signInWanted()) {
                return Optional.empty();
            }
            Person by = person.person(context, ledger);
            if (by.role() != Person.Role.SUPERVISOR) {
                throw CliException.usage(context.words().say("witness.supervisor", by.id()));
            }
            return Optional.of(by.id());
        }
    }
}
