package org.keyrack.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.Exported;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.RunEvent.Outcome;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.answer.ImportedKey;
import org.keyrack.protocol.answer.Initiation;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.ExportKey;

/** What the cards did, whoever was told, beside what is on the disk: each may only follow the other. */
final class Truth {
    private static final int INITIATE = 0x52;
    private static final int EXPORTKEY = 0x54;
    private static final int IMPORTKEY = 0x56;

    private final Trace trace;
    private final List<Line> lines = new ArrayList<>();
    private final Set<String> intents = new HashSet<>();
    private final Set<String> exportedLines = new HashSet<>();
    private final Set<String> outcomes = new HashSet<>();
    /** R that an AS has exported for. */
    private final Set<String> exports = new HashSet<>();
    /** R outstanding in each EI. */
    private final Map<SerialNumber, String> outstanding = new HashMap<>();

    private final Map<String, Import> imports = new LinkedHashMap<>();
    private final BlankTruth blanks = new BlankTruth(this);
    private final OrderTruth orders = new OrderTruth(this);
    private final ReleaseTruth releases = new ReleaseTruth(this);
    private Consumer<Finding> onFinding = finding -> {};

    Truth(Trace trace) {
        this.trace = trace;
    }

    /** A key that an EI has stored. */
    record Import(SerialNumber sn, int ref2, String r) {}

    /** @param hears of what must never be, before it is thrown: a program that catches everything must not hide it */
    void tell(Consumer<Finding> hears) {
        onFinding = hears;
    }

    Finding found(String what) {
        Finding finding = new Finding(what);
        onFinding.accept(finding);
        return finding;
    }

    List<Line> lines() {
        return lines;
    }

    BlankTruth blanks() {
        return blanks;
    }

    OrderTruth orders() {
        return orders;
    }

    ReleaseTruth releases() {
        return releases;
    }

    Map<String, Import> imports() {
        return imports;
    }

    Set<String> exports() {
        return exports;
    }

    /** A line has become durable. */
    void durable(Line line) {
        lines.add(line);
        if (line.type().equals("fork-seen")) {
            throw found("a fork is told of, and nobody has put anything back");
        }
        blanks.durable(line);
        orders.durable(line);
        releases.durable(line);
        switch (line.type()) {
            case "intent" -> intents.add(line.r());
            case "exported" -> exportedLines.add(line.r());
            case "outcome" -> outcomes.add(line.r());
            default -> {
                return;
            }
        }
        trace.note("ledger", line.type() + " " + line.sn() + " " + line.ref2() + " " + line.r() + " " + line.result());
    }

    /** A program has found these lines on the disk, and added its own to them: those that were durable stand first. */
    void found(List<Line> now) {
        if (now.size() < lines.size() || !now.subList(0, lines.size()).equals(lines)) {
            throw found("lines that were durable are not on the disk any more");
        }
        now.subList(lines.size(), now.size()).forEach(this::durable);
    }

    /** Whether a batch's end is durable. */
    boolean ended(String bench, long batch) {
        return lines.stream()
                .anyMatch(line ->
                        line.type().equals("batch-ended") && line.bench().equals(bench) && line.batch() == batch);
    }

    /** Whether a batch has ended, or is known to have been interrupted. */
    boolean over(String bench, long batch) {
        return lines.stream()
                .anyMatch(line ->
                        (line.type().equals("batch-ended") || line.type().equals("batch-interrupted"))
                                && line.bench().equals(bench)
                                && line.batch() == batch);
    }

    /** An event is shown to people. */
    void shown(RunEvent event) {
        if (event instanceof Intent intent && !intents.contains(intent.r().hex())
                || event instanceof Exported exported
                        && !exportedLines.contains(exported.r().hex())
                || event instanceof Outcome outcome
                        && outcome.r().isPresent()
                        && !outcomes.contains(outcome.r().get().hex())) {
            throw found("shown before it was durable: " + event.getClass().getSimpleName());
        }
    }

    void beforeExport(CommandApdu command) {
        if (command.ins() == EXPORTKEY) {
            ExportKey export = export(command);
            String r = export.r().hex();
            if (!intents.contains(r)) {
                throw found("EXPORTKEY without a durable intent: R " + r);
            }
            orders.beforeExport(r, export.sn());
        }
    }

    void exported(CommandApdu command, ResponseApdu answer) {
        if (command.ins() == EXPORTKEY && answer.isSuccess()) {
            String r = export(command).r().hex();
            if (!exports.add(r)) {
                throw found("two keys were exported for one R: " + r);
            }
            trace.note("AS", "exported for R " + r);
        }
    }

    private ExportKey export(CommandApdu command) {
        try {
            return ExportKey.parse(command);
        } catch (ProtocolFailure malformed) {
            throw found("EXPORTKEY is malformed: " + malformed.getMessage());
        }
    }

    void beforeImport(SerialNumber sn, CommandApdu command) {
        if (command.ins() == IMPORTKEY) {
            String r = outstanding.getOrDefault(sn, "none");
            if (!exportedLines.contains(r) && !r.equals("none")) {
                throw found("IMPORTKEY without a durable export: R " + r);
            }
        }
    }

    void imported(SerialNumber sn, CommandApdu command, ResponseApdu answer) {
        try {
            if (command.ins() == INITIATE && answer.isSuccess()) {
                outstanding.put(
                        sn, Initiation.decode(Bytes.of(answer.data())).r().hex());
            } else if (command.ins() == IMPORTKEY) {
                String r = outstanding.remove(sn);
                if (answer.isSuccess()) {
                    ImportedKey key = ImportedKey.decode(Bytes.of(answer.data()));
                    key.next().ifPresent(next -> outstanding.put(sn, next.r().hex()));
                    int ref2 = command.data()[0] == 0 ? 0 : ref2(command);
                    imports.put(r, new Import(sn, ref2, r));
                    orders.imported(r, sn);
                    trace.note("EI " + sn.hex(), "stored the key of R " + r);
                }
            }
        } catch (ProtocolFailure malformed) {
            throw found("a card's answer is malformed: " + malformed.getMessage());
        }
    }

    private static int ref2(CommandApdu command) throws ProtocolFailure {
        return org.keyrack.protocol.command.ImportKey.parse(command).ref2();
    }
}
