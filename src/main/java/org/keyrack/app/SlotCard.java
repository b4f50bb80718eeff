package org.keyrack.app;

import java.util.List;
import java.util.Optional;
import org.keyrack.app.SlotView.State;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.unit.AsUnit;
import org.keyrack.unit.EiUnit;

/** What is known of the card in a reader: each state with what belongs to it, and nothing else. */
public sealed interface SlotCard {
    State state();

    /** Nothing is in the reader. */
    record Empty() implements SlotCard {
        @Override
        public State state() {
            return State.EMPTY;
        }
    }

    /** It is being read. */
    record Reading() implements SlotCard {
        @Override
        public State state() {
            return State.READING;
        }
    }

    /**
     * An AS.
     *
     * @param pinVerified whether the operator's PIN is verified in it
     */
    record As(AsUnit unit, boolean pinVerified) implements SlotCard {
        @Override
        public State state() {
            return State.AS;
        }
    }

    /**
     * An EI.
     *
     * @param settled downloads of earlier runs that reading it settled
     */
    record Ei(EiUnit unit, List<SettledDownload> settled) implements SlotCard {
        public Ei {
            settled = List.copyOf(settled);
        }

        @Override
        public State state() {
            return State.EI;
        }
    }

    /**
     * A run has the EI in work.
     *
     * @param read the EI as it was read last; empty when it has not been read
     */
    record InWork(Optional<EiUnit> read) implements SlotCard {
        @Override
        public State state() {
            return State.IN_WORK;
        }
    }

    /** A card with neither applet. */
    record Other() implements SlotCard {
        @Override
        public State state() {
            return State.OTHER_CARD;
        }
    }

    /**
     * It does not answer: upside down or broken.
     *
     * @param failure why reading failed; empty when the reader itself says so
     */
    record Mute(Optional<CardFailure> failure) implements SlotCard {
        @Override
        public State state() {
            return State.MUTE;
        }
    }

    /** Another program holds it. */
    record Busy(CardFailure failure) implements SlotCard {
        @Override
        public State state() {
            return State.BUSY;
        }
    }

    /** Reading failed. */
    record Failed(CardFailure failure) implements SlotCard {
        @Override
        public State state() {
            return State.FAILED;
        }
    }
}
