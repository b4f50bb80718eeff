package org.keyrack.ledger;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;

/** Folds the lines of one try of one download. */
final class TryFold {
    private Optional<EventLine> intent = Optional.empty();
    private Optional<EventLine> exported = Optional.empty();
    private Optional<EventLine> outcome = Optional.empty();
    private Optional<AuditRecord> audited = Optional.empty();

    void take(EventLine line) {
        switch (line.type()) {
            case INTENT -> intent = Optional.of(line);
            case EXPORTED -> exported = Optional.of(line);
            default -> outcome = Optional.of(line);
        }
    }

    /** Takes in what an audit has found, when it asked about this receipt. */
    void audit(EventLine line) {
        if (state() == KeyRecord.State.LOADED) {
            audited = ModuleReceipts.better(audited, outcome.flatMap(loaded -> ModuleReceipts.found(line, loaded)));
        }
    }

    /** Its EXPORTKEY, when there was one. */
    Optional<EventLine> exported() {
        return exported;
    }

    /** Exported, and nobody knows whether it is in. */
    boolean open() {
        return exported.isPresent()
                && outcome.filter(line -> line.result() != KeyRecord.State.UNKNOWN)
                        .isEmpty();
    }

    KeyRecord record() {
        EventLine any = intent.or(() -> outcome).or(() -> exported).orElseThrow();
        boolean loaded = state() == KeyRecord.State.LOADED;
        return new KeyRecord(
                Integer.parseInt(any.text("ref1"), 16),
                Integer.parseInt(any.text("ref2"), 16),
                (int) any.number("attempt"),
                state(),
                intent.map(EventLine::at),
                outcome.map(EventLine::at),
                bytes(exported, "asId"),
                exported.map(TryFold::asKind),
                number(exported, "slot"),
                exported.map(ModuleHistory::header),
                bytes(Optional.of(any), "r"),
                bytes(exported, "sas"),
                bytes(exported, "v"),
                number(outcome, "keyVersion"),
                outcome.flatMap(line -> line.maybe("kcv")).map(kcv -> new Kcv(Bytes.ofHex(kcv))),
                bytes(outcome, "receipt"),
                outcome.map(line -> line.flag("settled")).orElse(false),
                outcome.filter(line -> !loaded).map(FailureRecord::of),
                audited);
    }

    private KeyRecord.State state() {
        return outcome.map(EventLine::result).orElse(KeyRecord.State.IN_WORK);
    }

    /** A line without it is of a card, as all lines of older programs are. */
    private static AsKind asKind(EventLine export) {
        return export.maybe("asKind").flatMap(AsKind::of).orElse(AsKind.CARD);
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
