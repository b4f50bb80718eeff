package org.keyrack.ledger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyrack.journal.BatchCounts;
import org.keyrack.journal.ChainName;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.RunEvent.EndReason;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;

/** Folds the lines of one batch into what can be shown. */
final class BatchFold {
    private final Map<String, UnitFold> units = new LinkedHashMap<>();
    private final List<EventLine> expected = new ArrayList<>();
    private final Set<String> served = new HashSet<>();
    private Optional<EventLine> start = Optional.empty();
    private Optional<EventLine> end = Optional.empty();
    private Optional<EventLine> last = Optional.empty();

    /** @param lines of one batch, in the chain's order */
    BatchFold(List<EventLine> lines) {
        lines.forEach(this::take);
    }

    /** Takes in an outcome that was recorded outside of the batch. */
    void settle(EventLine outcome) {
        UnitFold unit = units.get(name(outcome));
        if (unit != null) {
            unit.settle(outcome);
        }
    }

    /** Takes in what an audit has found of a module's receipts. */
    void audit(EventLine audited) {
        UnitFold unit = units.get(name(audited));
        if (unit != null) {
            unit.audit(audited);
        }
    }

    /** The exports of tries whose outcome is not known. */
    List<EventLine> unsettled() {
        return units.values().stream()
                .flatMap(unit -> unit.unsettled().stream())
                .toList();
    }

    boolean begun() {
        return start.isPresent();
    }

    private void take(EventLine line) {
        last = Optional.of(line);
        switch (line.type()) {
            case BATCH_STARTED -> start = Optional.of(line);
            case BATCH_ENDED, BATCH_INTERRUPTED -> end = Optional.of(line);
            case MODULES_EXPECTED -> expected.add(line);
            case UNIT_REFUSED -> refused(line);
            case UNIT_STARTED,
                    UNIT_NEEDS_NOTHING,
                    UNIT_SET_ASIDE,
                    UNIT_ENDED,
                    CLAIM_REFUSED,
                    ORDER_REFUSED,
                    INTENT,
                    OUTCOME -> unit(line).take(line);
            case EXPORTED -> {
                served.add(line.text("asId"));
                unit(line).take(line);
            }
            default -> {}
        }
    }

    /** What its AS have left, as far as the ledger tells; it has begun. */
    BenchExports exports(ExportsCount count) {
        return count.of(start.orElseThrow(), served);
    }

    /** Of several reasons the first counts. Two modules with one SN are two rows: that is why they were refused. */
    private void refused(EventLine line) {
        UnitFold unit = unit(line);
        boolean twin = !unit.reader().equals(line.text("reader"))
                && FailureRecord.of(line).cause().is(Refusal.Kind.DUPLICATE_SN);
        (twin ? units.computeIfAbsent(name(line) + " " + line.text("reader"), name -> new UnitFold(line)) : unit)
                .take(line);
    }

    private UnitFold unit(EventLine line) {
        return units.computeIfAbsent(name(line), name -> new UnitFold(line));
    }

    /** A module by its SN; one that could not be read by its reader. */
    private static String name(EventLine line) {
        return line.maybe("sn").orElseGet(() -> "in " + line.text("reader"));
    }

    BatchView view(Hash hash) {
        List<UnitRecord> records =
                units.values().stream().map(unit -> unit.record(over())).toList();
        return new BatchView(
                summary(counts(), hash),
                records,
                expected.isEmpty() ? Optional.empty() : Optional.of(ExpectedLines.read(expected)));
    }

    /** Of a batch whose lines are the beginning and the end alone: as the end counts them; empty when that does not tell. */
    Optional<BatchSummary> summaryOfEnds(Hash hash) {
        return start.isPresent()
                ? end.flatMap(EventEncoder::counts).map(counts -> summary(counts, hash))
                : Optional.empty();
    }

    private boolean over() {
        return end.isPresent();
    }

    BatchCounts counts() {
        EventLine began = start.orElseThrow();
        return BatchCounts.of(
                units.values().stream().map(UnitFold::tally).toList(), over(), (int) began.number("units"), (int)
                        began.number("keys"));
    }

    private BatchSummary summary(BatchCounts counts, Hash hash) {
        EventLine began = start.orElseThrow();
        EventLine newest = last.orElseThrow();
        ChainName chain = newest.chain();
        BatchSummary.State state = end.map(line -> line.type() == EventType.BATCH_ENDED
                        ? BatchSummary.State.ENDED
                        : BatchSummary.State.INTERRUPTED)
                .orElse(BatchSummary.State.RUNNING);
        return new BatchSummary(
                began.batch(),
                chain,
                began.number("seq"),
                new Head(chain, newest.number("seq"), hash.of(newest.text())),
                began.at(),
                end.map(EventLine::at),
                state,
                end.flatMap(line -> line.maybe("reason")).map(BatchFold::reason),
                began.text("profile"),
                Bytes.ofHex(began.text("profileHash")),
                began.text("operator"),
                Bytes.ofHex(began.text("asId")),
                new Kcv(Bytes.ofHex(began.text("setKcv"))),
                began.flag("simulated"),
                (int) began.number("units"),
                (int) began.number("keys"),
                counts);
    }

    private static EndReason reason(String written) {
        try {
            return EndReason.valueOf(written.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw LedgerUnreadable.event("no known reason \"" + written + "\"", e);
        }
    }
}
