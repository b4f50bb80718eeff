package org.keyrack.ledger;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.keyrack.journal.AsActed;
import org.keyrack.journal.AsDiffered;
import org.keyrack.journal.AuditEvent;
import org.keyrack.journal.BatchCounts;
import org.keyrack.journal.CauseId;
import org.keyrack.journal.CeremonyEvent;
import org.keyrack.journal.Download;
import org.keyrack.journal.DurableEvent;
import org.keyrack.journal.Failure;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.KeyCounts;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.journal.KeyResult.NotLoaded;
import org.keyrack.journal.KeyResult.Unknown;
import org.keyrack.journal.LetterShared;
import org.keyrack.journal.LettersPrinted;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.ModuleCounts;
import org.keyrack.journal.PreparationEvent;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.RunEvent.BatchEnded;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.journal.RunEvent.Exported;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.RunEvent.ModulesExpected;
import org.keyrack.journal.RunEvent.OperatorChanged;
import org.keyrack.journal.RunEvent.Outcome;
import org.keyrack.journal.RunEvent.UnitEnded;
import org.keyrack.journal.RunEvent.UnitNeedsNothing;
import org.keyrack.journal.RunEvent.UnitRefused;
import org.keyrack.journal.RunEvent.UnitSetAside;
import org.keyrack.journal.RunEvent.UnitStarted;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.SerialNumber;

/** A run's events as lines. Bytes are lower-case hexadecimal, REF1 and REF2 four digits of it; nothing secret has a field. */
final class EventEncoder {
    private EventEncoder() {}

    /** One line; a list of expected modules takes as many as it needs. */
    static List<EventLine> lines(DurableEvent event) {
        if (event instanceof PreparationEvent preparation) {
            return List.of(PreparationEncoder.line(preparation));
        }
        if (event instanceof LettersPrinted printed) {
            return List.of(CeremonyEncoder.line(printed));
        }
        if (event instanceof LetterShared shared) {
            return List.of(CeremonyEncoder.line(shared));
        }
        if (event instanceof CeremonyEvent ceremony) {
            return List.of(CeremonyEncoder.line(ceremony));
        }
        if (event instanceof AsActed acted) {
            return List.of(acted(acted));
        }
        if (event instanceof AsDiffered differed) {
            return List.of(AsDifferences.line(differed));
        }
        if (event instanceof AuditEvent audit) {
            return List.of(AuditEncoder.line(audit));
        }
        return event instanceof ModulesExpected expected ? ExpectedLines.of(expected) : List.of(line(event));
    }

    private static EventLine line(DurableEvent event) {
        if (event instanceof BatchStarted started) {
            return started(started);
        }
        if (event instanceof UnitStarted started) {
            return shelf(EventLine.of(EventType.UNIT_STARTED, started.at()), started.shelf())
                    .with("sn", started.sn().hex())
                    .with("reader", started.reader())
                    .with("keys", started.keys());
        }
        if (event instanceof OperatorChanged changed) {
            return EventLine.of(EventType.OPERATOR_CHANGED, changed.at())
                    .with("batch", changed.batch())
                    .with("operator", changed.operator());
        }
        if (event instanceof UnitRefused refused) {
            return refused(refused);
        }
        if (event instanceof UnitNeedsNothing complete) {
            return shelf(
                    seen(
                            EventType.UNIT_NEEDS_NOTHING,
                            complete.at(),
                            complete.batch(),
                            Optional.of(complete.sn()),
                            complete.reader()),
                    complete.shelf());
        }
        if (event instanceof UnitSetAside aside) {
            return shelf(
                            seen(EventType.UNIT_SET_ASIDE, aside.at(), aside.batch(), aside.sn(), aside.reader()),
                            aside.shelf())
                    .with("operator", aside.operator());
        }
        if (event instanceof Intent intent) {
            return download(EventLine.of(EventType.INTENT, intent.at()), intent.download())
                    .with("r", intent.r().hex());
        }
        if (event instanceof Exported exported) {
            return exported(exported);
        }
        if (event instanceof Outcome outcome) {
            return outcome(outcome);
        }
        if (event instanceof UnitEnded ended) {
            return ended(ended);
        }
        return ended((BatchEnded) event);
    }

    private static EventLine started(BatchStarted event) {
        EventLine line = EventLine.of(EventType.BATCH_STARTED, event.at())
                .with("batch", event.batch())
                .with("profile", event.profileName())
                .with("profileHash", event.profileHash().hex())
                .with("operator", event.operator())
                .with("asId", event.asId().hex())
                .with("setKcv", event.setKcv().value().hex())
                .with("units", event.units())
                .with("keys", event.keys())
                .with("simulated", event.simulated());
        event.order().ifPresent(order -> line.with("order", order));
        ExportsLeftField.write(line, event.exportsLeft());
        return line;
    }

    /** Of a module that could not be read there is no SN. */
    private static EventLine seen(EventType type, Instant at, long batch, Optional<SerialNumber> sn, String reader) {
        EventLine line = EventLine.of(type, at).with("batch", batch).with("reader", reader);
        sn.ifPresent(known -> line.with("sn", known.hex()));
        return line;
    }

    /** The number of the slot; slot itself is the AS's, for T. */
    static EventLine shelf(EventLine line, OptionalInt shelf) {
        shelf.ifPresent(number -> line.with("shelf", number));
        return line;
    }

    private static EventLine refused(UnitRefused event) {
        Refusal refusal = event.refusal();
        return shelf(
                        seen(EventType.UNIT_REFUSED, event.at(), event.batch(), refusal.sn(), event.reader()),
                        refusal.shelf())
                .with("cause", CauseId.refusal(refusal.kind()).id())
                .with("ref1", reference(refusal.ref1()))
                .with("ref2", reference(refusal.ref2()))
                .with("detail", refusal.detail());
    }

    private static EventLine exported(Exported event) {
        EventLine line = download(EventLine.of(EventType.EXPORTED, event.at()), event.download())
                .with("asId", event.asId().hex());
        if (event.asKind() != AsKind.CARD) {
            line.with("asKind", event.asKind().id());
        }
        return line.with("slot", event.slot())
                .with("tKcv", event.tKcv().value().hex())
                .with("header", event.header().encode().hex())
                .with("ctr", event.header().ctr())
                .with("keyVersion", event.header().keyVersion())
                .with("r", event.r().hex())
                .with("sas", event.sas().hex())
                .with("v", event.v().hex());
    }

    private static EventLine outcome(Outcome event) {
        EventLine line = download(EventLine.of(EventType.OUTCOME, event.at()), event.download());
        event.r().ifPresent(r -> line.with("r", r.hex()));
        if (event.result() instanceof Loaded loaded) {
            return line.with("result", KeyRecord.State.LOADED.text())
                    .with("keyVersion", loaded.keyVersion())
                    .with("kcv", loaded.kcv().value().hex())
                    .with("receipt", loaded.receipt().hex())
                    .with("settled", loaded.settled());
        }
        if (event.result() instanceof NotLoaded notLoaded) {
            return failure(line.with("result", KeyRecord.State.NOT_LOADED.text()), notLoaded.failure());
        }
        return failure(line.with("result", KeyRecord.State.UNKNOWN.text()), ((Unknown) event.result()).failure());
    }

    private static EventLine ended(UnitEnded event) {
        EventLine line = EventLine.of(EventType.UNIT_ENDED, event.at())
                .with("sn", event.sn().hex())
                .with("reader", event.reader())
                .with("state", event.result().state().name().toLowerCase(Locale.ROOT))
                .with("loaded", event.result().loaded())
                .with("planned", event.result().planned());
        event.result().failure().ifPresent(failure -> failure(line, failure));
        return line;
    }

    private static EventLine ended(BatchEnded event) {
        return counted(
                EventLine.of(EventType.BATCH_ENDED, event.at())
                        .with("batch", event.batch())
                        .with("reason", event.reason().name().toLowerCase(Locale.ROOT)),
                event.counts());
    }

    /** The end of a batch, or of one that was interrupted, with its totals. */
    static EventLine counted(EventLine end, BatchCounts counts) {
        return end.with("unitsDone", counts.of(ModuleClass.DONE))
                .with("unitsNothingNeeded", counts.of(ModuleClass.NOTHING_NEEDED))
                .with("unitsFailed", counts.of(ModuleClass.FAILED))
                .with("unitsUnknown", counts.of(ModuleClass.UNKNOWN))
                .with("unitsRefused", counts.of(ModuleClass.REFUSED))
                .with("unitsStopped", counts.of(ModuleClass.STOPPED))
                .with("keysLoaded", counts.of(KeyClass.LOADED))
                .with("keysFailed", counts.of(KeyClass.FAILED))
                .with("keysUnknown", counts.of(KeyClass.UNKNOWN))
                .with("keysNotBegun", counts.of(KeyClass.NOT_BEGUN));
    }

    /** The counts of a batch's end; empty when an older program wrote the line, which did not tell the classes apart. */
    static Optional<BatchCounts> counts(EventLine ended) {
        if (!ended.has("unitsStopped")) {
            return Optional.empty();
        }
        Map<ModuleClass, Integer> modules = new EnumMap<>(ModuleClass.class);
        modules.put(ModuleClass.DONE, (int) ended.number("unitsDone"));
        modules.put(ModuleClass.NOTHING_NEEDED, (int) ended.number("unitsNothingNeeded"));
        modules.put(ModuleClass.FAILED, (int) ended.number("unitsFailed"));
        modules.put(ModuleClass.UNKNOWN, (int) ended.number("unitsUnknown"));
        modules.put(ModuleClass.REFUSED, (int) ended.number("unitsRefused"));
        modules.put(ModuleClass.STOPPED, (int) ended.number("unitsStopped"));
        Map<KeyClass, Integer> keys = new EnumMap<>(KeyClass.class);
        keys.put(KeyClass.LOADED, (int) ended.number("keysLoaded"));
        keys.put(KeyClass.FAILED, (int) ended.number("keysFailed"));
        keys.put(KeyClass.UNKNOWN, (int) ended.number("keysUnknown"));
        keys.put(KeyClass.NOT_BEGUN, (int) ended.number("keysNotBegun"));
        return Optional.of(new BatchCounts(new ModuleCounts(modules), new KeyCounts(keys)));
    }

    private static EventLine acted(AsActed event) {
        return EventLine.of(EventType.AS_ACTED, event.at())
                .with("asId", event.asId().hex())
                .with("act", event.act().word())
                .with("object", event.object())
                .with("acts", event.acts())
                .with("ctr", event.ctr())
                .with("operator", event.operator());
    }

    private static EventLine download(EventLine line, Download download) {
        return line.with("sn", download.sn().hex())
                .with("reader", download.reader())
                .with("ref1", reference(download.ref1()))
                .with("ref2", reference(download.ref2()))
                .with("attempt", download.attempt());
    }

    private static EventLine failure(EventLine line, Failure failure) {
        line.with("step", failure.step().name())
                .with("command", failure.command())
                .with("cause", failure.cause().id())
                .with("trace", failure.trace());
        failure.sw().ifPresent(sw -> line.with("sw", reference(sw)));
        return line;
    }

    /** REF1, REF2 or a status word: four hexadecimal digits. */
    static String reference(int value) {
        return String.format(Locale.ROOT, "%04x", value);
    }
}
