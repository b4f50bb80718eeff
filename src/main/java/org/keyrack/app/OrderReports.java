package org.keyrack.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyrack.ledger.LedgerUnreadable;
import org.keyrack.ledger.ModuleCertificate;
import org.keyrack.ledger.OrderView;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.report.OrderReport;

/** The reports of one order as files, from the ledger alone. Not for the JavaFX thread. */
public final class OrderReports {
    private final OrderReport report;

    public OrderReports(OrderView view, Locale locale) {
        this.report = new OrderReport(view, Reports.text(locale));
    }

    /** How its files begin: the number of the order. */
    public String fileName() {
        return report.view().signed().order().number();
    }

    /**
     * What was ordered and what came of it, for paper.
     *
     * @param certificate the text that the bench signed when the order was closed, to be attached
     */
    public void pdf(Path file, Optional<String> certificate) throws IOException {
        Reports.write(file, report.pdf(certificate));
    }

    /** A table of every module. */
    public void csv(Path file) throws IOException {
        Reports.write(file, report.csv().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The certificates of every module that got a key under an order, by SN, one a module and batch.
     *
     * @param each gets them one by one
     * @return modules that got a key and have no certificate, ascending
     */
    public static List<SerialNumber> certificates(
            ReportSource records, OrderView view, Consumer<ModuleCertificate> each) {
        String number = view.signed().order().number();
        List<SerialNumber> without = new ArrayList<>();
        view.work().entrySet().stream()
                .filter(module -> module.getValue().keysLoaded() > 0)
                .map(Map.Entry::getKey)
                .sorted()
                .forEach(sn -> {
                    List<ModuleCertificate> found = ofOrder(records, sn, number);
                    found.forEach(each);
                    if (found.isEmpty()) {
                        without.add(sn);
                    }
                });
        return without;
    }

    private static List<ModuleCertificate> ofOrder(ReportSource records, SerialNumber sn, String number) {
        try {
            return records.certificates(sn).stream()
                    .filter(each -> each.fields().order().filter(number::equals).isPresent())
                    .toList();
        } catch (LedgerUnreadable none) {
            return List.of();
        }
    }
}
