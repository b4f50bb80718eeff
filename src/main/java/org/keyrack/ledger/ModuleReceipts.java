package org.keyrack.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.keyrack.journal.BatchId;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.SerialNumber;

/** The receipts of modules, with what audits have found of them. */
final class ModuleReceipts {
    private final Handle handle;
    private final Database database;
    private final Map<BatchId, Optional<String>> sets = new HashMap<>();

    ModuleReceipts(Handle handle, Database database) {
        this.handle = handle;
        this.database = database;
    }

    /**
     * SNs of modules, ascending.
     *
     * @param after the last one that is known; empty for the first
     * @param most SNs at most
     */
    static List<SerialNumber> modulesAfter(Handle handle, Optional<SerialNumber> after, int most) {
        return handle
                .createQuery("SELECT sn FROM module WHERE sn > :after ORDER BY sn LIMIT :most")
                .bind("after", after.map(SerialNumber::hex).orElse(""))
                .bind("most", most)
                .mapTo(String.class)
                .list()
                .stream()
                .map(SerialNumber::parse)
                .toList();
    }

    /** What audits have found of a batch's receipts, each a line. */
    static List<EventLine> audits(Handle handle, Database database, BatchId batch) {
        return handle
                .createQuery("SELECT body FROM event WHERE " + database.field("type") + " = " + EventType.AUDITED.sql()
                        + " AND " + database.field("exportedBy") + " = :exportedBy")
                .bind("exportedBy", AuditEncoder.batch(batch))
                .mapTo(String.class)
                .list()
                .stream()
                .map(ModuleHistory::read)
                .toList();
    }

    /** What a line of an audit says of a receipt; empty when it does not list it. */
    static Optional<AuditRecord> found(EventLine audit, EventLine outcome) {
        String key = SettledUnit.key(outcome);
        if (audit.list("keys").contains(key)) {
            return Optional.of(AuditRecord.of(audit, true));
        }
        return audit.list("notGenuine").contains(key) ? Optional.of(AuditRecord.of(audit, false)) : Optional.empty();
    }

    /** Of several the one that confirmed it, else the last. */
    static Optional<AuditRecord> better(Optional<AuditRecord> known, Optional<AuditRecord> next) {
        return next.isPresent() && known.filter(AuditRecord::genuine).isEmpty() ? next : known;
    }

    /** Every receipt of a module that the ledger has, oldest first within a bench. */
    List<KeptReceipt> of(SerialNumber sn) {
        return of(sn, Chains.ofModule(handle, database, sn.hex()));
    }

    /** The same from the module's lines. */
    List<KeptReceipt> of(SerialNumber sn, List<EventLine> lines) {
        Map<String, EventLine> exports = new HashMap<>();
        List<EventLine> audits = new ArrayList<>();
        List<EventLine> loaded = new ArrayList<>();
        for (EventLine line : lines) {
            switch (line.type()) {
                case EXPORTED -> exports.put(ModuleHistory.download(line), line);
                case AUDITED -> audits.add(line);
                case OUTCOME -> {
                    if (line.result() == KeyRecord.State.LOADED) {
                        loaded.add(line);
                    }
                }
                default -> {}
            }
        }
        List<KeptReceipt> receipts = new ArrayList<>();
        for (EventLine outcome : loaded) {
            Optional.ofNullable(exports.get(ModuleHistory.download(outcome)))
                    .map(export -> of(sn, export, outcome, audits, loaded))
                    .ifPresent(receipts::add);
        }
        return receipts;
    }

    private KeptReceipt of(
            SerialNumber sn, EventLine export, EventLine outcome, List<EventLine> audits, List<EventLine> loaded) {
        Optional<AuditRecord> audited = Optional.empty();
        for (EventLine audit : audits) {
            audited = better(audited, found(audit, outcome));
        }
        Header header = ModuleHistory.header(export);
        return new KeptReceipt(
                export.batch(),
                sn,
                Bytes.ofHex(export.text("asId")),
                (int) export.number("slot"),
                Integer.parseInt(outcome.text("ref1"), 16),
                Integer.parseInt(outcome.text("ref2"), 16),
                header,
                new Kcv(Bytes.ofHex(export.maybe("tKcv").orElseGet(() -> older(header, export, loaded)))),
                Bytes.ofHex(export.text("r")),
                Bytes.ofHex(export.text("sas")),
                (int) outcome.number("keyVersion"),
                new Kcv(Bytes.ofHex(outcome.text("kcv"))),
                Bytes.ofHex(outcome.text("receipt")),
                audited);
    }

    /** The T of a line that does not name it: one that the module had got with this version, else that of the batch's set. */
    private String older(Header header, EventLine export, List<EventLine> loaded) {
        return loaded.stream()
                .filter(line ->
                        Integer.parseInt(line.text("ref2"), 16) == 0 && line.number("keyVersion") == header.tVersion())
                .findFirst()
                .map(line -> line.text("kcv"))
                .orElseGet(() -> sets.computeIfAbsent(export.batch(), this::set)
                        .orElseThrow(() -> LedgerUnreadable.event("its batch has no beginning", null)));
    }

    private Optional<String> set(BatchId batch) {
        return BenchChains.of(handle, database, batch.bench())
                .start(batch.number())
                .map(start -> start.text("setKcv"));
    }
}
