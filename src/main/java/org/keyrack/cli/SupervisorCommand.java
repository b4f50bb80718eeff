package org.keyrack.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.keyrack.app.InputException;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.OrderTrust;
import org.keyrack.app.ReportSource;
import org.keyrack.app.SecretText;
import org.keyrack.app.SupervisorKeyFile;
import org.keyrack.app.WantedRelease;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.files.OutputFile;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.SentenceException;
import org.keyrack.language.TypedName;
import org.keyrack.ledger.PersonException;
import org.keyrack.order.OrderException;
import org.keyrack.order.SupervisorKey;
import org.keyrack.order.SupervisorName;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code keyrack supervisor}: keys that sign orders, and whose count. */
@CommandLine.Command(
        name = "supervisor",
        subcommands = {SupervisorCommand.NewKey.class, SupervisorCommand.Trust.class, SupervisorCommand.Keys.class})
final class SupervisorCommand extends CommandGroup {
    /** {@code keyrack supervisor new-key}. */
    @CommandLine.Command(name = "new-key")
    static final class NewKey extends ProgramCommand {
        @Parameters(paramLabel = "ID", descriptionKey = "id")
        private String id;

        @Option(names = "--dir", paramLabel = "${bundle:label.DIR}")
        private Path folder = Path.of("");

        @Option(names = "--passphrase-file", paramLabel = "${bundle:label.FILE}", descriptionKey = "passphraseFile")
        private Path passphrase;

        @Override
        int run(CliContext context) throws CliException, InputException, IOException {
            if (!id.matches(SupervisorName.ID)) {
                throw CliException.usage(context.words().say("supervisor.id", TypedName.shown(id)));
            }
            Path key = folder.resolve(id + ".key");
            if (Files.exists(key)) {
                throw CliException.usage(context.words().say("supervisor.exists", key.toString()));
            }
            char[] secret = SupervisorKeyOptions.passphrase(context, passphrase);
            try {
                SupervisorKey.Made made = SupervisorKey.make(id, secret);
                SecretText.write(key, made.pem().getBytes(StandardCharsets.US_ASCII));
                Path shown = SupervisorKeyFile.publicFile(key);
                OutputFile.write(shown, (made.verifier() + "\n").getBytes(StandardCharsets.US_ASCII));
                context.out().println(context.words().say("supervisor.made", key.toString(), shown.toString()));
                return ExitCode.DONE;
            } catch (OrderException refused) {
                throw CliException.usage(refused.getMessage());
            } finally {
                Arrays.fill(secret, '\0');
            }
        }
    }

    /** {@code keyrack supervisor trust}. */
    @CommandLine.Command(name = "trust")
    static final class Trust extends ProgramCommand {
        @Parameters(paramLabel = "${bundle:label.FILE}", descriptionKey = "file")
        private Path file;

        @Option(names = "--withdraw")
        private boolean withdraw;

        @Mixin
        private SupervisorKeyOptions signer;

        @Mixin
        private PersonOptions person;

        @Mixin
        private ReleaseOptions releases;

        @Mixin
        private LedgerPlace place;

        @Override
        int run(CliContext context) throws CliException, InputException, InterruptedException, IOException {
            VerifierKey key = SupervisorKeyFile.verifier(file);
            OrderTrust.requireSupervisor(key, file);
            try (OpenLedger ledger = context.ledgers().open(place.given(), place.simulated())) {
                Optional<String> operator = person.operator(context, ledger, place.simulated());
                for (WantedRelease wanted : OrderTrust.wanted(ledger, key, operator)) {
                    releases.release(
                            context,
                            ledger,
                            wanted.act(),
                            wanted.object(),
                            operator.orElseThrow(),
                            context.words().say(withdraw ? "release.TRUST.withdraw" : "release.TRUST", key.name()));
                }
                Optional<SupervisorKey> by =
                        signer.given() || withdraw ? Optional.of(signer.open(context)) : Optional.empty();
                OrderTrust.say(ledger, key, !withdraw, by, operator);
                context.out()
                        .println(context.words()
                                .say(withdraw ? "supervisor.withdrawn" : "supervisor.trusted", key.name()));
                return ExitCode.DONE;
            } catch (OrderException | PersonException refused) {
                throw CliException.usage(refused.getMessage());
            } catch (JournalUnavailable e) {
                throw CliException.bench(context.words().say("ledger.unwritten", SentenceException.said(e)));
            }
        }
    }

    /** {@code keyrack supervisor keys}. */
    @CommandLine.Command(name = "keys")
    static final class Keys extends ProgramCommand {
        @Mixin
        private LedgerPlace place;

        @Override
        int run(CliContext context) throws CliException, InputException {
            try (ReportSource records = context.ledgers().read(place.given(), place.simulated())) {
                if (records.trustedKeys().now().isEmpty()) {
                    context.err().println(context.words().get("supervisor.none"));
                }
                records.trustedKeys().now().forEach(context.out()::println);
                return ExitCode.DONE;
            } catch (OrderException refused) {
                throw CliException.usage(refused.getMessage());
            }
        }
    }
}
