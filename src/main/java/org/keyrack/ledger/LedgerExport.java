package org.keyrack.ledger;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.keyrack.files.OutputFile;
import org.keyrack.journal.ChainName;
import org.keyrack.ledger.EventLine.MalformedLine;

/** Writes every event out, for whoever wants to check or count without this program. */
public final class LedgerExport {
    /** Columns of the CSV form: a field of a line each, empty where a line has none. */
    static final List<String> COLUMNS = List.of(
            "bench",
            "seq",
            "prev",
            "type",
            "at",
            "batch",
            "profile",
            "profileHash",
            "operator",
            "asId",
            "setKcv",
            "simulated",
            "units",
            "keys",
            "sn",
            "reader",
            "ref1",
            "ref2",
            "attempt",
            "slot",
            "header",
            "ctr",
            "r",
            "sas",
            "v",
            "result",
            "keyVersion",
            "kcv",
            "receipt",
            "settled",
            "recovered",
            "state",
            "loaded",
            "planned",
            "step",
            "command",
            "sw",
            "cause",
            "trace",
            "reason",
            "unitsDone",
            "unitsFailed",
            "unitsNothingNeeded",
            "unitsUnknown",
            "unitsRefused",
            "unitsStopped",
            "keysLoaded",
            "keysFailed",
            "keysUnknown",
            "keysNotLoaded",
            "keysNotBegun",
            "why",
            "fromBench",
            "fromBatch",
            "claimedAt",
            "format",
            "publicKey",
            "continues",
            "missing",
            "detail",
            "total",
            "modules",
            "keyChangesSigned",
            "note",
            "asKind",
            "from",
            "to",
            "order",
            "exportedBy",
            "tKcv",
            "tVersion",
            "notGenuine",
            "genuine",
            "notAsked",
            "before",
            "act",
            "object",
            "acts",
            "key",
            "length",
            "components",
            "packages",
            "script",
            "name",
            "plan",
            "planHash",
            "done",
            "people",
            "person",
            "package",
            "component",
            "needed",
            "shares",
            "knownCtr",
            "knownActs",
            "continuesRoot",
            "origin",
            "otherSize",
            "hash",
            "by",
            "size");

    private LedgerExport() {}

    /** Forms of an export. */
    public enum Format {
        /** One event per line, byte for byte as it is chained: can be verified. */
        JSONL,
        /** A table (RFC 4180) for spreadsheets; it cannot be verified. */
        CSV
    }

    /**
     * Writes the events as they stand now, chain by chain; a bench may work on the ledger meanwhile.
     *
     * @param location a file or a {@code jdbc:postgresql:} URL
     * @return where each chain ended
     */
    public static List<Head> write(String location, Format format, Writer out) throws LedgerException, IOException {
        Map<ChainName, Head> ends = new LinkedHashMap<>();
        Hash hash = new Hash();
        // Not closed: it would close the writer, which is the caller's.
        CSVPrinter table = new CSVPrinter(out, CSVFormat.RFC4180);
        if (format == Format.CSV) {
            table.printRecord(COLUMNS);
        }
        EventStream.read(location, (chain, seq, body) -> {
            if (format == Format.CSV) {
                table.printRecord(columns(chain, seq, body));
            } else {
                out.append(body).append('\n');
            }
            ends.put(chain, new Head(chain, seq, hash.of(body)));
        });
        out.flush();
        return List.copyOf(ends.values());
    }

    /**
     * The same into a file, which is there whole or as it was before.
     *
     * @throws LedgerException when the file is a ledger itself, or the ledger cannot be read
     */
    public static List<Head> toFile(String location, Format format, Path file) throws LedgerException, IOException {
        if (Files.isRegularFile(file) && EventStream.isSqlite(file)) {
            throw new LedgerException(file + " is a ledger: name another file for the export");
        }
        List<Head> ends = new ArrayList<>();
        OutputFile.<LedgerException>write(
                file,
                out -> ends.addAll(write(
                        location, format, new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)))));
        return ends;
    }

    private static List<String> columns(ChainName chain, long seq, String body) throws LedgerException {
        try {
            Map<String, Object> fields = EventLine.parse(body).fields();
            return COLUMNS.stream()
                    .map(name -> SafeCell.of(text(fields.get(name))))
                    .toList();
        } catch (MalformedLine e) {
            throw new LedgerException(
                    "Event " + seq + " of " + chain + " is " + e.getMessage() + ": verify the ledger", e);
        }
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof List<?> list
                ? String.join(" | ", list.stream().map(String.class::cast).toList())
                : value.toString();
    }
}
