package org.keyrack.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.keyrack.files.InputFile;
import org.keyrack.files.InputFileException;
import org.keyrack.language.Wording;
import org.keyrack.yaml.Decimal;
import org.keyrack.yaml.Form;
import org.keyrack.yaml.Whole;
import org.keyrack.yaml.YamlDocument;
import org.keyrack.yaml.YamlException;

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
        @JsonProperty(required = true) @Form(pattern = "(?=.*\\S)[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]{1,80}", name = "name")
        String name,

        @JsonProperty(required = true) Page page,

        @JsonProperty(required = true) @Whole(least = 1, most = 20)
        int columns,

        @JsonProperty(required = true) @Whole(least = 1, most = 50)
        int rows,

        @JsonProperty(required = true) Margins margins,
        @JsonProperty(required = true) Size label,
        @JsonProperty(required = true) Gaps gaps,

        @JsonProperty(required = true) @Decimal(least = 0, most = 500)
        double padding,

        @JsonProperty(required = true) @Decimal(least = 0, most = 1000)
        double qr,

        @JsonProperty(required = true) List<Field> fields) {
    /** The templates that come with the program, by the names that {@link #named} takes. */
    public static final List<String> BUILT_IN = List.of("a4-24", "roll-62x29");

    private static final int LARGEST = 100_000;
    private static final int MOST_FIELDS = 10;

    public LabelTemplate {
        fields = List.copyOf(fields);
    }

    /** Width and height of a sheet in millimetres. */
    public record Page(
            @JsonProperty(required = true) @Decimal(least = 15, most = 1000)
            double width,

            @JsonProperty(required = true) @Decimal(least = 8, most = 1000)
            double height) {}

    /** Width and height of a label in millimetres. */
    public record Size(
            @JsonProperty(required = true) @Decimal(least = 15, most = 1000)
            double width,

            @JsonProperty(required = true) @Decimal(least = 8, most = 1000)
            double height) {}

    /** Millimetres from the sheet's left and upper edge. */
    public record Margins(
            @JsonProperty(required = true) @Decimal(least = 0, most = 1000)
            double left,

            @JsonProperty(required = true) @Decimal(least = 0, most = 1000)
            double top) {}

    /** Millimetres between columns and between rows. */
    public record Gaps(
            @JsonProperty(required = true) @Decimal(least = 0, most = 1000)
            double columns,

            @JsonProperty(required = true) @Decimal(least = 0, most = 1000)
            double rows) {}

    /** What a line can say. */
    public enum Field {
        @JsonProperty("sn")
        SN,
        @JsonProperty("result")
        RESULT,
        @JsonProperty("batch")
        BATCH,
        @JsonProperty("date")
        DATE,
        @JsonProperty("keys")
        KEYS,
        @JsonProperty("bench")
        BENCH,
        @JsonProperty("operator")
        OPERATOR,
        @JsonProperty("profile")
        PROFILE,
        @JsonProperty("reader")
        READER,
        @JsonProperty("set")
        SET
    }

    /** Labels on one sheet. */
    public int perPage() {
        return columns * rows;
    }

    /** A built-in template by its name, or the one in a file. */
    public static LabelTemplate named(String nameOrFile) throws TemplateException {
        if (BUILT_IN.contains(nameOrFile)) {
            try (InputStream in = LabelTemplate.class.getResourceAsStream("/labels/" + nameOrFile + ".yaml")) {
                return parse(in.readAllBytes(), nameOrFile);
            } catch (IOException e) {
                throw new TemplateException("The template " + nameOrFile + " is missing from the program", e);
            }
        }
        try {
            return parse(InputFile.read(Path.of(nameOrFile), LARGEST), nameOrFile);
        } catch (InputFileException e) {
            throw new TemplateException(
                    e.kind() == InputFileException.Kind.MISSING
                            ? Wording.of("input").say("template.none", nameOrFile, String.join(", ", BUILT_IN))
                            : e.getMessage(),
                    e);
        }
    }

    private static LabelTemplate parse(byte[] yaml, String source) throws TemplateException {
        try {
            YamlDocument<LabelTemplate> document = YamlDocument.read(yaml, source, LabelTemplate.class);
            document.value().check(document);
            return document.value();
        } catch (YamlException e) {
            throw new TemplateException(e.getMessage(), e);
        }
    }

    /** What depends on more than one measure. */
    private void check(YamlDocument<LabelTemplate> document) throws YamlException {
        double right = margins.left + columns * label.width + (columns - 1) * gaps.columns;
        double bottom = margins.top + rows * label.height + (rows - 1) * gaps.rows;
        require(right <= page.width + 0.1 && bottom <= page.height + 0.1, document, "page", "fit");
        require(padding * 2 <= Math.min(label.width, label.height) - 5, document, "padding", "padding");
        boolean codeFits = qr >= 10 && qr <= label.height - 2 * padding && qr <= label.width - 2 * padding;
        require(qr == 0 || codeFits, document, "qr", "qr");
        document.requireList("fields", fields, 0, MOST_FIELDS);
        require(!fields.isEmpty() || qr > 0, document, "fields", "fields");
    }

    private static void require(boolean holds, YamlDocument<LabelTemplate> document, String path, String rule)
            throws YamlException {
        if (!holds) {
            Wording words = Wording.of("input");
            throw document.wrong(path, words.say("template." + rule), words.say("action.template"));
        }
    }
}
