package org.keyrack.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.keyrack.app.CertificateFiles;
import org.keyrack.app.InputException;
import org.keyrack.app.OrderReports;
import org.keyrack.app.ReportSource;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.LineCertificate;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.files.OutputFile;
import org.keyrack.language.Languages;
import org.keyrack.ledger.LedgerUnreadable;
import org.keyrack.ledger.ModuleCertificate;
import org.keyrack.ledger.OrderView;
import org.keyrack.order.OrderException;
import org.keyrack.protocol.SerialNumber;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code keyrack certificate}: makes the certificates of a module, or checks one. */
@CommandLine.Command(name = "certificate")
final class CertificateCommand extends ProgramCommand {
    @Parameters(arity = "0..1", paramLabel = "SN", descriptionKey = "sn")
    private String sn;

    @Option(names = "--dir", paramLabel = "${bundle:label.DIR}")
    private Path folder = Path.of("");

    @Option(names = "--order", paramLabel = "${bundle:label.NUMBER}", descriptionKey = "number")
    private String order;

    @Option(names = "--format", paramLabel = "proof|json|pdf|all")
    private Format format = Format.ALL;

    @Option(names = "--check", paramLabel = "${bundle:label.FILE}")
    private Path file;

    @Option(names = "--key", paramLabel = "${bundle:label.FILE}")
    private Path key;

    @Option(names = "--witness", paramLabel = "${bundle:label.FILE}")
    private List<Path> witnesses = List.of();

    @Option(names = "--keys")
    private boolean keys;

    @Mixin
    private LedgerPlace place;

    private enum Format {
        PROOF,
        JSON,
        PDF,
        ALL
    }

    @Override
    int run(CliContext context) throws CliException, InputException, IOException {
        if (Stream.of(sn, order, file).filter(Objects::nonNull).count() + (keys ? 1 : 0) != 1
                || file != null && key == null) {
            throw CliException.usage(context.words().get("certificate.what"));
        }
        if (file != null) {
            return check(context);
        }
        try (ReportSource records = context.ledgers().read(place.given(), place.simulated())) {
            if (keys) {
                records.verifierKeys().forEach(context.out()::println);
            } else if (order != null) {
                return ofOrder(context, records);
            } else {
                for (ModuleCertificate certificate : records.certificates(serial(context, sn))) {
                    write(context, certificate);
                }
            }
        }
        return ExitCode.DONE;
    }

    static SerialNumber serial(CliContext context, String sn) throws CliException {
        try {
            return SerialNumber.parse(sn);
        } catch (IllegalArgumentException e) {
            throw CliException.usage(context.words().say("certificate.sn", sn));
        }
    }

    /** Every module of an order; exit code 1 when one that got a key has no certificate. */
    private int ofOrder(CliContext context, ReportSource records) throws CliException, IOException {
        OrderView view;
        try {
            view = records.order(order);
        } catch (OrderException refused) {
            throw CliException.usage(refused.getMessage());
        }
        List<SerialNumber> without;
        try {
            without = OrderReports.certificates(records, view, certificate -> {
                try {
                    write(context, certificate);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        without.forEach(module -> context.err().println(context.words().say("certificate.without", module.grouped())));
        return without.isEmpty() ? ExitCode.DONE : ExitCode.UNITS_FAILED;
    }

    private void write(CliContext context, ModuleCertificate certificate) throws IOException {
        if (wanted(Format.PROOF)) {
            write(
                    context,
                    certificate,
                    ".tlog-proof",
                    utf8(certificate.certificate().encode()));
        }
        if (wanted(Format.JSON)) {
            write(context, certificate, ".json", utf8(CertificateFiles.json(certificate)));
        }
        if (wanted(Format.PDF)) {
            write(context, certificate, ".pdf", CertificateFiles.pdf(certificate, Languages.now()));
        }
    }

    private boolean wanted(Format one) {
        return format == Format.ALL || format == one;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void write(CliContext context, ModuleCertificate certificate, String ending, byte[] bytes)
            throws IOException {
        Path target = folder.resolve(certificate.fileName() + ending);
        OutputFile.write(target, bytes);
        context.out().println(target);
    }

    /** Whether the bench signed that this was loaded; exit code 1 when it did not. */
    private int check(CliContext context) throws CliException, IOException {
        VerifierKey bench = EvidenceFiles.keys(List.of(key)).get(0);
        List<VerifierKey> cosigners = EvidenceFiles.keys(witnesses);
        try {
            LineCertificate read = EvidenceFiles.read(file, LineCertificate::parse);
            Checkpoint proven = EvidenceFiles.checked(file, () -> read.verify(bench, cosigners));
            CertificateText.print(context, ModuleCertificate.of(read), proven, cosigners);
            return ExitCode.DONE;
        } catch (CliException refused) {
            context.err().println(refused.getMessage());
            return ExitCode.UNITS_FAILED;
        } catch (LedgerUnreadable other) {
            context.err().println(context.words().say("certificate.otherLine", file.toString()));
            return ExitCode.UNITS_FAILED;
        }
    }
}
