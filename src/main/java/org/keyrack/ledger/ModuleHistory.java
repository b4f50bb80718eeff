package org.keyrack.ledger;

import java.util.HashMap;
import java.util.OptionalInt;
import java.util.ArrayList;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.keyrack.journal.LoadedKey;
import org.keyrack.journal.OpenDownload;
import org.keyrack.ledger.EventLine.MalformedLine;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * What the events of all benches say about one module.
 *
 * @param open exported and without a known outcome, oldest first
 * @param loaded proved by their receipts, oldest first
 */
record ModuleHistory(List<Open> open, List<LoadedKey> loaded) {
    static ModuleHistory of(Handle handle, Database database, String sn) {
        List<String> bodies = handle.createQuery(
                        "SELECT body FROM event WHERE " + database.field("sn") + " = :sn ORDER BY bench, seq")
                .bind("sn", sn)
                .mapTo(String.class)
                .list();
        return LedgerUnreadable.guard(() -> of(bodies));
    }

    private static ModuleHistory of(List<String> bodies) {
        Map<String, EventLine> exports = new LinkedHashMap<>();
        Map<String, OptionalInt> shelves = new HashMap<>();
        OptionalInt shelf = OptionalInt.empty();
        Set<String> known = new HashSet<>();
        List<EventLine> loads = new ArrayList<>();
        for (String body : bodies) {
            EventLine line = read(body);
            switch (line.type()) {
                case EventEncoder.UNIT_STARTED -> shelf = line.count("shelf");
                case EventEncoder.EXPORTED -> {
                    exports.put(download(line), line);
                    shelves.put(download(line), shelf);
                }
                case EventEncoder.OUTCOME -> {
                    if (!line.text("result").equals(EventEncoder.UNKNOWN)) {
                        known.add(download(line));
                    }
                    if (line.text("result").equals(EventEncoder.LOADED)) {
                        loads.add(line);
                    }
                }
                default -> {}
            }
        }
        List<Open> open = new ArrayList<>();
        exports.forEach((download, line) -> {
            if (!known.contains(download)) {
                open.add(new Open(
                        line.text("bench"), line.number("batch"), line.text("at"), shelves.get(download), line));
            }
        });
        Map<String, LoadedKey> loaded = new LinkedHashMap<>();
        for (EventLine line : loads) {
            // A settlement may stand in no batch, or in another one's: the key belongs to the batch that exported it.
            EventLine origin = exports.getOrDefault(download(line), line);
            loaded.putIfAbsent(download(line), loaded(line, origin));
        }
        return new ModuleHistory(
                BenchOrder.merged(open, each -> Head.benchOf(each.chain()), each -> Instant.parse(each.at())),
                BenchOrder.merged(loaded.values(), LoadedKey::bench, LoadedKey::at));
    }

    static EventLine read(String body) {
        try {
            return EventLine.parse(body);
        } catch (MalformedLine e) {
            throw LedgerUnreadable.event(e.getMessage(), e);
        }
    }

    /** What makes a download one: its location and its R. */
    static String download(EventLine line) {
        return line.text("ref2") + line.maybe("r").orElse("none");
    }

    private static LoadedKey loaded(EventLine line, EventLine origin) {
        return new LoadedKey(
                Head.benchOf(origin.text("bench")),
                origin.has("batch") ? origin.number("batch") : 0,
                line.at(),
                SerialNumber.parse(line.text("sn")),
                Integer.parseInt(line.text("ref1"), 16),
                Integer.parseInt(line.text("ref2"), 16),
                (int) line.number("keyVersion"),
                new Kcv(Bytes.ofHex(line.text("kcv"))));
    }

    /**
     * A download without a known outcome.
     *
     * @param chain the chain it is in
     * @param at when it was exported, as in the line
     * @param shelf the slot in which its work began
     * @param exported its line
     */
    record Open(String chain, long batch, String at, OptionalInt shelf, EventLine exported) {
        OpenDownload download() {
            return new OpenDownload(
                    batch,
                    SerialNumber.parse(exported.text("sn")),
                    exported.text("reader"),
                    shelf,
                    Integer.parseInt(exported.text("ref1"), 16),
                    Integer.parseInt(exported.text("ref2"), 16),
                    header(exported),
                    Bytes.ofHex(exported.text("r")),
                    Bytes.ofHex(exported.text("sas")),
                    Bytes.ofHex(exported.text("v")));
        }
    }

    static Header header(EventLine exported) {
        try {
            return Header.decode(Bytes.ofHex(exported.text("header")));
        } catch (ProtocolFailure e) {
            throw LedgerUnreadable.event("no proper header, " + e.getMessage(), e);
        }
    }
}
