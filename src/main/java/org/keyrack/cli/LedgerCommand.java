package org.keyrack.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.keyrack.language.Languages;
import org.keyrack.language.SentenceException;
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
        subcommands = {
            LedgerVerify.class,
            LedgerShow.class,
            LedgerCommand.Export.class,
            LedgerCommand.ShowHead.class,
            LedgerCommand.NewKey.class,
            LedgerCommand.Backup.class,
            LedgerCommand.Restore.class
        })
final class LedgerCommand extends CommandGroup {
    /** {@code keyrack ledger export}. */
    @CommandLine.Command(name = "export")
    static final class Export extends ProgramCommand {
        @Mixin
        private LedgerPlace place;

        @Option(names = "--format", required = true, paramLabel = "jsonl|csv")
        private LedgerExport.Format format;

        @Option(names = "--out", paramLabel = "${bundle:label.FILE}")
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
    @CommandLine.Command(name = "head")
    static final class ShowHead extends ProgramCommand {
        @Mixin
        private LedgerPlace place;

        @Option(names = "--out", paramLabel = "${bundle:label.FILE}")
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
                    throw CliException.usage(Wording.of("cli").say("head.file", e.getMessage()));
                }
            }
        }
    }

    /** {@code keyrack ledger new-key}. */
    @CommandLine.Command(name = "new-key")
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
    @CommandLine.Command(name = "backup")
    static final class Backup extends ProgramCommand {
        @Mixin
        private LedgerPlace place;

        @Parameters(paramLabel = "${bundle:label.FILE}", descriptionKey = "target")
        private Path target;

        @Override
        int run(CliContext context) throws CliException, LedgerException, IOException {
            Verification copy = LedgerBackup.to(place.location(context), target);
            copy.findings().forEach(finding -> context.out().println(finding.text(Languages.now()) + "."));
            context.out()
                    .println(context.words()
                            .say(
                                    copy.sound() ? "backup.verified" : "backup.unsound",
                                    copy.events(),
                                    target.toString()));
            copy.ends().forEach(head -> context.out().println(head));
            return copy.sound() ? ExitCode.DONE : ExitCode.UNITS_FAILED;
        }
    }

    /** {@code keyrack ledger restore}. */
    @CommandLine.Command(name = "restore")
    static final class Restore extends ProgramCommand {
        @Mixin
        private LedgerPlace place;

        @Parameters(paramLabel = "${bundle:label.BACKUP}", descriptionKey = "backup")
        private Path backup;

        @Option(names = "--bench", required = true, paramLabel = "${bundle:label.NAME}")
        private String bench;

        @Override
        int run(CliContext context) throws CliException, LedgerException, IOException {
            try {
                Verification restored = LedgerRestore.restore(backup, place.settings(context, bench));
                context.out().println(context.words().say("restore.done", restored.events()));
                restored.ends().forEach(head -> context.out().println(head));
                return ExitCode.DONE;
            } catch (IllegalArgumentException badName) {
                throw CliException.usage(SentenceException.said(badName));
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
