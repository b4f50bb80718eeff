package org.keyrack.ledger;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;

/** Folds the lines of one try of one download. */
final class TryFold {
    private EventLine intent;
    private EventLine exported;
    private EventLine outcome;

    void take(EventLine line) {
        switch (line.type()) {
            case INTENT -> intent = line;
            case EXPORTED -> exported = line;
            default -> outcome = line;
        }
    }

    /** Its EXPORTKEY; null while there was none. */
    EventLine exported() {
        return exported;
    }

    /** Exported, and nobody knows whether it is in. */
    boolean open() {
        return exported != null && (outcome == null || outcome.result() == KeyRecord.State.UNKNOWN);
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
                export.map(TryFold::asKind),
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
        return outcome == null ? KeyRecord.State.IN_WORK : outcome.result();
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
