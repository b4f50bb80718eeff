package org.keyrack.hook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.keyrack.journal.BatchCounts;
import org.keyrack.journal.CauseId;
import org.keyrack.journal.Failure;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.AsLost;
import org.keyrack.journal.RunEvent.BatchEnded;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.journal.RunEvent.UnitEnded;
import org.keyrack.journal.RunEvent.UnitRefused;
import org.keyrack.journal.RunEvent.UnitStarted;
import org.keyrack.journal.UnitResult;
import org.keyrack.protocol.SerialNumber;

/** Turns the events of a bench into what hooks are given: fields are picked one by one, and none holds R, SAS, V or a trace. */
final class HookTexts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String bench;
    private final Map<SerialNumber, OptionalInt> shelves = new HashMap<>();
    private Optional<BatchStarted> batch = Optional.empty();

    HookTexts(String bench) {
        this.bench = bench;
    }

    /** Whether an event of this kind is of any use here. */
    static boolean concerns(RunEvent event) {
        return event instanceof BatchStarted
                || event instanceof UnitStarted
                || event instanceof UnitEnded
                || event instanceof UnitRefused
                || event instanceof BatchEnded
                || event instanceof AsLost;
    }

    /** The call that an event makes; empty when it makes none. Called in the order of the events. */
    Optional<HookCall> call(RunEvent event) {
        if (event instanceof BatchStarted started) {
            batch = Optional.of(started);
            shelves.clear();
            return Optional.of(started(started));
        }
        if (event instanceof UnitStarted started) {
            shelves.put(started.sn(), started.shelf());
            return Optional.empty();
        }
        if (event instanceof UnitEnded ended) {
            return Optional.of(ended(ended));
        }
        if (event instanceof UnitRefused refused) {
            return Optional.of(refused(refused));
        }
        if (event instanceof BatchEnded ended) {
            return Optional.of(ended(ended));
        }
        if (event instanceof AsLost lost) {
            ObjectNode node = node(HookName.AS_MISSING, lost.at());
            node.put("asId", lost.asId().hex());
            return Optional.of(new HookCall(HookName.AS_MISSING, node.toString()));
        }
        return Optional.empty();
    }

    private ObjectNode node(HookName hook, Instant at) {
        ObjectNode node = JSON.createObjectNode();
        node.put("event", hook.file());
        node.put("at", at.toString());
        node.put("bench", bench);
        batch.ifPresent(started -> {
            node.put("batch", started.batch());
            node.put("profile", started.profileName());
            node.put("operator", started.operator());
            node.put("simulated", started.simulated());
        });
        return node;
    }

    private HookCall started(BatchStarted started) {
        ObjectNode node = node(HookName.BATCH_STARTED, started.at());
        node.put("profileHash", started.profileHash().hex());
        node.put("asId", started.asId().hex());
        node.put("units", started.units());
        node.put("keys", started.keys());
        return new HookCall(HookName.BATCH_STARTED, node.toString());
    }

    private HookCall ended(UnitEnded ended) {
        UnitResult result = ended.result();
        HookName hook = result.state() == UnitResult.State.DONE ? HookName.UNIT_DONE : HookName.UNIT_FAILED;
        ObjectNode node = node(hook, ended.at());
        node.put("sn", ended.sn().hex());
        node.put("reader", ended.reader());
        OptionalInt shelf = shelves.remove(ended.sn());
        if (shelf != null && shelf.isPresent()) {
            node.put("shelf", shelf.getAsInt());
        }
        node.put("state", result.state().name().toLowerCase(Locale.ROOT));
        node.put("keysLoaded", result.loaded());
        node.put("keysPlanned", result.planned());
        result.failure().ifPresent(failure -> failure(node, failure));
        return new HookCall(hook, node.toString());
    }

    private static void failure(ObjectNode node, Failure failure) {
        node.put("step", failure.step().name());
        node.put("command", failure.command());
        failure.sw().ifPresent(sw -> node.put("sw", String.format(Locale.ROOT, "%04x", sw)));
        node.put("cause", failure.cause().id());
    }

    private HookCall refused(UnitRefused refused) {
        Refusal refusal = refused.refusal();
        ObjectNode node = node(HookName.UNIT_FAILED, refused.at());
        refusal.sn().ifPresent(sn -> node.put("sn", sn.hex()));
        node.put("reader", refused.reader());
        refusal.shelf().ifPresent(shelf -> node.put("shelf", shelf));
        node.put("state", "refused");
        node.put("cause", CauseId.refusal(refusal.kind()).id());
        return new HookCall(HookName.UNIT_FAILED, node.toString());
    }

    private HookCall ended(BatchEnded ended) {
        ObjectNode node = node(HookName.BATCH_ENDED, ended.at());
        node.put("reason", ended.reason().name().toLowerCase(Locale.ROOT));
        counts(node, ended.counts());
        return new HookCall(HookName.BATCH_ENDED, node.toString());
    }

    private static void counts(ObjectNode node, BatchCounts counts) {
        ObjectNode modules = node.putObject("modules");
        for (ModuleClass each : ModuleClass.values()) {
            modules.put(each.name().toLowerCase(Locale.ROOT), counts.of(each));
        }
        ObjectNode keys = node.putObject("keys");
        for (KeyClass each : KeyClass.values()) {
            keys.put(each.name().toLowerCase(Locale.ROOT), counts.of(each));
        }
    }
}
