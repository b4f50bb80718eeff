package org.keyrack.report;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keyrack.journal.CauseId;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.ModuleClass;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.FailureRecord;
import org.keyrack.ledger.KeyRecord;
import org.keyrack.ledger.UnitRecord;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.SerialNumber;

/** A batch as tables: a line for each unit that was seen, passed or failed, and a line for each key. */
final class BatchCsv {
    static final List<String> UNIT_COLUMNS = List.of(
            "bench",
            "batch",
            "simulated",
            "sn",
            "reader",
            "state",
            "keysPlanned",
            "keysLoaded",
            "keysFailed",
            "keysUnknown",
            "started",
            "ended",
            "step",
            "command",
            "sw",
            "cause",
            "sentence",
            "operator",
            "profile",
            "profileHash",
            "setKcv",
            "setAside",
            "expected",
            "setAsideBy",
            "keysNotBegun",
            "shelf",
            "releasedBy");
    static final List<String> KEY_COLUMNS = List.of(
            "bench",
            "batch",
            "simulated",
            "sn",
            "ref1",
            "ref2",
            "attempt",
            "state",
            "settled",
            "keyVersion",
            "kcv",
            "asId",
            "slot",
            "ctr",
            "header",
            "r",
            "sas",
            "v",
            "receipt",
            "started",
            "ended",
            "sw",
            "cause",
            "sentence",
            "asKind",
            "audited");

    private BatchCsv() {}

    /** A line for each unit, worst first. */
    static String units(BatchFacts facts, ReportText text) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        BatchSummary summary = facts.summary();
        for (UnitRecord unit : facts.worstFirst()) {
            List<String> row = new ArrayList<>(beginning(summary, unit));
            row.add(unit.reader());
            row.add(unit.state().name());
            row.add(String.valueOf(unit.keysPlanned()));
            row.add(String.valueOf(unit.counts().of(KeyClass.LOADED)));
            row.add(String.valueOf(unit.counts().of(KeyClass.FAILED)));
            row.add(String.valueOf(unit.counts().of(KeyClass.UNKNOWN)));
            row.add(time(unit.started()));
            row.add(time(unit.ended()));
            Optional<FailureRecord> failure = shown(unit);
            row.add(failure.map(FailureRecord::step).orElse(""));
            row.add(failure.map(FailureRecord::command).orElse(""));
            row.addAll(failure(failure, text));
            row.add(summary.operator());
            row.add(summary.profile());
            row.add(hex(Optional.of(summary.profileHash())));
            row.add(hex(Optional.of(summary.setKcv().value())));
            row.add(time(unit.setAside()));
            row.add(facts.expected()
                    .map(list -> unit.sn().filter(list.modules()::contains).isPresent() ? "yes" : "no")
                    .orElse(""));
            row.add(unit.setAsideBy().orElse(""));
            row.add(String.valueOf(unit.counts().of(KeyClass.NOT_BEGUN)));
            row.add(unit.shelf().isPresent() ? String.valueOf(unit.shelf().getAsInt()) : "");
            row.add(unit.releasedBy().orElse(""));
            rows.add(row);
        }
        facts.missing().forEach(sn -> rows.add(missing(summary, sn, text)));
        return SafeCsv.write(text.locale(), UNIT_COLUMNS, rows);
    }

    /** A module of the list that the batch has not seen. */
    private static List<String> missing(BatchSummary summary, SerialNumber sn, ReportText text) {
        List<String> row = new ArrayList<>(Collections.nCopies(UNIT_COLUMNS.size(), ""));
        row.set(UNIT_COLUMNS.indexOf("bench"), summary.bench());
        row.set(UNIT_COLUMNS.indexOf("batch"), String.valueOf(summary.batch()));
        row.set(UNIT_COLUMNS.indexOf("simulated"), String.valueOf(summary.simulated()));
        row.set(UNIT_COLUMNS.indexOf("sn"), sn.grouped());
        row.set(UNIT_COLUMNS.indexOf("state"), ModuleClass.MISSING.name());
        row.set(UNIT_COLUMNS.indexOf("sentence"), text.say("expected.missing.one"));
        row.set(UNIT_COLUMNS.indexOf("expected"), "yes");
        return row;
    }

    /** A line for the last try of each key of each unit. */
    static String keys(BatchFacts facts, ReportText text) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (UnitRecord unit : facts.worstFirst()) {
            for (KeyRecord key : unit.keys()) {
                List<String> row = new ArrayList<>(beginning(facts.summary(), unit));
                row.add(String.valueOf(key.ref1()));
                row.add(String.valueOf(key.ref2()));
                row.add(String.valueOf(key.attempt()));
                row.add(key.state().name());
                row.add(String.valueOf(key.settled()));
                row.add(
                        key.keyVersion().isPresent()
                                ? String.valueOf(key.keyVersion().getAsInt())
                                : "");
                row.add(key.kcv()
                        .map(kcv -> SafeCsv.grouped(kcv.value().hex(), 2))
                        .orElse(""));
                row.add(hex(key.asId()));
                row.add(key.slot().isPresent() ? String.valueOf(key.slot().getAsInt()) : "");
                row.add(key.header().map(header -> String.valueOf(header.ctr())).orElse(""));
                row.add(hex(key.header().map(header -> header.encode())));
                row.add(hex(key.r()));
                row.add(hex(key.sas()));
                row.add(hex(key.v()));
                row.add(hex(key.receipt()));
                row.add(time(key.started()));
                row.add(time(key.ended()));
                row.addAll(failure(key.failure(), text));
                row.add(key.asKind().map(AsKind::id).orElse(""));
                row.add(key.audited()
                        .map(audit -> audit.genuine() ? "genuine" : "not genuine")
                        .orElse(""));
                rows.add(row);
            }
        }
        return SafeCsv.write(text.locale(), KEY_COLUMNS, rows);
    }

    /** The failure of a unit that is not done; one that was settled since has none any more. */
    static Optional<FailureRecord> shown(UnitRecord unit) {
        return unit.passed() ? Optional.empty() : unit.failure();
    }

    private static List<String> beginning(BatchSummary summary, UnitRecord unit) {
        return List.of(
                summary.bench(),
                String.valueOf(summary.batch()),
                String.valueOf(summary.simulated()),
                unit.sn().map(SerialNumber::grouped).orElse(""));
    }

    private static List<String> failure(Optional<FailureRecord> failure, ReportText text) {
        return List.of(
                failure.filter(why -> why.sw().isPresent())
                        .map(why ->
                                String.format(Locale.ROOT, "SW %04X", why.sw().getAsInt()))
                        .orElse(""),
                failure.map(FailureRecord::cause).map(CauseId::id).orElse(""),
                failure.map(text::cause).orElse(""));
    }

    private static String hex(Optional<Bytes> bytes) {
        return bytes.map(value -> SafeCsv.grouped(value.hex(), value.length() == 3 ? 2 : 4))
                .orElse("");
    }

    private static String time(Optional<Instant> at) {
        return at.map(Instant::toString).orElse("");
    }
}
