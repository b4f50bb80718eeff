package org.keyrack.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.ModuleTally;
import org.keyrack.journal.UnitResult;
import org.keyrack.protocol.SerialNumber;

/** Folds the lines of one module in one batch. */
final class UnitFold {
    private final EventLine first;
    private final Map<String, TryFold> tries = new LinkedHashMap<>();
    /** The last try of each download, by REF1 and REF2. */
    private final Map<String, String> last = new LinkedHashMap<>();

    private final ModuleTally tally = new ModuleTally();
    private Optional<EventLine> started = Optional.empty();
    private Optional<EventLine> ended = Optional.empty();
    private Optional<EventLine> refused = Optional.empty();
    private Optional<EventLine> complete = Optional.empty();
    private Optional<EventLine> aside = Optional.empty();

    UnitFold(EventLine first) {
        this.first = first;
    }

    String reader() {
        return first.text("reader");
    }

    ModuleTally tally() {
        return tally;
    }

    /** Takes in a line of this module, in the chain's order. */
    void take(EventLine line) {
        switch (line.type()) {
            case UNIT_STARTED -> {
                started = Optional.of(line);
                ended = Optional.empty();
                refused = Optional.empty();
                complete = Optional.empty();
                aside = Optional.empty();
                tally.started((int) line.number("keys"));
            }
            case UNIT_REFUSED -> {
                // Of several reasons the first counts.
                refused = refused.or(() -> Optional.of(line));
                tally.refused();
            }
            case CLAIM_REFUSED, ORDER_REFUSED -> {
                refused = Optional.of(line);
                tally.claimed();
            }
            case UNIT_NEEDS_NOTHING -> {
                complete = Optional.of(line);
                refused = Optional.empty();
                aside = Optional.empty();
                tally.needsNothing();
            }
            case UNIT_SET_ASIDE -> {
                aside = Optional.of(line);
                tally.setAside();
            }
            case UNIT_ENDED -> {
                ended = Optional.of(line);
                tally.ended(UnitResult.State.valueOf(line.text("state").toUpperCase(Locale.ROOT)));
            }
            default -> attempt(line);
        }
    }

    private void attempt(EventLine line) {
        String name = line.has("r")
                ? ModuleHistory.download(line)
                : line.text("ref1") + line.text("ref2") + " " + line.number("attempt") + " " + tries.size();
        String key = line.text("ref1") + line.text("ref2");
        if (!tries.containsKey(name)) {
            last.put(key, name);
        }
        tries.computeIfAbsent(name, fresh -> new TryFold()).take(line);
        if (!name.equals(last.get(key))) {
            // An earlier try, settled: the later one says how the key stands.
            return;
        }
        int ref1 = Integer.parseInt(line.text("ref1"), 16);
        int ref2 = Integer.parseInt(line.text("ref2"), 16);
        switch (line.type()) {
            case INTENT -> tally.intent(ref1, ref2);
            case EXPORTED -> tally.exported(ref1, ref2);
            default -> tally.outcome(ref1, ref2, outcome(line));
        }
    }

    private static KeyClass outcome(EventLine line) {
        return switch (line.result()) {
            case LOADED -> KeyClass.LOADED;
            case NOT_LOADED -> KeyClass.notLoaded(FailureRecord.of(line).cause());
            case UNKNOWN, IN_WORK -> KeyClass.UNKNOWN;
        };
    }

    /** Takes in an outcome that was recorded outside of the batch; one of another batch's try is passed over. */
    void settle(EventLine outcome) {
        if (tries.containsKey(ModuleHistory.download(outcome))) {
            attempt(outcome);
        }
    }

    /** Takes in what an audit has found of its receipts. */
    void audit(EventLine audited) {
        tries.values().forEach(each -> each.audit(audited));
    }

    /** The exports of tries whose outcome is not known. */
    List<EventLine> unsettled() {
        return tries.values().stream()
                .filter(TryFold::open)
                .flatMap(each -> each.exported().stream())
                .toList();
    }

    /** @param over whether the batch works no more */
    UnitRecord record(boolean over) {
        return new UnitRecord(
                first.maybe("sn").map(SerialNumber::parse),
                seat().text("reader"),
                seat().count("shelf"),
                tally.moduleClass(over),
                tally.planned(),
                started.map(EventLine::at),
                ended.map(EventLine::at),
                started.map(line -> (int) line.number("keys")).orElse(0),
                tally.counts(over),
                tries.values().stream().map(TryFold::record).toList(),
                failure(),
                aside.map(EventLine::at),
                aside.flatMap(line -> line.maybe("operator")),
                started.flatMap(line -> line.maybe("releasedBy")));
    }

    /** Where it was: in the reader in which it was begun last, or seen first. */
    private EventLine seat() {
        return started.orElse(first);
    }

    private Optional<FailureRecord> failure() {
        return ended.or(() -> complete.isPresent() ? Optional.empty() : refused)
                .filter(why -> why.type() != EventType.UNIT_ENDED || why.has("cause"))
                .map(why -> why.type() == EventType.CLAIM_REFUSED || why.type() == EventType.ORDER_REFUSED
                        ? FailureRecord.claimed(why)
                        : FailureRecord.of(why));
    }
}
