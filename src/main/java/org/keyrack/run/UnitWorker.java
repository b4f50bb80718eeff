package org.keyrack.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyrack.journal.CauseId;
import org.keyrack.journal.ClaimRefusal.OutsideOrder;
import org.keyrack.journal.Download;
import org.keyrack.journal.Failure;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.journal.KeyResult.NotLoaded;
import org.keyrack.journal.KeyResult.Unknown;
import org.keyrack.journal.RunEvent.Durable;
import org.keyrack.journal.RunEvent.Exported;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.RunEvent.KeyStarted;
import org.keyrack.journal.RunEvent.Outcome;
import org.keyrack.journal.RunEvent.UnitEnded;
import org.keyrack.journal.RunEvent.UnitStarted;
import org.keyrack.journal.UnitResult;
import org.keyrack.journal.UnitResult.State;
import org.keyrack.plan.PlannedKey;
import org.keyrack.plan.PlannedUnit;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.ProtocolStep;
import org.keyrack.protocol.answer.ImportedKey;
import org.keyrack.protocol.answer.Initiation;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.protocol.crypto.Receipts;
import org.keyrack.run.ExportRequest.Export;
import org.keyrack.run.ExportRequest.NotExported;
import org.keyrack.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works through one unit's downloads, one at a time, each bound to its SN and its R. */
final class UnitWorker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(UnitWorker.class);

    private final PlannedUnit unit;
    private final RunContext context;
    private final World world;
    private final EiLink link;
    private final Set<Bytes> randoms = new HashSet<>();
    private final List<Durable> uncommitted = new ArrayList<>();
    /** The ledger has its start. */
    private boolean begun;

    private int index;
    private int attempt = 1;
    private int linkFailures;
    private Optional<Initiation> ready = Optional.empty();

    UnitWorker(PlannedUnit unit, RunContext context) {
        this.unit = unit;
        this.context = context;
        this.world = context.world();
        this.link = new EiLink(unit, context);
    }

    @Override
    public void run() {
        UnitResult result;
        try {
            result = work();
        } catch (ClaimRefused refused) {
            result = ended(
                    State.FAILED,
                    Optional.of(
                            Failures.found(ProtocolStep.SN, refused.refusal().cause(), List.of(refused.getMessage()))));
            if (!begun || !(refused.refusal() instanceof OutsideOrder)) {
                tellEnd(new UnitEnded(world.now(), unit.sn(), unit.reader(), result));
                return;
            }
            // Its order allows no further download: what stood before that intent is durable, and its work ends.
            uncommitted.removeIf(Intent.class::isInstance);
            uncommitted.forEach(context::tell);
            uncommitted.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result = ended(State.STOPPED, Optional.empty());
        } catch (StopRequested e) {
            result = ended(State.STOPPED, Optional.empty());
        } catch (RuntimeException | Error e) {
            // A fault of this program in one unit must neither hang the batch nor pass for a loaded key.
            context.fault(e);
            result = ended(State.FAILED, Optional.of(Failures.ofProgram(ProtocolStep.STORE, e, link.trace())));
        }
        finish(result);
    }

    /** Whatever fails here, the unit is given back and the batch ends with it. */
    private void finish(UnitResult result) {
        UnitEnded ended = new UnitEnded(world.now(), unit.sn(), unit.reader(), result);
        boolean told = false;
        try {
            uncommitted.add(ended);
            flush();
            told = true;
        } catch (ClaimRefused | StopRequested e) {
            LOG.warn("The end of module {} could not be written: {}", unit.sn(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            context.fault(e);
        }
        if (told) {
            context.ended(result);
        } else {
            tellEnd(ended);
        }
    }

    private void tellEnd(UnitEnded ended) {
        try {
            context.tell(ended);
        } finally {
            context.ended(ended.result());
        }
    }

    private UnitResult work() throws InterruptedException, ClaimRefused, StopRequested {
        // Written with the first intent: nothing is exported before, and the disk is asked once less.
        uncommitted.add(new UnitStarted(
                world.now(), unit.sn(), unit.reader(), unit.shelf(), unit.keys().size(), Optional.of(unit.past())));
        while (index < unit.keys().size()) {
            if (context.stopping()) {
                return ended(State.STOPPED, Optional.empty());
            }
            PlannedKey key = unit.keys().get(index);
            Optional<UnitResult> end = load(new Download(unit.sn(), unit.reader(), key.ref1(), key.ref2(), attempt));
            if (end.isPresent()) {
                return end.get();
            }
        }
        return ended(State.DONE, Optional.empty());
    }

    /** One try of one download; empty when the unit goes on, with the next key or the same one again. */
    private Optional<UnitResult> load(Download download) throws InterruptedException, ClaimRefused, StopRequested {
        Initiation initiation;
        try {
            initiation = ready.isPresent() ? ready.get() : link.initiate();
        } catch (CardFailure failure) {
            return failedBeforeImport(
                    download,
                    Optional.empty(),
                    Failures.of(ProtocolStep.INITIATE, "INITIATE", failure, link.trace()),
                    failure);
        }
        ready = Optional.empty();
        Bytes r = initiation.r();
        Optional<Failure> wrong = check(initiation);
        if (wrong.isPresent()) {
            return failed(download, Optional.of(r), wrong.get());
        }
        uncommitted.add(new Intent(world.now(), download, r));
        flush();
        context.tell(
                new KeyStarted(world.now(), download, index + 1, unit.keys().size()));
        try {
            return importKey(download, r, export(download, initiation));
        } catch (NotExported not) {
            boolean again = not.asLost() || isAnswerLost(not.failure());
            if (again && linkFailures++ < context.settings().linkRetries()) {
                return answerLost(download, r, not.failure());
            }
            return failed(download, Optional.of(r), not.failure());
        } catch (StopRequested stop) {
            uncommitted.add(new Outcome(
                    world.now(),
                    download,
                    Optional.of(r),
                    new NotLoaded(Failures.found(ProtocolStep.EXPORTKEY, CauseId.STOPPED, List.of()))));
            throw stop;
        }
    }

    /** That R may have been spent on an answer that never came: the next try draws a fresh one. */
    private Optional<UnitResult> answerLost(Download download, Bytes r, Failure failure) {
        uncommitted.add(new Outcome(world.now(), download, Optional.of(r), new NotLoaded(failure)));
        attempt++;
        return Optional.empty();
    }

    /** 6Cxx asks for the command again with another Le; EXPORTKEY is never sent again, so its answer is lost. */
    private static boolean isAnswerLost(Failure failure) {
        return failure.sw().isPresent() && (failure.sw().getAsInt() & 0xFF00) == 0x6C00;
    }

    private Optional<Failure> check(Initiation initiation) {
        if (!initiation.sn().equals(unit.sn())) {
            return Optional.of(Failures.found(ProtocolStep.SN, CauseId.SWAPPED, link.trace()));
        }
        if (initiation.suite() != unit.suite() || !initiation.tKcv().equals(unit.tKcv())) {
            return Optional.of(Failures.found(ProtocolStep.SN, CauseId.ANOTHER_SET, link.trace()));
        }
        if (!randoms.add(initiation.r())) {
            return Optional.of(Failures.found(ProtocolStep.R, CauseId.RANDOM_REPEATED, link.trace()));
        }
        return Optional.empty();
    }

    private Export export(Download download, Initiation initiation)
            throws NotExported, StopRequested, InterruptedException {
        ExportKey command = new ExportKey(
                unit.suite(), unit.slot(), unit.sn(), download.ref1(), download.ref2(), initiation.r(), initiation.p());
        return context.export(command, unit.keys().size() - index);
    }

    private Optional<UnitResult> importKey(Download download, Bytes r, Export export)
            throws InterruptedException, ClaimRefused, StopRequested {
        uncommitted.add(new Exported(
                world.now(),
                download,
                export.asId(),
                export.kind(),
                unit.slot(),
                unit.tKcv(),
                export.key().header(),
                r,
                export.key().sas(),
                export.key().v()));
        flush();
        // A new T changes what the unit is; its next R is drawn when somebody plans for it again.
        boolean withNext = index + 1 < unit.keys().size() && download.ref2() != 0;
        try {
            ImportedKey imported = link.importKey(export.key(), withNext);
            if (!Receipts.matches(export.key().v(), imported.receipt())) {
                return settle(
                        download,
                        r,
                        export,
                        Failures.found(ProtocolStep.RECEIPT, CauseId.RECEIPT_MISMATCH, link.trace()),
                        false);
            }
            ready = imported.next();
            return loaded(download, r, new Loaded(imported.keyVersion(), imported.kcv(), imported.receipt(), false));
        } catch (CardFailure failure) {
            Failure cause = Failures.of(ProtocolStep.STORE, "IMPORTKEY", failure, link.trace());
            if (link.refused(failure)) {
                return settleRefused(download, r, export, cause);
            }
            return settle(download, r, export, cause, failure instanceof LinkFailure);
        }
    }

    /**
     * A status word alone proves nothing: the key counts when the unit shows its receipt, and the refusal is believed when it
     * shows none. A unit that cannot be read again has told neither.
     */
    private Optional<UnitResult> settleRefused(Download download, Bytes r, Export export, Failure refused)
            throws InterruptedException {
        Failure told = link.causeOf(refused, download.ref2());
        EiLink.Settled settled = link.settle(export.key(), r);
        return switch (settled.state()) {
            case LOADED -> loaded(download, r, settled.loaded().orElseThrow());
            case NOT_LOADED, ANOTHER_ANSWERED -> failed(download, Optional.of(r), told);
            case UNKNOWN -> unknown(download, r, told);
        };
    }

    /** The outcome is not known: reads the unit again. A command that was lost is tried again with a fresh R. */
    private Optional<UnitResult> settle(Download download, Bytes r, Export export, Failure cause, boolean retry)
            throws InterruptedException {
        EiLink.Settled settled = link.settle(export.key(), r);
        switch (settled.state()) {
            case LOADED -> {
                return loaded(download, r, settled.loaded().orElseThrow());
            }
            case NOT_LOADED -> {
                if (retry && linkFailures++ < context.settings().linkRetries()) {
                    uncommitted.add(new Outcome(world.now(), download, Optional.of(r), new NotLoaded(cause)));
                    attempt++;
                    return Optional.empty();
                }
                return failed(download, Optional.of(r), cause);
            }
            default -> {
                return unknown(download, r, cause);
            }
        }
    }

    private Optional<UnitResult> unknown(Download download, Bytes r, Failure cause) {
        uncommitted.add(new Outcome(world.now(), download, Optional.of(r), new Unknown(cause)));
        return Optional.of(ended(State.UNKNOWN, Optional.of(cause)));
    }

    /** Nothing was written; a broken link is tried again, bound to the same SN. */
    private Optional<UnitResult> failedBeforeImport(
            Download download, Optional<Bytes> r, Failure failure, CardFailure cause) throws InterruptedException {
        boolean again = cause instanceof LinkFailure broken && broken.reason() != LinkFailure.Reason.HUNG;
        if (again && linkFailures++ < context.settings().linkRetries() && link.comesBack()) {
            attempt++;
            return Optional.empty();
        }
        return failed(download, r, failure);
    }

    private Optional<UnitResult> failed(Download download, Optional<Bytes> r, Failure failure) {
        uncommitted.add(new Outcome(world.now(), download, r, new NotLoaded(failure)));
        return Optional.of(ended(State.FAILED, Optional.of(failure)));
    }

    private Optional<UnitResult> loaded(Download download, Bytes r, Loaded loaded) {
        // Committed together with the next intent: the disk is asked once a key less.
        uncommitted.add(new Outcome(world.now(), download, Optional.of(r), loaded));
        index++;
        attempt = 1;
        linkFailures = 0;
        return Optional.empty();
    }

    private UnitResult ended(State state, Optional<Failure> failure) {
        return new UnitResult(state, index, unit.keys().size(), failure);
    }

    private void flush() throws ClaimRefused, StopRequested, InterruptedException {
        List<Durable> events = List.copyOf(uncommitted);
        context.commit(events);
        uncommitted.clear();
        events.forEach(context::tell);
        begun = true;
    }

    /** The operator, or the rule about failures in a row, has stopped the run before the next export. */
    static final class StopRequested extends Exception {
        private static final long serialVersionUID = 1L;

        StopRequested() {
            super("The run is stopping");
        }
    }
}
