package org.keyrack.report;

import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.jspecify.annotations.Nullable;

/** A4 pages that fill from the top, with a running head and a foot that counts them. */
final class Sheets implements AutoCloseable {
    static final float LEFT = Pen.mm(18);
    static final float RIGHT = PDRectangle.A4.getWidth() - Pen.mm(18);
    static final float WIDTH = RIGHT - LEFT;
    /** Height of a heading with the room around it. */
    static final float HEADING = 31;

    private static final float TOP = Pen.mm(24);
    private static final float BOTTOM = PDRectangle.A4.getHeight() - Pen.mm(20);

    private final PDDocument document = new PDDocument();
    private final ReportFont font;
    private final Frame frame;
    /** Names in order, as a PDF wants them. */
    private final SortedMap<String, PDComplexFileSpecification> attached = new TreeMap<>();

    private @Nullable Pen pen;
    private float y;

    /**
     * What stands on every page.
     *
     * @param left in the running head
     * @param right in the running head
     * @param mark between them, in a box; empty for none
     * @param foot at the left of the foot
     * @param pages the page's number of so many
     */
    record Frame(String left, String right, String mark, String foot, PageCount pages) {}

    /** {@code Page 2 of 9}. */
    @FunctionalInterface
    interface PageCount {
        String of(int page, int pages);
    }

    Sheets(Frame frame, String title, String language, Instant made) throws IOException {
        this.frame = frame;
        this.font = new ReportFont(document);
        describe(document, title, language, made);
    }

    static void describe(PDDocument document, String title, String language, Instant made) {
        PDDocumentInformation information = document.getDocumentInformation();
        information.setTitle(title);
        information.setProducer("KeyRack");
        Calendar date = new GregorianCalendar(TimeZone.getTimeZone(ZoneOffset.UTC));
        date.setTimeInMillis(made.toEpochMilli());
        information.setCreationDate(date);
        document.getDocumentCatalog().setLanguage(language);
        // The same batch gives the same file.
        document.setDocumentId(made.toEpochMilli());
    }

    ReportFont font() {
        return font;
    }

    Pen pen() {
        return Objects.requireNonNull(pen, "no page was begun");
    }

    float y() {
        return y;
    }

    void down(float points) {
        y += points;
    }

    /** Points left on this page. */
    float room() {
        return pen == null ? 0 : BOTTOM - y;
    }

    /** Begins a new page unless so many points are left on this one. */
    boolean keep(float points) throws IOException {
        if (room() >= points) {
            return false;
        }
        newPage();
        return true;
    }

    void newPage() throws IOException {
        if (pen != null) {
            pen.close();
        }
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        Pen fresh = new Pen(document, page, font);
        pen = fresh;
        y = TOP;
        float head = Pen.mm(14);
        fresh.text(LEFT, head, font.cut(frame.left(), 8, WIDTH * 0.3f), Ink.SMALL.at(8));
        fresh.right(RIGHT, head, font.cut(frame.right(), 8, WIDTH * 0.3f), Ink.SMALL.at(8));
        if (!frame.mark().isEmpty()) {
            mark(head);
        }
        fresh.line(LEFT, head + 5, RIGHT, head + 5, Ink.RULE, 0.6f);
    }

    private void mark(float head) throws IOException {
        Ink ink = new Ink(8, true, Ink.BAD);
        float wide = font.width(frame.mark(), ink.size()) + 12;
        float x = (LEFT + RIGHT - wide) / 2;
        pen().box(x, head - 9.5f, wide, 12.5f, Ink.BAD, 0.9f);
        pen().text(x + 6, head - 0.5f, frame.mark(), ink);
    }

    /**
     * A heading, never alone at the foot of a page.
     *
     * @param next height of what must stand on the same page as it
     */
    void heading(String text, float next) throws IOException {
        keep(HEADING + next);
        down(14);
        pen().text(LEFT, y, text, Ink.HEADING);
        down(5);
        pen().line(LEFT, y, RIGHT, y, Ink.RULE, 0.6f);
        down(12);
    }

    /** Wrapped text from x on, so many points wide; goes over pages. */
    void paragraph(float x, float width, String text, Ink ink) throws IOException {
        float step = ink.size() * 1.35f;
        for (String line : font.wrap(text, ink.size(), width)) {
            keep(step);
            pen().text(x, y, line, ink);
            down(step);
        }
    }

    /** Height of a wrapped text. */
    float height(String text, Ink ink, float width) {
        List<String> lines = font.wrap(text, ink.size(), width);
        return lines.size() * ink.size() * 1.35f;
    }

    /** What something is, and beside its name, from so many points on, its value. */
    void detail(float column, String name, String value) throws IOException {
        keep(13);
        pen().text(LEFT, y, name, Ink.TEXT.in(Ink.GREY));
        paragraph(LEFT + column, WIDTH - column, value, Ink.TEXT);
        down(1.5f);
    }

    /** What came of it, in one line of a colour, with a smaller one beneath. */
    void verdict(String verdict, String beneath, Color color) throws IOException {
        float high = 46;
        pen().fill(LEFT, y, WIDTH, high, Ink.SHADE);
        pen().fill(LEFT, y, 4, high, color);
        float inside = WIDTH - 28;
        Ink large = new Ink(font.fitting(verdict, 15, 8, inside), true, color);
        pen().text(LEFT + 14, y + 20, font.cut(verdict, large.size(), inside), large);
        pen().text(LEFT + 14, y + 36, font.cut(beneath, 10, inside), Ink.TEXT.at(10));
        down(high + 18);
    }

    /** Attaches a file to the document. */
    void attach(String name, byte[] content) throws IOException {
        PDEmbeddedFile file = new PDEmbeddedFile(document, new ByteArrayInputStream(content));
        file.setSize(content.length);
        PDComplexFileSpecification named = new PDComplexFileSpecification();
        named.setFile(name);
        named.setFileUnicode(name);
        named.setEmbeddedFile(file);
        attached.put(name, named);
    }

    private void nameAttached() {
        if (!attached.isEmpty()) {
            PDEmbeddedFilesNameTreeNode files = new PDEmbeddedFilesNameTreeNode();
            files.setNames(attached);
            PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
            names.setEmbeddedFiles(files);
            document.getDocumentCatalog().setNames(names);
        }
    }

    /**
     * Short texts side by side, each whole, in as many rows as they need; goes over pages.
     *
     * @param column points from one to the next
     */
    void grid(float x, float column, List<String> texts, Ink ink) throws IOException {
        float step = ink.size() * 1.35f;
        int columns = (int) ((RIGHT - x) / column);
        for (int i = 0; i < texts.size(); i++) {
            if (i % columns == 0) {
                keep(step);
            }
            pen().text(x + i % columns * column, y, texts.get(i), ink);
            if (i % columns == columns - 1 || i == texts.size() - 1) {
                down(step);
            }
        }
    }

    /** The foot of every page, then the file. */
    byte[] finish() throws IOException {
        pen().close();
        int pages = document.getNumberOfPages();
        for (int i = 0; i < pages; i++) {
            try (Pen foot = new Pen(document, document.getPage(i), font)) {
                float base = PDRectangle.A4.getHeight() - Pen.mm(11);
                foot.line(LEFT, base - 10, RIGHT, base - 10, Ink.RULE, 0.6f);
                foot.text(LEFT, base, font.cut(frame.foot(), 7.5f, WIDTH * 0.8f), Ink.SMALL);
                foot.right(RIGHT, base, frame.pages().of(i + 1, pages), Ink.SMALL);
            }
        }
        nameAttached();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        document.save(bytes);
        return bytes.toByteArray();
    }

    /** A word in a box of the state's colour, its left upper corner at (x, y). */
    static float badge(Pen pen, ReportFont font, float x, float baseLine, String word, Color color) throws IOException {
        float wide = font.width(word, 7.5f) + 8;
        pen.fill(x, baseLine - 8, wide, 11, color);
        pen.text(x + 4, baseLine - 0.2f, word, new Ink(7.5f, true, Color.WHITE));
        return wide;
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}
