package org.keyrack.journal;

import java.time.Instant;
import org.keyrack.protocol.SerialNumber;

/** Why a batch may not work on a module, or a preparation give its SN. */
public sealed interface ClaimRefusal {
    SerialNumber sn();

    /** Who has it and what to do, in English, as the ledger keeps it. */
    String sentence();

    /** What its failure is named by. */
    default CauseId cause() {
        return CauseId.CLAIMED;
    }

    /** An event of a module came before a batch began. */
    record NoBatch(SerialNumber sn) implements ClaimRefusal {
        @Override
        public String sentence() {
            return "No batch is open: module " + sn.hex() + " cannot be worked on";
        }
    }

    /**
     * Another batch has it in work.
     *
     * @param since when that batch took it, as its claim says
     */
    record InWork(SerialNumber sn, BatchId batch, String reader, String since) implements ClaimRefusal {
        @Override
        public String sentence() {
            return "Module " + sn.hex() + " is in work on bench \"" + batch.bench() + "\", batch " + batch.number()
                    + ", reader \"" + reader + "\", since " + since;
        }
    }

    /** Another bench had it in work and let it go in this moment. */
    record JustLetGo(SerialNumber sn) implements ClaimRefusal {
        @Override
        public String sentence() {
            return "Module " + sn.hex() + " was just let go by another bench: try again";
        }
    }

    /**
     * A batch left a download to it whose outcome is not known.
     *
     * @param since when it was exported, as its line says
     */
    record NotSettled(SerialNumber sn, BatchId batch, String since) implements ClaimRefusal {
        @Override
        public String sentence() {
            return "The outcome of a download to module " + sn.hex() + " by bench \"" + batch.bench() + "\", batch "
                    + batch.number() + ", is not known since " + since
                    + ": read the module again, so that it is settled, then load it";
        }
    }

    /** What reading it again told of a download was told before. */
    record OutcomeKnown(SerialNumber sn) implements ClaimRefusal {
        @Override
        public String sentence() {
            return "The outcome of this download to module " + sn.hex() + " is known already";
        }
    }

    /** A key that its plan did not know of was loaded into it. */
    record LoadedSince(SerialNumber sn, BatchId batch, Instant at) implements ClaimRefusal {
        @Override
        public String sentence() {
            return "Module " + sn.hex() + " was loaded meanwhile by bench \"" + batch.bench() + "\", batch "
                    + batch.number() + ", at " + at + ": read it again to see what it still needs";
        }
    }

    /** A line of the ledger about it is no proper one. */
    record PastUnreadable(SerialNumber sn) implements ClaimRefusal {
        @Override
        public String sentence() {
            return "What the ledger says of module " + sn.hex() + " cannot be read: verify the ledger";
        }
    }

    /** The SN was given to another card, by another preparation, or its module was loaded. */
    record SerialTaken(SerialNumber sn) implements ClaimRefusal {
        @Override
        public String sentence() {
            return "The SN " + sn.hex() + " is another card's, or its module was loaded";
        }
    }

    /**
     * The order that its batch runs under does not let it be loaded.
     *
     * @param order number of the order
     */
    record OutsideOrder(SerialNumber sn, String order, OrderRule rule) implements ClaimRefusal {
        @Override
        public String sentence() {
            return "Order " + order + " does not let module " + sn.hex() + " be loaded: " + rule.words();
        }

        @Override
        public CauseId cause() {
            return rule.cause();
        }
    }

    /**
     * A supervisor other than the operator has to release it first.
     *
     * @param act what is to be released
     */
    record NotReleased(SerialNumber sn, ReleasedAct act) implements ClaimRefusal {
        @Override
        public String sentence() {
            return "Module " + sn.hex() + " is not loaded before a supervisor other than the operator has released it: "
                    + act.word();
        }

        @Override
        public CauseId cause() {
            return act.cause();
        }
    }
}
