package org.keyrack.report;

import java.awt.Color;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keyrack.journal.BatchCounts;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.ModuleClass;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.SignedHead;
import org.keyrack.ledger.UnitRecord;
import org.keyrack.protocol.SerialNumber;

/** The batch report that two people sign: first what came of it and the evidence, then every module, worst first. */
final class BatchPdf {
    /** Modules of a list that the first page names; the rest follows at the end, so that the signatures stay there. */
    private static final int NAMED = 8;

    private static final float SN_COLUMN = 98;

    private final BatchFacts facts;
    private final BatchSummary summary;
    private final ReportText text;

    private BatchPdf(BatchFacts facts, ReportText text) {
        this.facts = facts;
        this.summary = facts.summary();
        this.text = text;
    }

    /** The file's bytes; the same facts give the same bytes. */
    static byte[] write(BatchFacts facts, ReportText text) throws IOException {
        return new BatchPdf(facts, text).write();
    }

    private byte[] write() throws IOException {
        String name = text.say("batch.name", String.valueOf(summary.batch()), summary.bench());
        Sheets.Frame frame = new Sheets.Frame(
                "KeyRack · " + text.say("batch.title"),
                name,
                summary.simulated() ? text.say("simulation") : "",
                text.say(
                        "foot.head",
                        summary.head().chain().name(),
                        String.valueOf(summary.head().seq()),
                        shortHash()),
                (page, pages) -> text.say("foot.page", page, pages));
        try (Sheets sheets = new Sheets(
                frame,
                text.say("batch.title") + " · " + name,
                text.locale().getLanguage(),
                summary.ended().orElse(summary.started()))) {
            sheets.newPage();
            title(sheets, name);
            counts(sheets, facts.counts());
            details(sheets);
            audits(sheets);
            causes(sheets);
            expected(sheets);
            evidence(sheets);
            new Signatures(sheets, text).write();
            modules(sheets);
            named(sheets);
            return sheets.finish();
        }
    }

    private String shortHash() {
        return summary.head().hash().substring(0, 16) + "…";
    }

    private void title(Sheets sheets, String name) throws IOException {
        sheets.down(16);
        sheets.pen().text(Sheets.LEFT, sheets.y(), text.say("batch.title"), Ink.TITLE);
        sheets.down(17);
        sheets.pen().text(Sheets.LEFT, sheets.y(), sheets.font().cut(name, 11, Sheets.WIDTH), Ink.TEXT.at(11));
        sheets.down(14);
        if (summary.simulated()) {
            sheets.paragraph(Sheets.LEFT, Sheets.WIDTH, text.say("simulation.sentence"), Ink.STRONG.in(Ink.BAD));
        }
        sheets.down(8);
    }

    private void counts(Sheets sheets, BatchCounts counts) throws IOException {
        boolean good = isGood(counts);
        boolean asExpected = facts.missing().isEmpty() && facts.unexpected().isEmpty();
        Color color = good && asExpected ? Ink.GOOD : Ink.BAD;
        sheets.verdict(
                good ? goodVerdict(counts, asExpected) : badVerdict(counts),
                text.say(
                        "verdict.keys",
                        counts.of(KeyClass.LOADED),
                        counts.of(KeyClass.FAILED),
                        counts.of(KeyClass.UNKNOWN),
                        counts.of(KeyClass.NOT_BEGUN)),
                color);
    }

    private boolean isGood(BatchCounts counts) {
        return counts.modules().passed() == counts.modules().seen() && summary.state() == BatchSummary.State.ENDED;
    }

    private String goodVerdict(BatchCounts counts, boolean asExpected) {
        int done = counts.of(ModuleClass.DONE);
        return asExpected
                ? text.say("verdict.good", done, counts.of(ModuleClass.NOTHING_NEEDED))
                : text.say(
                        "verdict.list",
                        done,
                        facts.missing().size(),
                        facts.unexpected().size());
    }

    private String badVerdict(BatchCounts counts) {
        int all = counts.modules().seen() + counts.of(ModuleClass.MISSING);
        String verdict = text.say("verdict.bad", counts.modules().notPassed(), all, text.notPassed(counts.modules()));
        return summary.state() == BatchSummary.State.ENDED
                ? verdict
                : text.say("verdict." + summary.state()) + " " + verdict;
    }

    private void details(Sheets sheets) throws IOException {
        detail(sheets, "detail.bench", summary.bench());
        detail(sheets, "detail.operator", summary.operator());
        detail(sheets, "detail.as", summary.asId().hex().toUpperCase(text.locale()));
        detail(sheets, "detail.set", summary.setKcv().toString());
        detail(sheets, "detail.profile", summary.profile());
        detail(sheets, "detail.profileHash", summary.profileHash().hex());
        detail(sheets, "detail.planned", text.say("detail.plan", summary.unitsPlanned(), summary.keysPlanned()));
        detail(sheets, "detail.seen", seen());
        detail(sheets, "detail.started", text.moment(summary.started()));
        detail(
                sheets,
                "detail.ended",
                summary.ended().map(text::moment).orElse(text.say("none"))
                        + summary.duration()
                                .map(took -> " (" + text.duration(took) + ")")
                                .orElse(""));
        detail(sheets, "detail.end", end());
    }

    private String seen() {
        return text.say(
                "detail.rest",
                facts.counts().modules().seen(),
                facts.counts().of(ModuleClass.REFUSED),
                facts.counts().of(ModuleClass.NOTHING_NEEDED),
                facts.counts().of(ModuleClass.SET_ASIDE));
    }

    private String end() {
        return summary.reason()
                .map(reason -> text.say("end." + reason.name().toLowerCase(Locale.ROOT)))
                .orElse(text.say("end." + summary.state()));
    }

    private void detail(Sheets sheets, String key, String value) throws IOException {
        sheets.detail(Pen.mm(34), text.say(key), value);
    }

    /** What audits have found of the receipts; nothing without an audit. */
    private void audits(Sheets sheets) throws IOException {
        int refused = facts.refusedReceipts();
        if (facts.confirmedReceipts() > 0) {
            detail(sheets, "detail.audited", text.say("audit.confirmed", facts.confirmedReceipts()));
        }
        if (refused > 0) {
            sheets.down(4);
            sheets.keep(40);
            sheets.paragraph(Sheets.LEFT, Sheets.WIDTH, text.say("audit.alarm", refused), Ink.STRONG.in(Ink.BAD));
        }
    }

    private void causes(Sheets sheets) throws IOException {
        List<BatchFacts.CauseGroup> causes = facts.causes();
        if (causes.isEmpty()) {
            return;
        }
        float column = Pen.mm(12);
        sheets.heading(text.say("causes.title"), together(sheets, causes.get(0), column));
        for (BatchFacts.CauseGroup group : causes) {
            String sentence = text.cause(group.failure());
            sheets.keep(together(sheets, group, column));
            sheets.pen().text(Sheets.LEFT, sheets.y(), text.say("causes.units", group.units()), Ink.STRONG);
            sheets.paragraph(Sheets.LEFT + column, Sheets.WIDTH - column, sentence, Ink.TEXT);
            sheets.down(3);
        }
    }

    /** What of a cause is not parted: all of it, unless it is very long. */
    private float together(Sheets sheets, BatchFacts.CauseGroup group, float column) {
        return Math.min(sheets.height(text.cause(group.failure()), Ink.TEXT, Sheets.WIDTH - column), 100);
    }

    /** How the batch compares with the list of expected modules, when there is one. */
    private void expected(Sheets sheets) throws IOException {
        if (facts.expected().isEmpty()) {
            return;
        }
        sheets.heading(text.say("expected.title"), 40);
        List<SerialNumber> missing = facts.missing();
        List<SerialNumber> unexpected = facts.unexpected();
        String sentence =
                text.say("expected.counts", facts.expected().get().modules().size(), missing.size(), unexpected.size());
        sheets.paragraph(Sheets.LEFT, Sheets.WIDTH, sentence, Ink.STRONG);
        sheets.down(3);
        named(sheets, "expected.missing", missing);
        named(sheets, "expected.unexpected", unexpected);
    }

    private void named(Sheets sheets, String key, List<SerialNumber> modules) throws IOException {
        if (modules.isEmpty()) {
            return;
        }
        float column = Pen.mm(34);
        sheets.keep(24);
        sheets.pen().text(Sheets.LEFT, sheets.y(), text.say(key), Ink.TEXT.in(Ink.GREY));
        int here = Math.min(NAMED, modules.size());
        sheets.grid(Sheets.LEFT + column, SN_COLUMN, grouped(modules.subList(0, here)), Ink.TEXT);
        if (here < modules.size()) {
            String more = text.say("expected.more", modules.size() - here);
            sheets.paragraph(Sheets.LEFT + column, Sheets.WIDTH - column, more, Ink.TEXT);
        }
        sheets.down(1.5f);
    }

    /** The modules of the list that the first page could not all name. */
    private void named(Sheets sheets) throws IOException {
        all(sheets, "expected.missing.all", facts.missing());
        all(sheets, "expected.unexpected.all", facts.unexpected());
    }

    private void all(Sheets sheets, String key, List<SerialNumber> modules) throws IOException {
        if (modules.size() > NAMED) {
            sheets.heading(text.say(key, modules.size()), 24);
            sheets.grid(Sheets.LEFT, SN_COLUMN, grouped(modules), Ink.TEXT);
        }
    }

    private static List<String> grouped(List<SerialNumber> modules) {
        return modules.stream().map(SerialNumber::grouped).toList();
    }

    private void evidence(Sheets sheets) throws IOException {
        float side = Pen.mm(34);
        // On one page, as the signatures are for what the head vouches for.
        sheets.heading(text.say("evidence.title"), side + 4 + Sheets.HEADING + new Signatures(sheets, text).height());
        Optional<SignedHead> signed = facts.signed();
        String line = signed.map(SignedHead::line).orElse("keyrack-head-1 " + summary.head());
        float top = sheets.y() - 6;
        sheets.pen().qr(Sheets.LEFT, top, side, QrCode.of(line));
        float x = Sheets.LEFT + side + 16;
        float width = Sheets.RIGHT - x;
        sheets.paragraph(x, width, text.say(signed.isPresent() ? "evidence.signed" : "evidence.unsigned"), Ink.TEXT);
        sheets.down(4);
        sheets.paragraph(x, width, line, Ink.SMALL.in(Ink.BLACK));
        sheets.down(Math.max(0, top + side + 10 - sheets.y()));
    }

    private void modules(Sheets sheets) throws IOException {
        sheets.newPage();
        List<UnitRecord> units = facts.worstFirst();
        sheets.heading(text.say("modules.title", units.size()), 0);
        UnitBlock block = new UnitBlock(sheets, text);
        for (UnitRecord unit : units) {
            block.write(unit);
        }
        if (units.isEmpty()) {
            sheets.paragraph(Sheets.LEFT, Sheets.WIDTH, text.say("modules.none"), Ink.TEXT);
        }
        sheets.down(6);
        sheets.paragraph(Sheets.LEFT, Sheets.WIDTH, text.say("modules.legend"), Ink.SMALL);
    }
}
