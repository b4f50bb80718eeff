package org.keyrack.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.ClaimRefusal;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.LoadedKey;
import org.keyrack.journal.RunEvent.Outcome;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.SerialNumber;

/** Who has a module in work. Taken in the transaction of the event that begins the work, so that no two can. */
final class ModuleClaims {
    private final Database database;
    private final String bench;

    ModuleClaims(Database database, String bench) {
        this.database = database;
        this.bench = bench;
    }

    /**
     * Claims a module for the running batch.
     *
     * @param past what its plan knew to be loaded in it; what is loaded since was not planned for. Without a plan, what was
     *     loaded since the batch began
     * @return the line that records a takeover, when there was one
     * @throws ClaimRefused naming who has it in work, or who has loaded it since it was read
     */
    Optional<EventLine> take(
            Handle handle, ChainState state, Instant at, String sn, String reader, Optional<List<LoadedKey>> past)
            throws ClaimRefused {
        if (state.claimed.containsKey(sn)) {
            return Optional.empty();
        }
        if (state.batch == 0) {
            throw new ClaimRefused(new ClaimRefusal.NoBatch(SerialNumber.parse(sn)));
        }
        Optional<EventLine> takeover = Optional.empty();
        if (!insert(handle, state, at, sn, reader)) {
            Claim other = find(handle, sn);
            if (!other.batch.equals(running(state))) {
                takeover = Optional.of(takeOver(handle, other, at));
                if (!insert(handle, state, at, sn, reader)) {
                    throw refused(find(handle, sn));
                }
            }
        }
        try {
            refuseWhatWasLoadedSince(handle, state, sn, past);
        } catch (ClaimRefused refused) {
            delete(handle, sn, running(state));
            throw refused;
        }
        state.claimed.put(sn, false);
        return takeover;
    }

    /** Before the first intent for a module: no earlier batch may have left a download whose outcome is not known. */
    void requireSettled(Handle handle, ChainState state, String sn) throws ClaimRefused {
        if (Boolean.TRUE.equals(state.claimed.get(sn))) {
            return;
        }
        Optional<ModuleHistory.Open> open = past(handle, sn).open().stream()
                .filter(download -> !download.batch().equals(running(state)))
                .findFirst();
        if (open.isPresent()) {
            throw new ClaimRefused(new ClaimRefusal.NotSettled(
                    SerialNumber.parse(sn), open.get().batch(), open.get().at()));
        }
        state.claimed.put(sn, true);
    }

    /** Whether an outcome is that of a download which a batch before the running one, or another bench, has left open. */
    boolean exportedEarlier(Handle handle, ChainState state, Outcome outcome) {
        String r = outcome.r().map(Bytes::hex).orElse("");
        return ModuleHistory.open(handle, outcome.download().sn().hex()).stream()
                .filter(open -> open.exported().text("r").equals(r))
                .anyMatch(open -> !open.batch().equals(running(state)));
    }

    /**
     * Before what reading a module told about a download is written: it must be open, and left so. A run that has the module
     * in work tells the outcome itself, also of a module that was moved to another reader.
     */
    void requireLeftOpen(Handle handle, ChainState state, Outcome outcome) throws ClaimRefused {
        String sn = outcome.download().sn().hex();
        String r = outcome.r().map(Bytes::hex).orElse("");
        ModuleHistory.Open open = past(handle, sn).open().stream()
                .filter(download -> download.exported().text("r").equals(r))
                .findFirst()
                .orElseThrow(() -> new ClaimRefused(new ClaimRefusal.OutcomeKnown(SerialNumber.parse(sn))));
        boolean runs =
                open.batch().bench().equals(bench) ? open.batch().equals(running(state)) : works(handle, open.batch());
        if (runs && isClaimed(handle, sn, open.batch())) {
            throw refused(find(handle, sn));
        }
    }

    /**
     * What another bench has settled of this one's work while its connection was given up: the outcome that stands already.
     * Nobody else settles what a bench with a connection has claimed.
     */
    Optional<EventLine> settledMeanwhile(Handle handle, Outcome outcome) {
        String r = outcome.r().map(Bytes::hex).orElse("none");
        return Chains.ofModule(handle, database, outcome.download().sn().hex()).stream()
                .filter(line -> line.type() == EventType.OUTCOME
                        && line.maybe("r").filter(r::equals).isPresent()
                        && line.result() != KeyRecord.State.UNKNOWN)
                .findFirst();
    }

    /** Whether another bench may still work on what a batch of it has claimed: it runs, and that batch is not over. */
    private boolean works(Handle handle, BatchId batch) {
        return !database.stopped(handle, batch.bench())
                && BenchChains.of(handle, database, batch.bench())
                        .end(batch.number())
                        .isEmpty();
    }

    private static boolean isClaimed(Handle handle, String sn, BatchId batch) {
        return handle.createQuery("SELECT count(*) FROM claim WHERE sn = :sn AND bench = :bench AND batch = :batch")
                        .bind("sn", sn)
                        .bind("bench", batch.bench())
                        .bind("batch", batch.number())
                        .mapTo(long.class)
                        .one()
                > 0;
    }

    /** An event of the module that cannot be read is trouble for this module, and for no other in the same group. */
    private ModuleHistory past(Handle handle, String sn) throws ClaimRefused {
        try {
            return ModuleHistory.of(handle, sn);
        } catch (LedgerUnreadable e) {
            throw new ClaimRefused(new ClaimRefusal.PastUnreadable(SerialNumber.parse(sn)));
        }
    }

    void release(Handle handle, ChainState state, String sn) {
        state.claimed.remove(sn);
        delete(handle, sn, running(state));
    }

    /** A download of an earlier batch is settled: what a crash left claimed is free again, of this bench or of another. */
    void releaseSettled(Handle handle, ChainState state, String sn) {
        look(handle, sn)
                .map(Claim::batch)
                .filter(batch -> batch.bench().equals(bench) ? !batch.equals(running(state)) : !works(handle, batch))
                .ifPresent(batch -> delete(handle, sn, batch));
    }

    void releaseAll(Handle handle, ChainState state) {
        state.claimed.clear();
        handle.createUpdate("DELETE FROM claim WHERE bench = :bench AND batch = :batch")
                .bind("bench", bench)
                .bind("batch", state.batch)
                .execute();
    }

    private void refuseWhatWasLoadedSince(Handle handle, ChainState state, String sn, Optional<List<LoadedKey>> known)
            throws ClaimRefused {
        Optional<LoadedKey> since = past(handle, sn).loaded().stream()
                .filter(key -> !key.batch().equals(running(state)))
                .filter(key -> known.map(planned -> !planned.contains(key))
                        .orElseGet(() -> key.at().isAfter(state.batchStarted)))
                .reduce((first, last) -> last);
        if (since.isPresent()) {
            throw new ClaimRefused(new ClaimRefusal.LoadedSince(
                    SerialNumber.parse(sn), since.get().batch(), since.get().at()));
        }
    }

    private EventLine takeOver(Handle handle, Claim other, Instant at) throws ClaimRefused {
        boolean ours = other.batch.bench().equals(bench);
        if (!ours
                && (works(handle, other.batch) || !past(handle, other.sn).open().isEmpty())) {
            throw refused(other);
        }
        delete(handle, other.sn, other.batch);
        return EventLine.of(EventType.CLAIM_TAKEN, at)
                .with("sn", other.sn)
                .with("fromBench", other.batch.bench())
                .with("fromBatch", other.batch.number())
                .with("claimedAt", other.at);
    }

    private static ClaimRefused refused(Claim other) {
        return new ClaimRefused(
                new ClaimRefusal.InWork(SerialNumber.parse(other.sn), other.batch, other.reader, other.at));
    }

    private BatchId running(ChainState state) {
        return new BatchId(bench, state.batch);
    }

    private boolean insert(Handle handle, ChainState state, Instant at, String sn, String reader) {
        return handle.createUpdate("INSERT INTO claim (sn, bench, batch, reader, at)"
                                + " VALUES (:sn, :bench, :batch, :reader, :at) ON CONFLICT (sn) DO NOTHING")
                        .bind("sn", sn)
                        .bind("bench", bench)
                        .bind("batch", state.batch)
                        .bind("reader", reader)
                        .bind("at", at.toString())
                        .execute()
                == 1;
    }

    private static void delete(Handle handle, String sn, BatchId batch) {
        handle.createUpdate("DELETE FROM claim WHERE sn = :sn AND bench = :bench AND batch = :batch")
                .bind("sn", sn)
                .bind("bench", batch.bench())
                .bind("batch", batch.number())
                .execute();
    }

    private static Claim find(Handle handle, String sn) throws ClaimRefused {
        return look(handle, sn).orElseThrow(() -> new ClaimRefused(new ClaimRefusal.JustLetGo(SerialNumber.parse(sn))));
    }

    private static Optional<Claim> look(Handle handle, String sn) {
        return handle.createQuery("SELECT sn, bench, batch, reader, at FROM claim WHERE sn = :sn")
                .bind("sn", sn)
                .map((row, context) -> new Claim(
                        row.getString(1),
                        new BatchId(row.getString(2), row.getLong(3)),
                        row.getString(4),
                        row.getString(5)))
                .findOne();
    }

    private record Claim(String sn, BatchId batch, String reader, String at) {}
}
