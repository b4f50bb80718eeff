package org.keyrack.ledger;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.keyrack.journal.HeldTransportKey;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.SerialNumber;

/** Which module holds which T, from the lines of every bench. A module takes none but a newer T, so the highest version counts. */
final class Holdings {
    private final Handle handle;
    private final Database database;
    private final ModuleReceipts receipts;
    private final Map<String, Optional<HeldTransportKey>> preparations = new HashMap<>();

    Holdings(Handle handle, Database database) {
        this.handle = handle;
        this.database = database;
        this.receipts = new ModuleReceipts(handle, database);
    }

    /** SNs of modules that were prepared or seen in a batch, ascending: at most so many after one. */
    List<SerialNumber> after(Optional<SerialNumber> last, int most) {
        TreeSet<SerialNumber> page = new TreeSet<>(ModuleReceipts.modulesAfter(handle, last, most));
        handle.createQuery("SELECT sn FROM serial WHERE sn > :after ORDER BY sn LIMIT :most")
                .bind("after", last.map(SerialNumber::hex).orElse(""))
                .bind("most", most)
                .mapTo(String.class)
                .forEach(sn -> page.add(SerialNumber.parse(sn)));
        return page.stream().limit(most).toList();
    }

    /** What these hold, ascending; an SN that only a card has that was never finished holds nothing. */
    List<ModuleHolding> of(List<SerialNumber> page) {
        if (page.isEmpty()) {
            return List.of();
        }
        return Chains.ofModules(
                        handle,
                        database,
                        page.get(0).hex(),
                        page.get(page.size() - 1).hex())
                .entrySet()
                .stream()
                .flatMap(module -> of(SerialNumber.parse(module.getKey()), module.getValue()).stream())
                .toList();
    }

    private Optional<ModuleHolding> of(SerialNumber sn, List<EventLine> lines) {
        Map<HeldTransportKey, EventLine> known = new HashMap<>();
        Map<String, EventLine> loaded = new HashMap<>();
        for (EventLine line : lines) {
            if (line.type() == EventType.CARD_ENDED && PreparationEncoder.isPrepared(line)) {
                prepared(line).ifPresent(t -> known.putIfAbsent(t, line));
            } else if (line.type() == EventType.OUTCOME && line.result() == KeyRecord.State.LOADED) {
                loaded.put(line.text("receipt"), line);
            }
        }
        Map<HeldTransportKey, Integer> notAudited = new HashMap<>();
        for (KeptReceipt receipt : receipts.of(sn, lines)) {
            HeldTransportKey under = new HeldTransportKey(receipt.header().tVersion(), receipt.tKcv());
            EventLine line = loaded.get(receipt.receipt().hex());
            known.putIfAbsent(under, line);
            if (receipt.ref2() == 0) {
                known.put(new HeldTransportKey(receipt.keyVersion(), receipt.kcv()), line);
            }
            if (!receipt.confirmed()) {
                notAudited.merge(under, 1, Integer::sum);
            }
        }
        Optional<Map.Entry<HeldTransportKey, EventLine>> held = known.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getKey().version()));
        return lines.stream()
                .filter(line -> line.type() != EventType.AUDITED)
                .max(Comparator.comparing(EventLine::at))
                .map(seen -> new ModuleHolding(
                        sn,
                        held.map(Map.Entry::getKey),
                        held.map(entry -> entry.getValue().at()),
                        held.map(entry -> entry.getValue().chain().bench()),
                        seen.at(),
                        seen.chain().bench(),
                        notAudited));
    }

    private Optional<HeldTransportKey> prepared(EventLine line) {
        String bench = line.chain().bench();
        long preparation = line.number("preparation");
        return preparations.computeIfAbsent(
                bench + " " + preparation,
                name -> handle.createQuery(
                                "SELECT e.body FROM preparation p JOIN event e ON e.bench = p.chain AND e.seq = p.seq"
                                        + " WHERE p.bench = :bench AND p.preparation = :preparation")
                        .bind("bench", bench)
                        .bind("preparation", preparation)
                        .mapTo(String.class)
                        .findOne()
                        .map(ModuleHistory::read)
                        .filter(start -> start.has("tVersion"))
                        .map(start -> new HeldTransportKey(
                                (int) start.number("tVersion"), new Kcv(Bytes.ofHex(start.text("setKcv"))))));
    }
}
