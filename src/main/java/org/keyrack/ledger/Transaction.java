package org.keyrack.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.keyrack.evidence.Origin;
import org.keyrack.journal.AsActed;
import org.keyrack.journal.AsDiffered;
import org.keyrack.journal.AuditEvent.AuditEnded;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.CauseId;
import org.keyrack.journal.CeremonyEvent.CeremonyEnded;
import org.keyrack.journal.ClaimRefusal.OutsideOrder;
import org.keyrack.journal.DurableEvent;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.journal.KeyResult.NotLoaded;
import org.keyrack.journal.KeyResult.Unknown;
import org.keyrack.journal.LetterShared;
import org.keyrack.journal.LettersPrinted;
import org.keyrack.journal.LoadedKey;
import org.keyrack.journal.OrderRule;
import org.keyrack.journal.PreparationEvent.PreparationEnded;
import org.keyrack.journal.PreparationEvent.PreparationStarted;
import org.keyrack.journal.PreparationEvent.SerialGiven;
import org.keyrack.journal.PreparationEvent.StepStarted;
import org.keyrack.journal.PreparationStep;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.BatchEnded;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.RunEvent.OperatorChanged;
import org.keyrack.journal.RunEvent.Outcome;
import org.keyrack.journal.RunEvent.Settled;
import org.keyrack.journal.RunEvent.UnitEnded;
import org.keyrack.journal.RunEvent.UnitSetAside;
import org.keyrack.journal.RunEvent.UnitStarted;
import org.keyrack.protocol.SerialNumber;

/** One group of events on its way into the database: chains the lines, takes and gives back claims. */
final class Transaction {
    private final Handle handle;
    private final Database database;
    private final ModuleClaims claims;
    private final OrderPlaces places;
    private final ChainState state;
    private final Hash hash = new Hash();
    private final List<String> bodies = new ArrayList<>();
    private final List<TreeTile> tiles = new ArrayList<>();
    private long firstSeq;
    private boolean headDue;
    /** Who released that the batch which begins goes without an order. */
    private Optional<String> withoutOrder = Optional.empty();
    /** What the module whose work begins was held back by, and is released from. */
    private Optional<HeldBack> heldBack = Optional.empty();

    /** @param state a copy that this transaction may change */
    Transaction(Handle handle, Database database, ModuleClaims claims, ChainState state) {
        this.database = database;
        this.handle = handle;
        this.claims = claims;
        this.places = new OrderPlaces(database, state.head.chain().bench());
        this.state = state;
        this.firstSeq = state.head.seq() + 1;
    }

    /**
     * Adds an event.
     *
     * @throws ClaimRefused when its module is another batch's; the refusal is recorded instead
     */
    void add(DurableEvent given) throws ClaimRefused {
        DurableEvent event = given;
        if (given instanceof Settled settled) {
            claims.requireLeftOpen(handle, state, settled.outcome());
            event = settled.outcome();
        }
        if (event instanceof Outcome outcome && !(given instanceof Settled) && isSettledMeanwhile(outcome)) {
            return;
        }
        if (event instanceof BatchStarted started) {
            closeLeftOpen(started);
            state.batch = started.batch();
            state.batchStarted = started.at();
            state.claimed.clear();
            state.setKcv = started.setKcv().value().hex();
            state.loaded.clear();
            state.order = started.order().map(number -> OrderBook.running(handle, database, number));
            state.responsible = ModuleReleases.responsible(handle, database, started);
            withoutOrder = ModuleReleases.withoutOrder(handle, database, state, started);
        } else if (event instanceof OperatorChanged changed) {
            // On a bench without people nobody answers for it by ID.
            state.responsible = state.responsible.map(before -> changed.operator());
        } else if (event instanceof UnitStarted started) {
            claim(started);
            state.loaded.put(started.sn().hex(), List.of());
        } else if (event instanceof Intent intent) {
            begin(intent);
        } else if (event instanceof SerialGiven serial) {
            SerialNumbers.give(handle, bench(), serial);
        } else if (event instanceof StepStarted step
                && step.step() == PreparationStep.STATE
                && step.card().sn().isPresent()) {
            SerialNumbers.close(handle, bench(), step);
        }
        boolean ofThisBatch =
                event instanceof RunEvent.Durable && !(event instanceof Outcome outcome && settlesEarlier(outcome));
        EventEncoder.lines(event).forEach(line -> append(proven(line), ofThisBatch));
        if (event instanceof UnitEnded ended) {
            claims.release(handle, state, ended.sn().hex());
            letGo(ended.sn().hex());
        } else if (event instanceof Outcome outcome
                && (state.batch == 0 || !ofThisBatch)
                && !(outcome.result() instanceof Unknown)) {
            insert();
            claims.releaseSettled(handle, state, outcome.download().sn().hex());
        } else if (event instanceof BatchEnded) {
            claims.releaseAll(handle, state);
            letGoAll(new BatchId(bench(), state.batch));
            state.batch = 0;
            state.order = Optional.empty();
            state.responsible = Optional.empty();
            state.unordered = false;
            state.loaded.clear();
            headDue = true;
        } else if (event instanceof UnitSetAside && state.batch == 0) {
            // The batch's head was signed at its end; this event comes after it.
            headDue = true;
        } else if (isEnd(event)) {
            headDue = true;
        }
    }

    /** Another bench has written the same while this one could not: the key counts once, and for this one's work. */
    private boolean isSettledMeanwhile(Outcome outcome) {
        if (state.claimed.containsKey(outcome.download().sn().hex())) {
            return false;
        }
        insert();
        Optional<EventLine> known = claims.settledMeanwhile(handle, outcome);
        known.ifPresent(this::keep);
        return known.isPresent();
    }

    /** Whether something is over that is in no batch. */
    static boolean isEnd(DurableEvent event) {
        return event instanceof PreparationEnded
                || event instanceof AuditEnded
                || event instanceof AsActed
                || event instanceof CeremonyEnded
                || event instanceof AsDiffered
                || event instanceof LetterShared
                || event instanceof LettersPrinted;
    }

    private String bench() {
        return state.head.chain().bench();
    }

    /** A batch whose start was written, though its program was told otherwise, has nobody who ends it. */
    private void closeLeftOpen(BatchStarted next) {
        if (state.batch > 0 && state.batch != next.batch()) {
            insert();
            Interruption.lines(handle, database, state.head.chain(), state.batch, next.at())
                    .forEach(this::append);
        }
    }

    private void letGo(String sn) {
        if (state.order.isPresent()) {
            insert();
            places.letGo(handle, state.order.get().number(), sn);
        }
    }

    private void letGoAll(BatchId batch) {
        if (state.order.isPresent()) {
            insert();
            places.letGoAll(handle, batch);
        }
    }

    /** Adds a line that is the ledger's own. */
    void append(EventLine line) {
        append(line, true);
        if (line.type() == EventType.BATCH_INTERRUPTED) {
            insert();
            places.letGoAll(handle, line.batch());
        }
    }

    /** Adds a line that is no batch's. */
    void appendApart(EventLine line) {
        append(line, false);
    }

    /** What modules still hold of orders, of batches that this bench works on no more. */
    void recoverPlaces() {
        insert();
        places.recover(handle);
    }

    private void append(EventLine line, boolean ofThisBatch) {
        if (ofThisBatch && state.batch > 0 && !line.has("batch") && line.type() != EventType.UNIT_SETTLED) {
            line.with("batch", state.batch);
        }
        long seq = state.head.seq() + 1;
        String body = line.with("bench", state.head.chain().name())
                .with("seq", seq)
                .with("prev", state.head.hash())
                .text();
        bodies.add(body);
        state.tree.ifPresent(tree -> tiles.addAll(tree.add(body)));
        if (seq == 1) {
            state.origin = Optional.of(Origin.of(body, state.head.chain().name()));
        }
        Optional<BatchId> settled = LookUpTables.take(handle, line);
        state.head = new Head(state.head.chain(), seq, hash.of(body));
        Instant at = line.at();
        state.latest = at.isAfter(state.latest) ? at : state.latest;
        keep(line);
        settled.ifPresent(batch -> settled(line, batch));
    }

    /** The keys that a module has got in its work, for the line that ends it. */
    private void keep(EventLine line) {
        if (line.type() == EventType.OUTCOME && line.result() == KeyRecord.State.LOADED) {
            state.loaded.computeIfPresent(line.text("sn"), (sn, keys) -> {
                List<String> more = new ArrayList<>(keys);
                more.add(SettledUnit.key(line));
                return List.copyOf(more);
            });
        }
    }

    private EventLine proven(EventLine line) {
        if (line.type() == EventType.UNIT_STARTED || line.type() == EventType.UNIT_ENDED) {
            state.order.ifPresent(order -> line.with("order", order.number()));
        }
        if (line.type() == EventType.BATCH_STARTED) {
            withoutOrder.ifPresent(by -> line.with("releasedBy", by));
        }
        if (line.type() == EventType.UNIT_STARTED) {
            ModuleReleases.write(state, heldBack, line);
            heldBack = Optional.empty();
        }
        if (line.type() == EventType.UNIT_ENDED) {
            List<String> keys = state.loaded.remove(line.text("sn"));
            line.with("setKcv", state.setKcv).with("keys", keys == null ? List.of() : keys);
        }
        return line;
    }

    /** When nothing that a batch has left of a module is unknown any more, what the module got is told. */
    private void settled(EventLine outcome, BatchId batch) {
        String sn = outcome.text("sn");
        if (!SettledUnit.stillUnknown(handle, sn, batch)) {
            insert();
            Optional<EventLine> unit = SettledUnit.line(handle, database, outcome.at(), sn, batch);
            unit.ifPresent(this::append);
            unit.flatMap(line -> line.maybe("order")).ifPresent(order -> {
                insert();
                places.giveBack(handle, order, sn);
            });
        }
    }

    /** Sends the rows; the caller commits. */
    void insert() {
        if (bodies.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("INSERT INTO event (bench, seq, body) VALUES (:bench, :seq, :body)");
        for (int i = 0; i < bodies.size(); i++) {
            batch.bind("bench", state.head.chain().name())
                    .bind("seq", firstSeq + i)
                    .bind("body", bodies.get(i))
                    .add();
        }
        batch.execute();
        firstSeq += bodies.size();
        bodies.clear();
        Tiles.insert(handle, state.head.chain(), tiles);
        tiles.clear();
    }

    ChainState state() {
        return state;
    }

    /** A batch ended here, or something was added to one that had ended: the head is to be signed. */
    boolean headDue() {
        return headDue;
    }

    static boolean starts(DurableEvent event) {
        return event instanceof BatchStarted
                || event instanceof UnitStarted
                || event instanceof Intent
                || event instanceof PreparationStarted
                || event instanceof SerialGiven
                || event instanceof StepStarted;
    }

    /** A module that was put in again has told how a download of an earlier batch ended: no work of the one that runs. */
    private boolean settlesEarlier(Outcome outcome) {
        boolean settled = outcome.result() instanceof Loaded loaded
                ? loaded.settled()
                : outcome.result() instanceof NotLoaded notLoaded
                        && notLoaded.failure().cause().equals(CauseId.SETTLED_NOT_LOADED);
        return settled && state.batch > 0 && claims.exportedEarlier(handle, state, outcome);
    }

    private void claim(UnitStarted started) throws ClaimRefused {
        try {
            ModuleReleases.requireOrder(state, started.sn());
            heldBack = heldBack(started.sn());
            ModuleReleases.require(state, started.sn(), heldBack);
            claim(started.at(), started.sn(), started.reader(), started.past());
        } catch (ClaimRefused refused) {
            if (!isInFlight(refused)) {
                append(EventEncoder.shelf(
                        refusal(started.at(), started.sn().hex(), started.reader(), refused), started.shelf()));
            }
            throw refused;
        }
    }

    private Optional<HeldBack> heldBack(SerialNumber sn) {
        if (state.responsible.isEmpty()) {
            return Optional.empty();
        }
        insert();
        return HeldBack.of(Chains.ofModule(handle, database, sn.hex()));
    }

    private void claim(Instant at, SerialNumber sn, String reader, Optional<List<LoadedKey>> past) throws ClaimRefused {
        boolean held = state.claimed.containsKey(sn.hex());
        claims.take(handle, state, at, sn.hex(), reader, past).ifPresent(this::append);
        if (!held && state.order.isPresent()) {
            try {
                insert();
                places.take(handle, state, at, sn);
            } catch (ClaimRefused refused) {
                claims.release(handle, state, sn.hex());
                throw refused;
            }
        }
    }

    private static EventLine refusal(Instant at, String sn, String reader, ClaimRefused refused) {
        EventLine line = EventLine.of(
                        refused.refusal() instanceof OutsideOrder ? EventType.ORDER_REFUSED : EventType.CLAIM_REFUSED,
                        at)
                .with("sn", sn)
                .with("reader", reader)
                .with("why", refused.getMessage());
        if (refused.refusal() instanceof OutsideOrder outside) {
            line.with("order", outside.order());
        }
        CauseId cause = refused.refusal().cause();
        if (!cause.equals(CauseId.CLAIMED)) {
            line.with("cause", cause.id());
        }
        return line;
    }

    /** It is asked again in a moment; only what comes of that is written down. */
    static boolean isInFlight(ClaimRefused refused) {
        return refused.refusal() instanceof OutsideOrder outside && outside.rule() == OrderRule.PLACE_IN_FLIGHT;
    }

    private void begin(Intent intent) throws ClaimRefused {
        String sn = intent.download().sn().hex();
        try {
            if (!state.claimed.containsKey(sn)) {
                ModuleReleases.requireOrder(state, intent.download().sn());
                // Only the start of its work uses a release up.
                ModuleReleases.refuse(
                        intent.download().sn(), heldBack(intent.download().sn()));
            }
            claim(intent.at(), intent.download().sn(), intent.download().reader(), Optional.empty());
            claims.requireSettled(handle, state, sn);
            places.requireOrdered(handle, state, intent);
        } catch (ClaimRefused refused) {
            append(refusal(intent.at(), sn, intent.download().reader(), refused));
            throw refused;
        }
    }
}
