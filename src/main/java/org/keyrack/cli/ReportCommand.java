package org.keyrack.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyrack.app.Comparisons;
import org.keyrack.app.InputException;
import org.keyrack.app.OrderReports;
import org.keyrack.app.ReportSource;
import org.keyrack.app.Reports;
import org.keyrack.files.OutputFile;
import org.keyrack.files.OutputFileException;
import org.keyrack.language.Language;
import org.keyrack.language.Languages;
import org.keyrack.language.SentenceException;
import org.keyrack.language.Wording;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.OrderView;
import org.keyrack.order.OrderException;
import org.keyrack.printer.PrinterException;
import org.keyrack.printer.Printers;
import org.keyrack.report.LabelTemplate;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reports of a batch, or of how batches compare, from the ledger alone. */
@CommandLine.Command(name = "report")
final class ReportCommand extends ProgramCommand {

    @Parameters(arity = "0..1", paramLabel = "${bundle:label.BATCH}|latest", descriptionKey = "batch")
    private String batch;

    @Option(names = "--bench", paramLabel = "${bundle:label.NAME}")
    private String bench;

    @Option(names = "--compare", arity = "0..1", paramLabel = "N", fallbackValue = "30")
    private Integer compare;

    @Option(names = "--order", paramLabel = "${bundle:label.NUMBER}", descriptionKey = "number")
    private String order;

    @Option(names = "--dir", paramLabel = "${bundle:label.DIR}")
    private Path folder = Path.of("");

    @Option(names = "--format", paramLabel = "pdf|csv|json|labels|all")
    private Format format = Format.ALL;

    @Option(names = "--template", paramLabel = "${bundle:label.NAME}|${bundle:label.FILE}")
    private String template = LabelTemplate.BUILT_IN.get(0);

    @Option(names = "--skip", paramLabel = "N")
    private int skip;

    @Option(names = "--print", paramLabel = "${bundle:label.PRINTER}")
    private String printer;

    @Option(names = "--expected", paramLabel = "${bundle:label.FILE}")
    private Path expected;

    @Option(names = "--lang", paramLabel = "${bundle:label.LANGUAGE}", completionCandidates = LanguageTags.class)
    private String language;

    @Mixin
    private LedgerPlace place;

    private enum Format {
        PDF,
        CSV,
        JSON,
        LABELS,
        ALL
    }

    @Override
    int run(CliContext context) throws CliException, InputException {
        if (Stream.of(batch, compare, order).filter(Objects::nonNull).count() != 1) {
            throw CliException.usage(Wording.of("cli").get("report.what"));
        }
        if (skip < 0 || compare != null && compare < 1) {
            throw CliException.usage(Wording.of("cli").get("report.numbers"));
        }
        if (printer != null && (batch == null || format != Format.PDF && format != Format.LABELS)) {
            throw CliException.usage(Wording.of("cli").get("report.print"));
        }
        Locale locale = locale();
        LabelTemplate labels = Reports.template(template);
        try (ReportSource records = context.ledgers().read(place.given(), place.simulated())) {
            if (printer != null) {
                context.out().println(print(context, reports(context, records, locale), labels));
                return ExitCode.DONE;
            }
            List<Path> files = order != null
                    ? order(records, locale)
                    : compare == null ? batch(reports(context, records, locale), labels) : comparison(records, locale);
            files.forEach(file -> context.out().println(file));
            return ExitCode.DONE;
        } catch (OutputFileException e) {
            throw CliException.usage(e.getMessage());
        } catch (IOException e) {
            throw CliException.usage(Wording.of("cli")
                    .say("report.unwritten", folder.toAbsolutePath().toString(), SentenceException.said(e)));
        }
    }

    private Locale locale() throws CliException {
        if (language == null) {
            return Languages.now();
        }
        return Language.of(language)
                .map(Language::locale)
                .orElseThrow(() -> CliException.usage(
                        Wording.of("cli").say("report.language", language, String.join(", ", new LanguageTags()))));
    }

    private Reports reports(CliContext context, ReportSource records, Locale locale)
            throws CliException, InputException {
        BatchSummary found =
                BatchName.of(batch, Optional.ofNullable(bench), context).in(records::named, place.simulated(), context);
        Reports whole = Reports.of(records, found.id(), locale);
        return Delivery.list(expected).map(whole::expecting).orElse(whole);
    }

    /** @return what the printing system calls it */
    private String print(CliContext context, Reports reports, LabelTemplate labels) throws CliException, IOException {
        Printers printers = Printers.of(context.environment());
        try {
            return format == Format.PDF
                    ? reports.print(printers, printer)
                    : reports.printLabels(printers, printer, labels, skip);
        } catch (PrinterException e) {
            throw CliException.usage(e.getMessage());
        }
    }

    private List<Path> batch(Reports reports, LabelTemplate labels) throws IOException {
        if (format == Format.ALL) {
            return reports.all(folder, labels, skip);
        }
        List<Path> files = new ArrayList<>();
        switch (format) {
            case PDF -> reports.pdf(named(files, reports, ".pdf"));
            case JSON -> reports.json(named(files, reports, ".json"));
            case LABELS -> reports.labels(named(files, reports, "-labels.pdf"), labels, skip);
            default -> {
                reports.csv(named(files, reports, "-units.csv"));
                reports.keysCsv(named(files, reports, "-keys.csv"));
            }
        }
        return files;
    }

    private List<Path> order(ReportSource records, Locale locale) throws CliException, IOException {
        OrderView view;
        try {
            view = records.order(order);
        } catch (OrderException refused) {
            throw CliException.usage(refused.getMessage());
        }
        OrderReports reports = new OrderReports(view, locale);
        List<Path> files = new ArrayList<>();
        if (format == Format.LABELS) {
            throw CliException.usage(Wording.of("cli").get("report.orderLabels"));
        }
        if (format == Format.PDF || format == Format.ALL) {
            files.add(folder.resolve(reports.fileName() + ".pdf"));
            reports.pdf(files.get(files.size() - 1), Optional.empty());
        }
        if (format == Format.CSV || format == Format.ALL) {
            files.add(folder.resolve(reports.fileName() + ".csv"));
            reports.csv(files.get(files.size() - 1));
        }
        if (format == Format.JSON || format == Format.ALL) {
            files.add(folder.resolve(reports.fileName() + ".json"));
            OutputFile.write(
                    files.get(files.size() - 1),
                    (OrderStatus.json(view).toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return files;
    }

    private Path named(List<Path> files, Reports reports, String ending) {
        Path file = folder.resolve(reports.fileName() + ending);
        files.add(file);
        return file;
    }

    private List<Path> comparison(ReportSource records, Locale locale) throws CliException, IOException {
        Comparisons comparison = Comparisons.of(records, Optional.ofNullable(bench), compare, locale);
        if (comparison.data().points().isEmpty()) {
            throw CliException.usage(Wording.of("cli").get("report.compare"));
        }
        List<Path> files = List.of(
                folder.resolve("batches.pdf"),
                folder.resolve("batches.png"),
                folder.resolve("batches.csv"),
                folder.resolve("statistics.csv"));
        comparison.pdf(files.get(0));
        comparison.png(files.get(1));
        comparison.csv(files.get(2));
        comparison.statistics(files.get(3));
        return files;
    }
}
