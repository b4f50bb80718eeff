package org.keyrack.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.keyrack.language.Languages;
import org.keyrack.language.Wording;
import org.keyrack.ledger.BenchKey;
import org.keyrack.ledger.HeadsFolder;
import org.keyrack.ledger.LedgerBackup;
import org.keyrack.ledger.LedgerException;
import org.keyrack.ledger.LedgerExport;
import org.keyrack.ledger.LedgerHeads;
import org.keyrack.ledger.LedgerRestore;
import org.keyrack.ledger.SignedHead;
import org.keyrack.ledger.Verification;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code keyrack ledger}: evidence, look-ups, copies. */
@CommandLine.Command(
        name = "ledger",
        description = "Verifies, shows, exports, backs up and restores the ledger.",
        subcommands = {
            LedgerVerify.class,
            LedgerShow.class,
            LedgerCommand.Export.class,
            LedgerCommand.ShowHead.class,
            LedgerCommand.NewKey.class,
            LedgerCommand.Backup.class,
            LedgerCommand.Restore.class
        },
        footer = {"", "Exit codes: 0 done and sound, 1 not sound, 2 usage, 3 the ledger cannot be opened."})
final class LedgerCommand extends CommandGroup {
    /** {@code keyrack ledger export}. */
    @CommandLine.Command(name = "export", description = "Writes every event out.")
    static final class Export extends ProgramCommand {
        @Mixin
        private LedgerPlace place;

        @Option(
                names = "--format",
                required = true,
                paramLabel = "jsonl|csv",
                description = "jsonl can be verified, csv is a table.")
        private LedgerExport.Format format;

        @Option(names = "--out", paramLabel = "FILE", description = "A file (default: standard output).")
        private Path out;

        @Override
        int run(CliContext context) throws CliException, LedgerException, IOException {
            String location = place.location(context);
            if (out == null) {
                LedgerExport.write(location, format, context.out());
                if (context.out().checkError()) {
                    throw CliException.bench(context.words().get("export.full"));
                }
            } else {
                LedgerExport.toFile(location, format, out);
            }
            keepHeads(context, place);
            return ExitCode.DONE;
        }
    }

    /** {@code keyrack ledger head}. */
    @CommandLine.Command(name = "head", description = "Signs where the ledger ends now, to be kept outside.")
    static final class ShowHead extends ProgramCommand {
        @Mixin
        private LedgerPlace place;

        @Option(names = "--out", paramLabel = "FILE", description = "Appends to this file instead of printing.")
        private Path out;

        @Override
        int run(CliContext context) throws CliException, LedgerException, IOException {
            List<SignedHead> heads = LedgerHeads.sign(place.location(context), place.benchKey(context));
            if (heads.isEmpty()) {
                throw CliException.bench(Wording.of("cli").get("head.noChain"));
            }
            requireHeads();
            for (SignedHead head : heads) {
                if (out == null) {
                    context.out().println(head.line());
                } else {
                    HeadsFolder.append(out, head);
                }
            }
            return ExitCode.DONE;
        }

        /** What is appended to must be a file of heads. */
        private void requireHeads() throws CliException {
            if (out != null && Files.isRegularFile(out)) {
                try {
                    HeadsFolder.read(out);
                } catch (LedgerException e) {
                    throw CliException.usage(e.getMessage() + ". Name another file for the heads.");
                }
            }
        }
    }

    /** {@code keyrack ledger new-key}. */
    @CommandLine.Command(
            name = "new-key",
            description = "Makes a new bench key; the old one signs the change when a ledger is opened next.")
    static final class NewKey extends ProgramCommand {
        @Mixin
        private LedgerPlace place;

        @Override
        int run(CliContext context) throws LedgerException {
            Path key = place.benchKey(context);
            Path old = BenchKey.renew(key);
            VerificationTexts texts = new VerificationTexts(Languages.now());
            context.out().println(texts.say("newKey.made", key + ".pub", old));
            return ExitCode.DONE;
        }
    }

    /** {@code keyrack ledger backup}. */
    @CommandLine.Command(
            name = "backup",
            description = "Copies the ledger to a new file, while benches work, and verifies it.")
    static final class Backup extends ProgramCommand {
        @Mixin
        private LedgerPlace place;

        @Parameters(paramLabel = "FILE", description = "A file that does not exist yet.")
        private Path target;

        @Override
        int run(CliContext context) throws CliException, LedgerException, IOException {
            Verification copy = LedgerBackup.to(place.location(context), target);
            copy.findings().forEach(finding -> context.out().println(finding.text() + "."));
            context.out()
                    .println(copy.events() + " events in " + target + (copy.sound() ? ", verified." : ", not sound."));
            copy.ends().forEach(head -> context.out().println(head));
            return copy.sound() ? ExitCode.DONE : ExitCode.UNITS_FAILED;
        }
    }

    /** {@code keyrack ledger restore}. */
    @CommandLine.Command(
            name = "restore",
            description = "Puts a backup back as a new ledger; this bench begins a new chain in it.")
    static final class Restore extends ProgramCommand {
        @Mixin
        private LedgerPlace place;

        @Parameters(paramLabel = "BACKUP", description = "A SQLite file or an export in JSON Lines.")
        private Path backup;

        @Option(
                names = "--bench",
                required = true,
                paramLabel = "NAME",
                description = "This bench's name in the ledger.")
        private String bench;

        @Override
        int run(CliContext context) throws CliException, LedgerException, IOException {
            try {
                Verification restored = LedgerRestore.restore(backup, place.settings(context, bench));
                context.out().println(restored.events() + " events restored and verified.");
                restored.ends().forEach(head -> context.out().println(head));
                return ExitCode.DONE;
            } catch (IllegalArgumentException badName) {
                throw CliException.usage(badName.getMessage());
            }
        }
    }

    /** What was handed out is vouched for from now on; a ledger that is not this bench's gets no head. */
    private static void keepHeads(CliContext context, LedgerPlace place) throws LedgerException, IOException {
        Path key = place.benchKey(context);
        if (Files.exists(key)) {
            HeadsFolder folder = new HeadsFolder(place.heads(context));
            for (SignedHead head : LedgerHeads.sign(place.location(context), key)) {
                folder.append(head);
            }
        }
    }
}
