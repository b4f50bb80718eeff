package org.keyrack.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keyrack.evidence.NoteSignature;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.ModuleCounts;
import org.keyrack.ledger.OrderView;
import org.keyrack.order.Order;
import org.keyrack.order.SerialRange;
import org.keyrack.protocol.SerialNumber;

/** An order on paper: what was ordered, what came of it, and every module by name that is not done or is missing. */
final class OrderPdf {
    private static final float LABEL = Pen.mm(34);
    private static final float SN_COLUMN = 98;
    private static final float RANGE_COLUMN = 196;

    private final OrderView view;
    private final Order order;
    private final ReportText text;

    private OrderPdf(OrderView view, ReportText text) {
        this.view = view;
        this.order = view.signed().order();
        this.text = text;
    }

    /** The file's bytes; the same order gives the same bytes. */
    static byte[] write(OrderView view, Optional<String> certificate, ReportText text) throws IOException {
        return new OrderPdf(view, text).write(certificate);
    }

    private byte[] write(Optional<String> certificate) throws IOException {
        String title = text.say(view.closed().isPresent() ? "order.title" : "order.title.open");
        String name = text.say("order.name", order.number(), order.customer());
        Sheets.Frame frame = new Sheets.Frame(
                "KeyRack · " + title,
                order.number(),
                view.simulated() ? text.say("simulation") : "",
                text.say("order.foot", order.hash().hex().substring(0, 16) + "…", order.ledger()),
                (page, pages) -> text.say("foot.page", page, pages));
        try (Sheets sheets = new Sheets(
                frame,
                title + " · " + name,
                text.locale().getLanguage(),
                view.closed().orElse(view.opened()))) {
            sheets.newPage();
            title(sheets, title, name);
            verdict(sheets);
            details(sheets);
            counts(sheets);
            if (certificate.isPresent()) {
                String file = order.number() + ".order-certificate";
                sheets.down(6);
                sheets.paragraph(Sheets.LEFT, Sheets.WIDTH, text.say("order.attached", file), Ink.TEXT);
                sheets.attach(file, certificate.get().getBytes(StandardCharsets.UTF_8));
            }
            new Signatures(sheets, text).write();
            named(sheets);
            return sheets.finish();
        }
    }

    private void title(Sheets sheets, String title, String name) throws IOException {
        sheets.down(16);
        sheets.pen().text(Sheets.LEFT, sheets.y(), title, Ink.TITLE);
        sheets.down(17);
        sheets.pen().text(Sheets.LEFT, sheets.y(), sheets.font().cut(name, 11, Sheets.WIDTH), Ink.TEXT.at(11));
        sheets.down(14);
        if (view.simulated()) {
            sheets.paragraph(Sheets.LEFT, Sheets.WIDTH, text.say("simulation.sentence"), Ink.STRONG.in(Ink.BAD));
        }
        sheets.down(8);
    }

    private void verdict(Sheets sheets) throws IOException {
        ModuleCounts counts = view.counts();
        boolean whole = view.missing() == 0 && counts.notPassed() == 0;
        Color color = whole ? Ink.GOOD : Ink.BAD;
        String verdict = whole
                ? text.say("order.whole", order.places())
                : text.say("order.partly", view.used(), order.places(), view.missing());
        sheets.verdict(
                verdict,
                text.say("order.seen.count", counts.seen())
                        + (counts.notPassed() == 0 ? "" : " " + text.notPassed(counts)),
                color);
    }

    private void details(Sheets sheets) throws IOException {
        sheets.detail(LABEL, text.say("order.customer"), order.customer());
        sheets.detail(LABEL, text.say("order.hash"), order.hash().hex());
        sheets.detail(LABEL, text.say("order.ledger"), order.ledger());
        sheets.detail(
                LABEL,
                text.say("order.signers"),
                view.signed().note().signatures().stream()
                        .map(NoteSignature::name)
                        .collect(Collectors.joining(", ")));
        sheets.detail(LABEL, text.say("order.places"), String.valueOf(order.places()));
        if (!order.serials().isEmpty()) {
            sheets.detail(LABEL, text.say("order.serials"), ranges(order.serials()));
        }
        sheets.detail(
                LABEL,
                text.say("order.loads"),
                order.references().stream()
                        .map(refs -> text.say("order.load", String.valueOf(refs.get(0)), String.valueOf(refs.get(1))))
                        .collect(Collectors.joining(", ")));
        sheets.detail(LABEL, text.say("order.until"), order.until().toString());
        sheets.detail(LABEL, text.say("order.opened"), text.moment(view.opened()));
        sheets.detail(
                LABEL, text.say("order.closed"), view.closed().map(text::moment).orElse(text.say("none")));
    }

    /** A long list is cut here; the file of the order has it whole. */
    private String ranges(List<SerialRange> ranges) {
        int most = 6;
        String first = ranges.stream().limit(most).map(OrderPdf::grouped).collect(Collectors.joining(", "));
        return ranges.size() > most ? first + ", " + text.say("expected.more", ranges.size() - most) : first;
    }

    private void counts(Sheets sheets) throws IOException {
        sheets.heading(text.say("order.counts"), 60);
        for (ModuleClass each : OrderView.CLASSES) {
            sheets.detail(LABEL, text.state(each), String.valueOf(view.counts().of(each)));
        }
        sheets.detail(
                LABEL, text.say("order.seen"), String.valueOf(view.modules().size()));
        sheets.detail(LABEL, text.state(ModuleClass.MISSING), String.valueOf(view.missing()));
    }

    private void named(Sheets sheets) throws IOException {
        for (ModuleClass each : OrderView.CLASSES) {
            List<SerialNumber> modules = view.in(each);
            if (!each.passed() && !modules.isEmpty()) {
                sheets.heading(text.state(each) + " (" + modules.size() + ")", 24);
                sheets.grid(
                        Sheets.LEFT,
                        SN_COLUMN,
                        modules.stream().map(SerialNumber::grouped).toList(),
                        Ink.TEXT);
            }
        }
        if (!view.missingNamed().isEmpty()) {
            sheets.heading(text.state(ModuleClass.MISSING) + " (" + view.missing() + ")", 24);
            sheets.grid(
                    Sheets.LEFT,
                    RANGE_COLUMN,
                    view.missingNamed().stream().map(OrderPdf::grouped).toList(),
                    Ink.TEXT);
        }
    }

    private static String grouped(SerialRange range) {
        return range.size() == 1
                ? range.first().grouped()
                : range.first().grouped() + " – " + range.last().grouped();
    }
}
