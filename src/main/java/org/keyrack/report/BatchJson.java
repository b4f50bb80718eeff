package org.keyrack.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.keyrack.journal.BatchCounts;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.ModuleClass;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.FailureRecord;
import org.keyrack.ledger.KeyRecord;
import org.keyrack.ledger.SignedHead;
import org.keyrack.ledger.UnitRecord;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;

/** A batch as one JSON object; {@code schema/report.schema.json} is its shape. Absent means there is none. */
final class BatchJson {
    private final ReportText text;

    private BatchJson(ReportText text) {
        this.text = text;
    }

    static ObjectNode of(BatchFacts facts, ReportText text) {
        return new BatchJson(text).batch(facts);
    }

    private ObjectNode batch(BatchFacts facts) {
        BatchSummary summary = facts.summary();
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format", "keyrack-report-1");
        root.put("bench", summary.bench());
        root.put("batch", summary.batch());
        root.put("simulated", summary.simulated());
        root.put("state", summary.state().name());
        summary.reason().ifPresent(reason -> root.put("end", reason.name()));
        time(root, "started", Optional.of(summary.started()));
        time(root, "ended", summary.ended());
        root.put("operator", summary.operator());
        root.put("asId", summary.asId().hex());
        root.put("setKcv", summary.setKcv().toString());
        root.put("profile", summary.profile());
        root.put("profileHash", summary.profileHash().hex());
        root.put("unitsPlanned", summary.unitsPlanned());
        root.put("keysPlanned", summary.keysPlanned());
        counts(root, facts.counts());
        ObjectNode head = root.putObject("head");
        head.put("chain", summary.head().chain().name());
        head.put("seq", summary.head().seq());
        head.put("hash", summary.head().hash());
        facts.signed().map(SignedHead::line).ifPresent(line -> head.put("signed", line));
        ArrayNode causes = root.putArray("causes");
        facts.causes()
                .forEach(group -> describe(causes.addObject(), group.failure()).put("units", group.units()));
        facts.expected().ifPresent(list -> {
            ObjectNode expected = root.putObject("expected");
            expected.put("modules", list.modules().size());
            ArrayNode missing = expected.putArray("missing");
            facts.missing().forEach(sn -> missing.add(sn.hex()));
            ArrayNode unexpected = expected.putArray("unexpected");
            facts.unexpected().forEach(sn -> unexpected.add(sn.hex()));
        });
        ArrayNode units = root.putArray("units");
        facts.worstFirst().forEach(unit -> unit(units.addObject(), unit));
        return root;
    }

    private static void counts(ObjectNode root, BatchCounts counts) {
        root.put("unitsDone", counts.of(ModuleClass.DONE));
        root.put("unitsFailed", counts.of(ModuleClass.FAILED));
        root.put("unitsRefused", counts.of(ModuleClass.REFUSED));
        root.put("unitsNothingNeeded", counts.of(ModuleClass.NOTHING_NEEDED));
        root.put("unitsSetAside", counts.of(ModuleClass.SET_ASIDE));
        root.put("keysLoaded", counts.of(KeyClass.LOADED));
        root.put("keysFailed", counts.of(KeyClass.FAILED));
        root.put("keysUnknown", counts.of(KeyClass.UNKNOWN));
        root.put("unitsUnknown", counts.of(ModuleClass.UNKNOWN));
        root.put("unitsStopped", counts.of(ModuleClass.STOPPED));
        root.put("unitsMissing", counts.of(ModuleClass.MISSING));
        root.put("unitsInWork", counts.of(ModuleClass.IN_WORK));
        root.put("unitsSeen", counts.modules().seen());
        root.put("keysNotBegun", counts.of(KeyClass.NOT_BEGUN));
    }

    private void unit(ObjectNode node, UnitRecord unit) {
        unit.sn().ifPresent(sn -> node.put("sn", sn.hex()));
        node.put("reader", unit.reader());
        number(node, "shelf", unit.shelf());
        node.put("state", unit.state().name());
        time(node, "started", unit.started());
        time(node, "ended", unit.ended());
        time(node, "setAside", unit.setAside());
        unit.setAsideBy().ifPresent(operator -> node.put("setAsideBy", operator));
        unit.releasedBy().ifPresent(supervisor -> node.put("releasedBy", supervisor));
        node.put("keysPlanned", unit.keysPlanned());
        node.put("keysLoaded", unit.counts().of(KeyClass.LOADED));
        BatchCsv.shown(unit).ifPresent(failure -> describe(node.putObject("failure"), failure));
        ArrayNode keys = node.putArray("keys");
        unit.keys().forEach(key -> key(keys.addObject(), key));
    }

    private void key(ObjectNode node, KeyRecord key) {
        node.put("ref1", key.ref1());
        node.put("ref2", key.ref2());
        node.put("attempt", key.attempt());
        node.put("state", key.state().name());
        node.put("settled", key.settled());
        time(node, "started", key.started());
        time(node, "ended", key.ended());
        number(node, "keyVersion", key.keyVersion());
        key.kcv().ifPresent(kcv -> node.put("kcv", kcv.toString()));
        hex(node, "asId", key.asId());
        key.asKind().ifPresent(kind -> node.put("asKind", kind.id()));
        number(node, "slot", key.slot());
        key.header().ifPresent(header -> node.put("ctr", header.ctr()));
        hex(node, "header", key.header().map(Header::encode));
        hex(node, "r", key.r());
        hex(node, "sas", key.sas());
        hex(node, "v", key.v());
        hex(node, "receipt", key.receipt());
        key.audited().ifPresent(audit -> {
            ObjectNode audited = node.putObject("audited");
            audited.put("genuine", audit.genuine());
            audited.put("asId", audit.asId().hex());
            audited.put("at", audit.at().toString());
        });
        key.failure().ifPresent(failure -> describe(node.putObject("failure"), failure));
    }

    private ObjectNode describe(ObjectNode node, FailureRecord failure) {
        if (!failure.step().isEmpty()) {
            node.put("step", failure.step());
        }
        if (!failure.command().isEmpty()) {
            node.put("command", failure.command());
        }
        failure.sw().ifPresent(sw -> node.put("sw", String.format(Locale.ROOT, "%04X", sw)));
        node.put("cause", failure.cause().id());
        node.put("sentence", text.cause(failure));
        return node;
    }

    private static void time(ObjectNode node, String name, Optional<Instant> at) {
        at.ifPresent(moment -> node.put(name, moment.toString()));
    }

    private static void hex(ObjectNode node, String name, Optional<Bytes> value) {
        value.ifPresent(bytes -> node.put(name, bytes.hex()));
    }

    private static void number(ObjectNode node, String name, OptionalInt value) {
        value.ifPresent(number -> node.put(name, number));
    }
}
