package org.keyrack.journal;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.SerialNumber;

/** What a run tells: first the journal, then, once durable, its listener. No event holds anything secret. */
public sealed interface RunEvent {
    Instant at();

    /** An event that the journal keeps. */
    sealed interface Durable extends RunEvent, DurableEvent {}

    /**
     * A batch begins.
     *
     * @param batch number of the batch on this bench, from 1
     * @param profileHash SHA-256 of the profile's bytes, 32 bytes
     * @param setKcv KCV(T) of the set
     * @param simulated whether the cards are the virtual bench's
     * @param order number of the order that it loads; empty when it is loaded without one
     * @param exportsLeft what each AS had left when it was read, in the pool's order; empty when that is not known
     */
    record BatchStarted(
            Instant at,
            long batch,
            String profileName,
            Bytes profileHash,
            String operator,
            Bytes asId,
            Kcv setKcv,
            int units,
            int keys,
            boolean simulated,
            Optional<String> order,
            List<ExportsLeft> exportsLeft)
            implements Durable {
        public BatchStarted {
            exportsLeft = List.copyOf(exportsLeft);
        }

        /** Without an order, and without what the AS have left. */
        public BatchStarted(
                Instant at,
                long batch,
                String profileName,
                Bytes profileHash,
                String operator,
                Bytes asId,
                Kcv setKcv,
                int units,
                int keys,
                boolean simulated) {
            this(
                    at,
                    batch,
                    profileName,
                    profileHash,
                    operator,
                    asId,
                    setKcv,
                    units,
                    keys,
                    simulated,
                    Optional.empty(),
                    List.of());
        }
    }

    /**
     * Another person goes on with a batch, which stays under the name that began it; what is released from then on is released
     * to that person.
     *
     * @param operator who goes on, by ID
     */
    record OperatorChanged(Instant at, long batch, String operator) implements Durable {}

    /**
     * The modules that the batch was to hold, as the operator's list said; written with the batch's start.
     *
     * @param modules each once, in the list's order; not empty
     */
    record ModulesExpected(Instant at, long batch, List<SerialNumber> modules) implements Durable {
        public ModulesExpected {
            modules = List.copyOf(modules);
        }
    }

    /** The plan does not load what is in a reader; {@code refusal} says why. Nothing is written to it. */
    record UnitRefused(Instant at, long batch, Refusal refusal) implements Durable {
        /** @throws IllegalArgumentException when the refusal names no reader */
        public UnitRefused {
            if (!refusal.ofUnit()) {
                throw new IllegalArgumentException("A refusal of the whole plan is no module's");
            }
        }

        public String reader() {
            return refusal.reader().orElseThrow();
        }
    }

    /** A module was read and holds already what the profile asks for. */
    record UnitNeedsNothing(Instant at, long batch, SerialNumber sn, String reader, OptionalInt shelf)
            implements Durable {}

    /**
     * A module of this batch was put aside: nothing more is done with it. Also after the batch's end.
     *
     * @param sn the module; empty when it could not be read
     * @param operator who did it, as the program was told; it need not be the batch's operator
     */
    record UnitSetAside(
            Instant at, long batch, Optional<SerialNumber> sn, String reader, OptionalInt shelf, String operator)
            implements Durable {}

    /**
     * A unit's work begins.
     *
     * @param keys downloads that are planned for it
     * @param past what the plan knew to be loaded in it: the journal refuses the start when more is by now. Empty when nobody
     *     planned it. No line of the ledger has it
     */
    record UnitStarted(
            Instant at, SerialNumber sn, String reader, OptionalInt shelf, int keys, Optional<List<LoadedKey>> past)
            implements Durable {
        public UnitStarted {
            past = past.map(List::copyOf);
        }
    }

    /**
     * First durable point: R has arrived, EXPORTKEY may be sent.
     *
     * @param r 16 bytes
     */
    record Intent(Instant at, Download download, Bytes r) implements Durable {}

    /**
     * Second durable point: what is needed to check the receipt, before IMPORTKEY is sent.
     *
     * @param asId the AS that exported, 4 bytes
     * @param asKind what that AS is
     * @param slot T slot of the AS, 1 to 4
     * @param tKcv KCV of the T in it, under which the key goes
     * @param sas 16 bytes
     * @param v 16 bytes
     */
    record Exported(
            Instant at,
            Download download,
            Bytes asId,
            AsKind asKind,
            int slot,
            Kcv tKcv,
            Header header,
            Bytes r,
            Bytes sas,
            Bytes v)
            implements Durable {}

    /** Third durable point: how the download ended. {@code r} is empty when none was drawn. */
    record Outcome(Instant at, Download download, Optional<Bytes> r, KeyResult result) implements Durable {}

    /** What reading a module again has told about a download of an earlier run. */
    record Settled(Outcome outcome) implements Durable {
        @Override
        public Instant at() {
            return outcome.at();
        }
    }

    /** A unit's work is over for now. */
    record UnitEnded(Instant at, SerialNumber sn, String reader, UnitResult result) implements Durable {}

    /**
     * Why the run waits before the next EXPORTKEY has changed. Told in the order of the changes, so that the last one is how
     * it stands.
     *
     * @param reasons all of them; empty when it goes on
     */
    record PauseChanged(Instant at, Set<PauseReason> reasons) implements RunEvent {
        public PauseChanged {
            reasons = reasons.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(reasons));
        }

        public boolean paused() {
            return !reasons.isEmpty();
        }
    }

    /**
     * An AS gave no usable answer and serves no more until its PIN is verified again.
     *
     * @param asId 4 bytes
     * @param why cause, then action, where the AS is no card; of a card it is said by what its reader shows
     */
    record AsLost(Instant at, Bytes asId, Optional<String> why) implements RunEvent {}

    /** The key now in work at a unit, for its tile; {@code index} from 1. */
    record KeyStarted(Instant at, Download download, int index, int of) implements RunEvent {}

    /** The batch is over. */
    record BatchEnded(Instant at, long batch, EndReason reason, BatchCounts counts) implements Durable {}

    /** Why a run waits. */
    enum PauseReason {
        OPERATOR,
        AS_LOST,
        LEDGER_UNAVAILABLE
    }

    /** Why a batch ended. */
    enum EndReason {
        FINISHED,
        STOPPED_BY_OPERATOR,
        STOPPED_AFTER_FAILURES,
        /** The journal writes no more for this program: another works in its place. No line of a ledger has it. */
        LEDGER_LOST,
        /** Only in ledgers of older programs. */
        AS_UNUSABLE
    }
}
