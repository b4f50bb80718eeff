package org.keyrack.report;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How labels lie on their sheets, and what stands on one. All measures are millimetres.
 *
 * @param name shown where a template is chosen
 * @param page the sheet; for a roll, one label
 * @param columns labels side by side, 1 to 20
 * @param rows labels one below the other, 1 to 50
 * @param margins from the sheet's edge to the first label
 * @param label one label, at least 15 × 8
 * @param gaps between labels
 * @param padding inside a label, kept free
 * @param qr side of the QR code, 0 for none; at least 10
 * @param fields lines of text, from the top
 */
public record LabelTemplate(
        String name,
        Size page,
        int columns,
        int rows,
        Margins margins,
        Size label,
        Gaps gaps,
        double padding,
        double qr,
        List<Field> fields) {
    /** The templates that come with the program, by the names that {@link #named} takes. */
    public static final List<String> BUILT_IN = List.of("a4-24", "roll-62x29");

    private static final long LARGEST = 100_000;
    private static final ObjectReader READER = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(LabelTemplate.class);

    public LabelTemplate {
        fields = List.copyOf(fields);
    }

    /** Width and height in millimetres. */
    public record Size(double width, double height) {}

    /** Millimetres from the sheet's left and upper edge. */
    public record Margins(double left, double top) {}

    /** Millimetres between columns and between rows. */
    public record Gaps(double columns, double rows) {}

    /** What a line can say. */
    public enum Field {
        SN,
        RESULT,
        BATCH,
        DATE,
        KEYS,
        BENCH,
        OPERATOR,
        PROFILE,
        READER,
        SET;

        @JsonCreator
        static Field of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** Labels on one sheet. */
    public int perPage() {
        return columns * rows;
    }

    /** A built-in template by its name, or the one in a file. */
    public static LabelTemplate named(String nameOrFile) throws TemplateException {
        if (BUILT_IN.contains(nameOrFile)) {
            try (InputStream in = LabelTemplate.class.getResourceAsStream("/labels/" + nameOrFile + ".yaml")) {
                return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), nameOrFile);
            } catch (IOException e) {
                throw new TemplateException("The template " + nameOrFile + " is missing from the program", e);
            }
        }
        Path file = Path.of(nameOrFile);
        try {
            if (Files.size(file) > LARGEST) {
                throw new TemplateException("The label template " + file + " is too large to be one.");
            }
            return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
        } catch (IOException e) {
            throw new TemplateException(
                    "The label template " + file + " cannot be read. Name a file, or one of "
                            + String.join(", ", BUILT_IN) + ".",
                    e);
        }
    }

    private static LabelTemplate parse(String yaml, String source) throws TemplateException {
        LabelTemplate template;
        try {
            template = READER.readValue(yaml);
        } catch (JsonProcessingException e) {
            String field = e instanceof JsonMappingException mapping
                    ? mapping.getPath().stream()
                            .map(JsonMappingException.Reference::getFieldName)
                            .filter(name -> name != null)
                            .collect(Collectors.joining("."))
                    : "";
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new TemplateException(
                    source + (line > 0 ? ", line " + line : "") + (field.isEmpty() ? "" : ", " + field)
                            + ": this is not as a label template is written. It has name, page, columns, rows, margins,"
                            + " label, gaps, padding, qr and fields ("
                            + Stream.of(Field.values())
                                    .map(known -> known.name().toLowerCase(Locale.ROOT))
                                    .collect(Collectors.joining(", "))
                            + ").",
                    e);
        }
        if (template == null) {
            throw new TemplateException("The label template " + source + " is empty.");
        }
        template.check(source);
        return template;
    }

    private void check(String source) throws TemplateException {
        require(columns >= 1 && columns <= 20, source, "columns is from 1 to 20");
        require(rows >= 1 && rows <= 50, source, "rows is from 1 to 50");
        require(
                between(page.width, 15, 1000) && between(page.height, 8, 1000),
                source,
                "a page is from 15 × 8 to 1000 × 1000 mm");
        require(label.width >= 15 && label.height >= 8, source, "a label has at least 15 × 8 mm");
        require(
                margins.left >= 0 && margins.top >= 0 && gaps.columns >= 0 && gaps.rows >= 0,
                source,
                "margins and gaps are 0 or more");
        require(
                margins.left + columns * label.width + (columns - 1) * gaps.columns <= page.width + 0.1
                        && margins.top + rows * label.height + (rows - 1) * gaps.rows <= page.height + 0.1,
                source,
                "the labels with their gaps and margins do not fit on the page");
        require(
                padding >= 0 && padding * 2 <= Math.min(label.width, label.height) - 5,
                source,
                "padding leaves at least 5 mm of the label");
        require(
                qr == 0 || between(qr, 10, label.height - 2 * padding) && qr <= label.width - 2 * padding,
                source,
                "qr is 0, or from 10 mm to what the padding leaves of the label");
        require(!fields.isEmpty() && fields.size() <= 10 || qr > 0, source, "fields has from 1 to 10 lines");
    }

    private static boolean between(double value, double least, double most) {
        return value >= least && value <= most;
    }

    private static void require(boolean holds, String source, String rule) throws TemplateException {
        if (!holds) {
            throw new TemplateException("The label template " + source + " cannot be used: " + rule + ". Correct it.");
        }
    }
}
