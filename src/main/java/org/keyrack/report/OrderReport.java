package org.keyrack.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.ModuleClass;
import org.keyrack.ledger.OrderView;
import org.keyrack.order.SerialRange;
import org.keyrack.protocol.SerialNumber;

/**
 * Reports of one order, as the ledger's lines have it.
 *
 * @param view how it stands
 * @param text the language
 */
public record OrderReport(OrderView view, ReportText text) {
    static final List<String> COLUMNS =
            List.of("order", "customer", "sn", "snTo", "state", "keysLoaded", "batches", "ledger", "sha256");

    /** CSV (RFC 4180, UTF-8), a line for each module that was seen, worst first, and one for each range that is missing. */
    public String csv() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (ModuleClass each : OrderView.CLASSES) {
            for (SerialNumber sn : view.in(each)) {
                rows.add(seen(sn, each));
            }
        }
        for (SerialRange range : view.missingNamed()) {
            rows.add(row(
                    range.first().hex(),
                    range.size() == 1 ? "" : range.last().hex(),
                    ModuleClass.MISSING.name(),
                    "",
                    ""));
        }
        return SafeCsv.write(text.locale(), COLUMNS, rows);
    }

    private List<String> seen(SerialNumber sn, ModuleClass state) {
        Optional<OrderView.Work> work = Optional.ofNullable(view.work().get(sn));
        String batches = String.join(
                " ",
                work.map(OrderView.Work::batches).orElse(List.of()).stream()
                        .map(OrderReport::name)
                        .toList());
        return row(
                sn.hex(),
                "",
                state.name(),
                String.valueOf(work.map(OrderView.Work::keysLoaded).orElse(0)),
                batches);
    }

    private static String name(BatchId batch) {
        return batch.bench() + "/" + batch.number();
    }

    private List<String> row(String sn, String to, String state, String keys, String batches) {
        return List.of(
                view.signed().order().number(),
                view.signed().order().customer(),
                SafeCsv.grouped(sn, 4),
                SafeCsv.grouped(to, 4),
                state,
                keys,
                batches,
                SafeCsv.grouped(view.signed().order().ledger(), 4),
                SafeCsv.grouped(view.signed().order().hash().hex(), 4));
    }

    /**
     * A PDF, A4: what was ordered and what came of it, room for two signatures, and every module that is not done by name.
     *
     * @param certificate the text that the bench has signed, to be attached; empty without one
     */
    public byte[] pdf(Optional<String> certificate) throws IOException {
        return OrderPdf.write(view, certificate, text);
    }
}
