package org.keyrack.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.keyrack.journal.Refusal;
import org.keyrack.ledger.BatchSummary.Counts;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.SerialNumber;

/** Folds the lines of one batch into what can be shown. */
final class BatchFold {
    private final Map<String, Unit> units = new LinkedHashMap<>();
    private final List<EventLine> expected = new ArrayList<>();
    private EventLine start;
    private EventLine end;
    private EventLine last;

    /** @param lines of one batch, in the chain's order */
    BatchFold(List<EventLine> lines) {
        lines.forEach(this::take);
    }

    /** Takes in an outcome that was recorded outside of the batch. */
    void settle(EventLine outcome) {
        Unit unit = units.get(outcome.text("sn"));
        if (unit != null && unit.tries.containsKey(ModuleHistory.download(outcome))) {
            unit.tries.get(ModuleHistory.download(outcome)).outcome = outcome;
        }
    }

    /** SNs with a try whose outcome is not known. */
    List<String> unsettled() {
        return units.entrySet().stream()
                .filter(unit -> unit.getValue().tries.values().stream().anyMatch(Try::open))
                .map(Map.Entry::getKey)
                .toList();
    }

    boolean ended() {
        return start != null && end != null && end.type().equals(EventEncoder.BATCH_ENDED);
    }

    boolean begun() {
        return start != null;
    }

    private void take(EventLine line) {
        last = line;
        switch (line.type()) {
            case EventEncoder.BATCH_STARTED -> start = line;
            case EventEncoder.BATCH_ENDED, EventEncoder.BATCH_INTERRUPTED -> end = line;
            case EventEncoder.MODULES_EXPECTED -> expected.add(line);
            case EventEncoder.UNIT_STARTED -> {
                Unit unit = unit(line);
                unit.started = line;
                unit.ended = null;
                unit.refused = null;
                unit.complete = null;
                unit.aside = null;
            }
            case EventEncoder.UNIT_REFUSED -> refused(line);
            case EventEncoder.UNIT_NEEDS_NOTHING -> {
                Unit unit = unit(line);
                unit.complete = line;
                unit.refused = null;
                unit.aside = null;
            }
            case EventEncoder.UNIT_SET_ASIDE -> unit(line).aside = line;
            case EventEncoder.UNIT_ENDED -> unit(line).ended = line;
            case EventEncoder.CLAIM_REFUSED -> unit(line).refused = line;
            case EventEncoder.INTENT -> unit(line).attempt(line).intent = line;
            case EventEncoder.EXPORTED -> unit(line).attempt(line).exported = line;
            case EventEncoder.OUTCOME -> unit(line).attempt(line).outcome = line;
            default -> {}
        }
    }

    /** Of several reasons the first counts. Two modules with one SN are two rows: that is why they were refused. */
    private void refused(EventLine line) {
        Unit unit = unit(line);
        if (!unit.first.text("reader").equals(line.text("reader"))
                && line.text("cause").endsWith(Refusal.Kind.DUPLICATE_SN.name())) {
            unit = units.computeIfAbsent(line.text("sn") + " " + line.text("reader"), twin -> new Unit(line));
        }
        if (unit.refused == null) {
            unit.refused = line;
        }
    }

    private Unit unit(EventLine line) {
        return units.computeIfAbsent(line.text("sn"), sn -> new Unit(line));
    }

    BatchView view(Hash hash) {
        List<UnitRecord> records = units.values().stream().map(this::record).toList();
        boolean frame = units.isEmpty() && ended();
        return new BatchView(
                summary(frame ? counted(end) : count(records), hash),
                records,
                expected.isEmpty() ? Optional.empty() : Optional.of(ExpectedLines.read(expected)));
    }

    private BatchSummary summary(Counts counts, Hash hash) {
        String chain = last.text("bench");
        BatchSummary.State state = end == null
                ? BatchSummary.State.RUNNING
                : end.type().equals(EventEncoder.BATCH_ENDED)
                        ? BatchSummary.State.ENDED
                        : BatchSummary.State.INTERRUPTED;
        return new BatchSummary(
                Head.benchOf(start.text("bench")),
                start.number("batch"),
                chain,
                start.number("seq"),
                new Head(chain, last.number("seq"), hash.of(last.text())),
                start.at(),
                Optional.ofNullable(end).map(EventLine::at),
                state,
                Optional.ofNullable(end).flatMap(line -> line.maybe("reason")),
                start.text("profile"),
                Bytes.ofHex(start.text("profileHash")),
                start.text("operator"),
                Bytes.ofHex(start.text("asId")),
                new Kcv(Bytes.ofHex(start.text("setKcv"))),
                start.flag("simulated"),
                (int) start.number("units"),
                (int) start.number("keys"),
                counts);
    }

    private static Counts counted(EventLine ended) {
        return new Counts(
                (int) ended.number("unitsDone"),
                (int) ended.number("unitsFailed"),
                (int) ended.number("keysLoaded"),
                (int) ended.number("keysFailed"),
                (int) ended.number("keysUnknown"));
    }

    private static Counts count(List<UnitRecord> units) {
        int done = (int) units.stream()
                .filter(unit -> unit.state() == UnitRecord.State.DONE)
                .count();
        return new Counts(
                done,
                (int) units.stream().filter(UnitRecord::planned).count() - done,
                units.stream()
                        .mapToInt(unit -> unit.count(KeyRecord.State.LOADED))
                        .sum(),
                units.stream()
                        .mapToInt(unit -> unit.count(KeyRecord.State.NOT_LOADED))
                        .sum(),
                units.stream()
                        .mapToInt(unit -> unit.count(KeyRecord.State.UNKNOWN) + unit.count(KeyRecord.State.IN_WORK))
                        .sum());
    }

    private UnitRecord record(Unit unit) {
        List<KeyRecord> attempts = unit.tries.values().stream().map(Try::record).toList();
        return new UnitRecord(
                SerialNumber.parse(unit.first.text("sn")),
                unit.first.text("reader"),
                state(unit, attempts),
                Optional.ofNullable(unit.started).map(EventLine::at),
                Optional.ofNullable(unit.ended).map(EventLine::at),
                unit.started == null ? 0 : (int) unit.started.number("keys"),
                attempts,
                unit.failure(),
                Optional.ofNullable(unit.aside).map(EventLine::at),
                Optional.ofNullable(unit.aside).flatMap(line -> line.maybe("operator")));
    }

    private UnitRecord.State state(Unit unit, List<KeyRecord> attempts) {
        if (unit.ended == null) {
            if (unit.complete != null) {
                return UnitRecord.State.NOTHING_NEEDED;
            }
            if (unit.started == null && (unit.refused != null || unit.aside != null)) {
                return UnitRecord.State.REFUSED;
            }
            return end == null ? UnitRecord.State.IN_WORK : UnitRecord.State.INTERRUPTED;
        }
        UnitRecord.State state =
                UnitRecord.State.valueOf(unit.ended.text("state").toUpperCase(Locale.ROOT));
        if (state != UnitRecord.State.UNKNOWN
                || attempts.stream().anyMatch(attempt -> attempt.state() == KeyRecord.State.UNKNOWN)) {
            return state;
        }
        // What was not known has been settled since.
        long loaded = attempts.stream()
                .filter(attempt -> attempt.state() == KeyRecord.State.LOADED)
                .count();
        return loaded == unit.ended.number("planned") ? UnitRecord.State.DONE : UnitRecord.State.FAILED;
    }

    private static final class Unit {
        private final EventLine first;
        private final Map<String, Try> tries = new LinkedHashMap<>();
        private EventLine started;
        private EventLine ended;
        private EventLine refused;
        private EventLine complete;
        private EventLine aside;

        Unit(EventLine first) {
            this.first = first;
        }

        Optional<FailureRecord> failure() {
            EventLine why = ended != null ? ended : complete != null ? null : refused;
            if (why == null || why.type().equals(EventEncoder.UNIT_ENDED) && !why.has("cause")) {
                return Optional.empty();
            }
            return Optional.of(
                    why.type().equals(EventEncoder.CLAIM_REFUSED) ? FailureRecord.claimed(why) : FailureRecord.of(why));
        }

        Try attempt(EventLine line) {
            String key = line.has("r")
                    ? ModuleHistory.download(line)
                    : line.text("ref1") + line.text("ref2") + " " + line.number("attempt") + " " + tries.size();
            return tries.computeIfAbsent(key, name -> new Try());
        }
    }

    private static final class Try {
        private EventLine intent;
        private EventLine exported;
        private EventLine outcome;

        boolean open() {
            return exported != null
                    && (outcome == null || outcome.text("result").equals(EventEncoder.UNKNOWN));
        }

        KeyRecord record() {
            EventLine any = intent != null ? intent : outcome != null ? outcome : exported;
            Optional<EventLine> export = Optional.ofNullable(exported);
            Optional<EventLine> result = Optional.ofNullable(outcome);
            boolean loaded = state() == KeyRecord.State.LOADED;
            return new KeyRecord(
                    Integer.parseInt(any.text("ref1"), 16),
                    Integer.parseInt(any.text("ref2"), 16),
                    (int) any.number("attempt"),
                    state(),
                    Optional.ofNullable(intent).map(EventLine::at),
                    result.map(EventLine::at),
                    bytes(export, "asId"),
                    number(export, "slot"),
                    export.map(ModuleHistory::header),
                    bytes(Optional.of(any), "r"),
                    bytes(export, "sas"),
                    bytes(export, "v"),
                    number(result, "keyVersion"),
                    result.flatMap(line -> line.maybe("kcv")).map(kcv -> new Kcv(Bytes.ofHex(kcv))),
                    bytes(result, "receipt"),
                    result.map(line -> line.flag("settled")).orElse(false),
                    result.filter(line -> !loaded).map(FailureRecord::of));
        }

        private KeyRecord.State state() {
            if (outcome == null) {
                return KeyRecord.State.IN_WORK;
            }
            return KeyRecord.State.valueOf(
                    outcome.text("result").replace('-', '_').toUpperCase(Locale.ROOT));
        }

        private static Optional<Bytes> bytes(Optional<EventLine> line, String name) {
            Function<EventLine, Optional<String>> field = from -> from.maybe(name);
            return line.flatMap(field).map(Bytes::ofHex);
        }

        private static OptionalInt number(Optional<EventLine> line, String name) {
            return line.filter(from -> from.has(name))
                    .map(from -> OptionalInt.of((int) from.number(name)))
                    .orElse(OptionalInt.empty());
        }
    }
}
