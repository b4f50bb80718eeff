package org.keyrack.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyrack.journal.CeremonyEvent.CeremonyActed;
import org.keyrack.journal.CeremonyEvent.CeremonyEnded;
import org.keyrack.journal.CeremonyEvent.CeremonyStarted;
import org.keyrack.journal.CeremonyEvent.Person;
import org.keyrack.ledger.CeremonyLine;

/** The record of a ceremony on paper, to be signed by everybody who was there: from the ledger alone. */
public final class CeremonySheet {
    private static final float ROW = 13;
    private static final float TIME = 52;
    private static final float WHAT = 150;
    private static final float KCV = 62;
    private static final float PACKAGE = 90;
    private static final float SIGNATURE = 34;

    private final List<CeremonyLine> lines;
    private final CeremonyStarted first;

    /** @param lines of one script, the first of them a start */
    public CeremonySheet(List<CeremonyLine> lines) {
        this.lines = List.copyOf(lines);
        first = this.lines.stream()
                .map(CeremonyLine::event)
                .filter(CeremonyStarted.class::isInstance)
                .map(CeremonyStarted.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** The record as a PDF. */
    public byte[] pdf(ReportText text) throws IOException {
        Sheets.Frame frame = new Sheets.Frame(
                "KeyRack · " + text.say("ceremony.title"),
                first.name(),
                first.simulated() ? text.say("simulation") : "",
                text.say("ceremony.script", first.script().hex()),
                (page, pages) -> text.say("foot.page", page, pages));
        String title = text.say("ceremony.title");
        try (Sheets sheets = new Sheets(frame, title, text.locale().getLanguage(), first.at())) {
            sheets.newPage();
            sheets.down(16);
            sheets.pen().text(Sheets.LEFT, sheets.y(), title, Ink.TITLE);
            sheets.down(17);
            sheets.paragraph(Sheets.LEFT, Sheets.WIDTH, first.name(), Ink.TEXT.at(11));
            facts(sheets, text);
            acts(sheets, text);
            signatures(sheets, text);
            return sheets.finish();
        }
    }

    private void facts(Sheets sheets, ReportText text) throws IOException {
        sheets.down(6);
        List<String> facts = new ArrayList<>();
        facts.add(text.say("ceremony.plan", first.plan(), first.planHash().hex()));
        facts.add(text.say("ceremony.script", first.script().hex()));
        CeremonyLine last = lines.get(lines.size() - 1);
        facts.add(text.say("ceremony.ledger", lines.get(0).chain(), lines.get(0).seq(), last.seq()));
        facts.add(text.say(
                "ceremony.end." + end(), asId(), text.moment(last.event().at())));
        for (String fact : facts) {
            sheets.paragraph(Sheets.LEFT, Sheets.WIDTH, fact, Ink.TEXT);
            sheets.down(2);
        }
    }

    /** Done, given up, or with no end: the program ended before. */
    private String end() {
        return lines.get(lines.size() - 1).event() instanceof CeremonyEnded ended
                ? ended.done() ? "done" : "undone"
                : "open";
    }

    private String asId() {
        return lines.get(lines.size() - 1).event() instanceof CeremonyEnded ended
                ? ended.asId().hex()
                : "";
    }

    private void acts(Sheets sheets, ReportText text) throws IOException {
        sheets.heading(text.say("ceremony.acts"), 3 * ROW);
        header(sheets, text);
        for (CeremonyLine line : lines) {
            if (sheets.keep(ROW)) {
                header(sheets, text);
            }
            if (line.event() instanceof CeremonyActed acted) {
                row(
                        sheets,
                        Ink.CELL,
                        text.time(acted.at()),
                        what(acted, text),
                        acted.kcv().map(Object::toString).orElse(""),
                        acted.packageNumber(),
                        acted.person());
            } else if (line.event() instanceof CeremonyStarted started) {
                String key = started.equals(first) ? "ceremony.started" : "ceremony.again";
                row(
                        sheets,
                        Ink.CELL,
                        text.time(started.at()),
                        text.say(key, text.day(started.at())),
                        "",
                        "",
                        started.operator());
            } else if (line.event() instanceof CeremonyEnded ended) {
                String key = ended.done() ? "ceremony.done" : "ceremony.undone";
                row(sheets, Ink.CELL, text.time(ended.at()), text.say(key), "", "", ended.operator());
            }
            sheets.pen().line(Sheets.LEFT, sheets.y() - 9, Sheets.RIGHT, sheets.y() - 9, Ink.RULE, 0.3f);
        }
    }

    private static String what(CeremonyActed acted, ReportText text) {
        String object = acted.object();
        int blank = object.indexOf(' ');
        return switch (acted.act()) {
            case PIN -> text.say("ceremony.pin", text.say("ceremony.role." + object));
            case COMPONENT ->
                text.say("ceremony.component", object.substring(0, Math.max(0, blank)), object.substring(blank + 1));
            case PROTECTION ->
                text.say("ceremony.protection", object.substring(0, Math.max(0, blank)), object.substring(blank + 1));
            case BLOCK -> text.say("ceremony.block", object);
            case STORED -> text.say("ceremony.stored", object);
            case DRAWN -> text.say("ceremony.drawn", object);
        };
    }

    private static void header(Sheets sheets, ReportText text) throws IOException {
        sheets.down(4);
        sheets.pen().fill(Sheets.LEFT, sheets.y() - 9, Sheets.WIDTH, ROW, Ink.SHADE);
        row(
                sheets,
                Ink.SMALL,
                text.say("ceremony.time"),
                text.say("ceremony.act"),
                text.say("ceremony.kcv"),
                text.say("ceremony.package"),
                text.say("ceremony.person"));
    }

    private static void row(Sheets sheets, Ink ink, String... cells) throws IOException {
        float[] widths = {TIME, WHAT, KCV, PACKAGE, Sheets.WIDTH - TIME - WHAT - KCV - PACKAGE - 8};
        float x = Sheets.LEFT + 4;
        for (int i = 0; i < cells.length; i++) {
            sheets.pen().text(x, sheets.y(), sheets.font().cut(cells[i], ink.size(), widths[i] - 5), ink);
            x += widths[i];
        }
        sheets.down(ROW);
    }

    /** A line for each person, with all that he was there. */
    private void signatures(Sheets sheets, ReportText text) throws IOException {
        sheets.heading(text.say("ceremony.signatures"), 30 + SIGNATURE);
        sheets.paragraph(Sheets.LEFT, Sheets.WIDTH, text.say("ceremony.statement"), Ink.TEXT);
        Set<String> names = new LinkedHashSet<>();
        first.people().forEach(person -> names.add(person.name()));
        for (String name : names) {
            String roles = first.people().stream()
                    .filter(person -> person.name().equals(name))
                    .map(Person::role)
                    .map(role -> text.say("ceremony.role." + role.word()))
                    .collect(Collectors.joining(", "));
            sheets.down(6);
            sheets.keep(SIGNATURE + 13);
            sheets.paragraph(Sheets.LEFT, Sheets.WIDTH, name + ", " + roles, Ink.TEXT);
            sheets.down(SIGNATURE - 10);
            sheets.pen().line(Sheets.LEFT, sheets.y(), Sheets.LEFT + Sheets.WIDTH * 0.6f, sheets.y(), Ink.RULE, 0.6f);
            sheets.down(10);
            sheets.pen().text(Sheets.LEFT, sheets.y(), text.say("ceremony.signature"), Ink.SMALL);
            sheets.down(6);
        }
    }
}
