package org.keyrack.ledger;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.keyrack.files.InputFile;
import org.keyrack.files.InputFileException;
import org.keyrack.journal.ExpectedUnits;
import org.keyrack.ledger.DeliveryListException.Kind;
import org.keyrack.protocol.SerialNumber;

/** One reading of a list of expected modules. */
public final class DeliveryListParser {
    private static final int MOST_MODULES = 100_000;
    private static final int MOST_BYTES = 32_000_000;
    /** What Excel writes above a table to say which separator it uses. */
    private static final Pattern SEPARATOR_LINE = Pattern.compile("\\A\\s*\"?sep=(.)\"?[ \\t]*(?=[\\r\\n]|\\z)");

    private final String name;
    private final Set<SerialNumber> modules = new LinkedHashSet<>();

    private DeliveryListParser(Path file) {
        this.name = String.valueOf(file.getFileName());
    }

    /**
     * Reads a CSV file as spreadsheets write it: UTF-8, UTF-16 or an 8-bit code, commas, semicolons, tabs or bars, a
     * {@code sep=} line or none, cells in quotation marks or not, titles and a heading or none. The SNs, 16 hexadecimal
     * digits with or without blanks between them, are in the column that holds them.
     *
     * @throws DeliveryListException naming the line that is wrong, and what to do
     */
    public static ExpectedUnits read(Path csv) throws DeliveryListException {
        DeliveryListParser parser = new DeliveryListParser(csv);
        byte[] bytes;
        try {
            bytes = InputFile.read(csv, MOST_BYTES);
        } catch (InputFileException e) {
            throw new DeliveryListException(Kind.UNREADABLE, parser.name, 0, e.getMessage());
        }
        return new ExpectedUnits(parser.modules(parser.decoded(bytes)));
    }

    private Set<SerialNumber> modules(String text) throws DeliveryListException {
        Matcher said = SEPARATOR_LINE.matcher(text);
        if (said.find()) {
            String list = text.substring(said.end());
            char separator = said.group(1).charAt(0);
            read(list, worth(list, separator) > 0 ? separator : separator(list, separator));
        } else {
            read(text, separator(text, ','));
        }
        if (modules.isEmpty()) {
            throw wrong(Kind.EMPTY, 0, "");
        }
        return modules;
    }

    private void read(String text, char separator) throws DeliveryListException {
        DeliveryListColumn column = new DeliveryListColumn();
        try {
            eachLine(text, separator, column::see);
        } catch (DeliveryListException brokenQuotes) {
            // Told below, unless a line above it is wrong.
        }
        int index = column.column();
        long begin = column.begin();
        List<Integer> rivals = column.rivals();
        eachLine(text, separator, (cells, line) -> {
            if (line >= begin) {
                take(cells, index, rivals, line);
            }
        });
    }

    /** What is done with a line. */
    @FunctionalInterface
    private interface Line {
        void take(CSVRecord cells, long line) throws DeliveryListException;
    }

    private void eachLine(String text, char separator, Line line) throws DeliveryListException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(false)
                .get();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            var records = parser.iterator();
            while (true) {
                long number = parser.getCurrentLineNumber() + 1;
                CSVRecord cells;
                try {
                    if (!records.hasNext()) {
                        return;
                    }
                    cells = records.next();
                } catch (UncheckedIOException broken) {
                    throw wrong(Kind.BROKEN_QUOTES, number, "");
                }
                line.take(cells, number);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory can always be read", e);
        }
    }

    private void take(CSVRecord cells, int column, List<Integer> rivals, long line) throws DeliveryListException {
        if (cells.stream().allMatch(cell -> DeliveryListCell.plain(cell).isEmpty())) {
            return;
        }
        String cell = column < cells.size() ? DeliveryListCell.plain(cells.get(column)) : "";
        if (!DeliveryListCell.isSn(cell)) {
            Kind fault = DeliveryListCell.fault(cell);
            // Digits are counted; a text is shown as it stands there.
            throw wrong(fault, line, DeliveryListCell.shown(fault == Kind.NO_SN ? cells.get(column) : cell));
        }
        SerialNumber sn = SerialNumber.parse(cell);
        for (int rival : rivals) {
            String other = rival < cells.size() ? DeliveryListCell.plain(cells.get(rival)) : "";
            if (DeliveryListCell.isSn(other) && !SerialNumber.parse(other).equals(sn)) {
                throw wrong(Kind.SEVERAL, line, SerialNumber.parse(other).grouped());
            }
        }
        if (!modules.add(sn)) {
            throw wrong(Kind.TWICE, line, sn.grouped());
        }
        if (modules.size() > MOST_MODULES) {
            throw wrong(Kind.TOO_LONG, 0, String.valueOf(MOST_MODULES));
        }
    }

    /**
     * The separator that shows most SNs; when none shows any, the one that the lines have most often.
     *
     * @param otherwise when no line has any
     */
    private char separator(String text, char otherwise) {
        char best = otherwise;
        long most = 0;
        for (char candidate : new char[] {';', '\t', ',', '|'}) {
            if (text.indexOf(candidate) >= 0) {
                long count = 1_000_000_000L * worth(text, candidate)
                        + text.chars().filter(c -> c == candidate).count();
                if (count > most) {
                    most = count;
                    best = candidate;
                }
            }
        }
        return best;
    }

    /** How many SNs a separator shows. */
    private int worth(String text, char separator) {
        DeliveryListColumn column = new DeliveryListColumn();
        try {
            eachLine(text, separator, column::see);
        } catch (DeliveryListException brokenQuotes) {
            // What stands above them counts.
        }
        return column.worth();
    }

    private String decoded(byte[] bytes) throws DeliveryListException {
        String text = null;
        if (isWorkbook(bytes)) {
            throw wrong(Kind.NOT_TEXT, 0, "");
        }
        for (Charset code : codes(bytes)) {
            try {
                text = code.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
                break;
            } catch (CharacterCodingException another) {
                // The next one, if there is any.
            }
        }
        if (text == null || text.indexOf('\0') >= 0) {
            throw wrong(Kind.NOT_TEXT, 0, "");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** A file in a spreadsheet's own format: a ZIP archive or an OLE container. */
    private static boolean isWorkbook(byte[] bytes) {
        return Stream.of("504b0304", "d0cf11e0")
                .anyMatch(mark -> HexFormat.of()
                        .formatHex(bytes, 0, Math.min(bytes.length, 4))
                        .equals(mark));
    }

    /** UTF-16 shows by its mark or by the zeros beside ASCII. Of an 8-bit code only ASCII matters: an SN is nothing else. */
    private static List<Charset> codes(byte[] bytes) {
        boolean two = bytes.length >= 2;
        if (two && (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE || bytes[0] != 0 && bytes[1] == 0)) {
            return List.of(StandardCharsets.UTF_16LE);
        }
        if (two && (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF || bytes[0] == 0 && bytes[1] != 0)) {
            return List.of(StandardCharsets.UTF_16BE);
        }
        return List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1);
    }

    private DeliveryListException wrong(Kind kind, long line, String text) {
        return new DeliveryListException(kind, name, line, text);
    }
}
