package org.keyrack.ledger;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.keyrack.journal.ExpectedUnits;
import org.keyrack.ledger.DeliveryListException.Kind;
import org.keyrack.protocol.SerialNumber;

/** One reading of a list of expected modules. */
public final class DeliveryListParser {
    private static final int MOST_LINES = 100_000;
    private static final long MOST_BYTES = 10_000_000;
    private static final int SHOWN = 40;
    private static final Set<String> HEADINGS = Set.of(
            "sn", "serial", "serialno", "serialnr", "serialnumber", "nserie", "nodeserie", "ndeserie", "numerodeserie");
    /** 1,12233E+13, and digits without the zeros that stood in front. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+([.,][0-9]+)?[eE]\\+?[0-9]+|[0-9]{5,15}");

    private final Path file;
    private final String name;
    private final Set<SerialNumber> modules = new LinkedHashSet<>();
    private int column = -1;

    private DeliveryListParser(Path file) {
        this.file = file;
        this.name = String.valueOf(file.getFileName());
    }

    /**
     * Reads a CSV file as spreadsheets write it: UTF-8, UTF-16 with a byte order mark or an 8-bit code, commas, semicolons or
     * tabs, cells in quotation marks or not, with or without a heading. The SNs, 16 hexadecimal digits with or without
     * spaces, are in the column whose heading says so, else in the first.
     *
     * @throws DeliveryListException naming the line that is wrong, and what to do
     */
    public static ExpectedUnits read(Path csv) throws DeliveryListException {
        return new ExpectedUnits(new DeliveryListParser(csv).modules());
    }

    private Set<SerialNumber> modules() throws DeliveryListException {
        String text = text();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter(text))
                .setIgnoreEmptyLines(false)
                .get();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            read(parser);
        } catch (IOException e) {
            throw new DeliveryListException(Kind.UNREADABLE, name, 0, String.valueOf(e.getMessage()));
        }
        if (modules.isEmpty()) {
            throw wrong(Kind.EMPTY, 0, "");
        }
        return modules;
    }

    private void read(CSVParser parser) throws DeliveryListException {
        var records = parser.iterator();
        long line = 1;
        while (true) {
            line = parser.getCurrentLineNumber() + 1;
            if (line > MOST_LINES) {
                throw wrong(Kind.TOO_LONG, 0, String.valueOf(MOST_LINES));
            }
            CSVRecord cells;
            try {
                if (!records.hasNext()) {
                    return;
                }
                cells = records.next();
            } catch (UncheckedIOException broken) {
                throw wrong(Kind.BROKEN_QUOTES, line, "");
            }
            take(cells, line);
        }
    }

    private void take(CSVRecord cells, long line) throws DeliveryListException {
        if (cells.stream().allMatch(cell -> plain(cell).isEmpty())) {
            return;
        }
        if (column < 0) {
            column = columnWithSn(cells);
            if (column < 0) {
                column = headed(cells);
                return;
            }
        }
        String cell = column < cells.size() ? plain(cells.get(column)) : "";
        if (cell.isEmpty()) {
            throw wrong(Kind.NO_CELL, line, "");
        }
        if (!isSn(cell)) {
            throw wrong(NUMBER.matcher(cell).matches() ? Kind.NUMBER : Kind.NO_SN, line, shown(cell));
        }
        SerialNumber sn = SerialNumber.parse(cell);
        if (!modules.add(sn)) {
            throw wrong(Kind.TWICE, line, sn.grouped());
        }
    }

    private static int columnWithSn(CSVRecord cells) {
        for (int i = 0; i < cells.size(); i++) {
            if (isSn(plain(cells.get(i)))) {
                return i;
            }
        }
        return -1;
    }

    /** The column whose heading names the SN; the first when none does. */
    private static int headed(CSVRecord cells) {
        for (int i = 0; i < cells.size(); i++) {
            String heading = Normalizer.normalize(plain(cells.get(i)), Normalizer.Form.NFD)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^a-z]", "");
            if (HEADINGS.contains(heading)) {
                return i;
            }
        }
        return 0;
    }

    private static boolean isSn(String cell) {
        return cell.matches("[0-9A-Fa-f]{16}");
    }

    /** A cell without what spreadsheets put around a text: ="…" or a leading apostrophe; without spaces. */
    private static String plain(String cell) {
        String text = cell.replaceAll("[\\s\\u00A0\\u202F]", "");
        if (text.startsWith("=\"") && text.endsWith("\"") && text.length() > 3) {
            return text.substring(2, text.length() - 1);
        }
        return text.startsWith("'") ? text.substring(1) : text;
    }

    /** The separator that the first line with any has most often. */
    private static char delimiter(String text) {
        for (String line : text.lines().limit(20).toList()) {
            String unquoted = line.replaceAll("\"[^\"]*\"", "");
            char best = 0;
            long most = 0;
            for (char candidate : new char[] {';', '\t', ','}) {
                long count = unquoted.chars().filter(c -> c == candidate).count();
                if (count > most) {
                    most = count;
                    best = candidate;
                }
            }
            if (most > 0) {
                return best;
            }
        }
        return ',';
    }

    private String text() throws DeliveryListException {
        byte[] bytes;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw wrong(Kind.TOO_LONG, 0, String.valueOf(MOST_LINES));
            }
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw wrong(Kind.MISSING, 0, "");
        } catch (AccessDeniedException e) {
            throw wrong(Kind.DENIED, 0, "");
        } catch (IOException e) {
            throw wrong(Kind.UNREADABLE, 0, String.valueOf(e.getMessage()));
        }
        String text = decoded(bytes);
        if (text.indexOf('\0') >= 0) {
            throw wrong(Kind.NOT_TEXT, 0, "");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private String decoded(byte[] bytes) throws DeliveryListException {
        boolean wide = bytes.length >= 2 && (bytes[0] & bytes[1] & 0xFE) == 0xFE && bytes[0] != bytes[1];
        try {
            return strictly(bytes, wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            if (wide) {
                throw wrong(Kind.NOT_TEXT, 0, "");
            }
            // An SN is ASCII: whatever 8-bit code the remarks are in does not matter.
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private static String strictly(byte[] bytes, Charset charset) throws CharacterCodingException {
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static String shown(String cell) {
        String text = cell.replaceAll("\\p{C}", "?");
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }

    private DeliveryListException wrong(Kind kind, long line, String text) {
        return new DeliveryListException(kind, name, line, text);
    }
}
