package org.keyrack.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.keyrack.protocol.SerialNumber;

/**
 * The modules that a delivery should hold, from a list, so that missing and unexpected ones can be named.
 *
 * @param modules each once, in the list's order
 */
public record ExpectedUnits(Set<SerialNumber> modules) {
    private static final int MOST_LINES = 1_000_000;

    public ExpectedUnits {
        modules = Collections.unmodifiableSet(new LinkedHashSet<>(modules));
    }

    /**
     * Reads a CSV file: the SN, 16 hexadecimal digits, in the first column; commas, semicolons or tabs between columns; a
     * first line that is no SN is the heading.
     *
     * @throws LedgerException naming the line that is wrong, or an SN that is there twice
     */
    public static ExpectedUnits read(Path csv) throws LedgerException {
        List<String> lines;
        try {
            lines = Files.readAllLines(csv, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LedgerException("The list " + csv + " cannot be read: " + e.getMessage(), e);
        }
        if (lines.size() > MOST_LINES) {
            throw new LedgerException("The list " + csv + " has more than " + MOST_LINES + " lines: divide it");
        }
        Set<SerialNumber> modules = new LinkedHashSet<>();
        boolean heading = true;
        for (int i = 0; i < lines.size(); i++) {
            String cell = firstCell(lines.get(i));
            if (cell.isEmpty()) {
                continue;
            }
            try {
                SerialNumber sn = SerialNumber.parse(cell);
                if (!modules.add(sn)) {
                    throw new LedgerException(
                            csv + ", line " + (i + 1) + ": " + sn + " is in the list twice; remove one");
                }
            } catch (IllegalArgumentException e) {
                if (!heading) {
                    throw new LedgerException(csv + ", line " + (i + 1) + ": " + e.getMessage(), e);
                }
            }
            heading = false;
        }
        if (modules.isEmpty()) {
            throw new LedgerException(csv + " names no module: put one SN of 16 hexadecimal digits on each line");
        }
        return new ExpectedUnits(modules);
    }

    /** Expected and not among these, in the list's order. */
    public List<SerialNumber> missing(Collection<SerialNumber> seen) {
        return modules.stream().filter(sn -> !seen.contains(sn)).toList();
    }

    /** Among these and not expected. */
    public List<SerialNumber> unexpected(Collection<SerialNumber> seen) {
        return seen.stream().filter(sn -> !modules.contains(sn)).toList();
    }

    private static String firstCell(String line) {
        String cell = line.split("[,;\t]", 2)[0].strip();
        String text = cell.startsWith("\uFEFF") ? cell.substring(1) : cell;
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }
}
