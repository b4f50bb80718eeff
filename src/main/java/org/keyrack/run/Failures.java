package org.keyrack.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.keyrack.journal.Failure;
import org.keyrack.protocol.ProtocolStep;
import org.keyrack.protocol.StatusWordTable;
import org.keyrack.protocol.StatusWordTable.Cause;
import org.keyrack.protocol.StatusWordTable.Meaning;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.PinFailure;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.StatusWordFailure;

/** Turns what a card did into a failure with a cause that the triage can group by. */
public final class Failures {
    /** The card in the reader is not the module that was planned. */
    public static final String SWAPPED = "unit.swapped";
    /** The module belongs to another set than when it was planned. */
    public static final String ANOTHER_SET = "unit.anotherSet";
    /** The module repeats its random number: its generator is stuck. */
    public static final String RANDOM_REPEATED = "unit.randomRepeated";
    /** The module says that it stored the key and its receipt does not match V: alarm. */
    public static final String RECEIPT_MISMATCH = "unit.receiptMismatch";
    /** Another batch has this module in work. */
    public static final String CLAIMED = "unit.claimed";
    /** The run was stopped before this key. */
    public static final String STOPPED = "run.stopped";
    /** The link to the AS broke: no answer came. */
    public static final String AS_LOST = "as.lost";

    private Failures() {}

    /** A failure that KeyRack itself found. */
    static Failure found(ProtocolStep step, String cause, List<String> trace) {
        return new Failure(step, "", OptionalInt.empty(), cause, trace);
    }

    /**
     * What a card's failure means.
     *
     * @param step the step it happened in, when the status word does not tell
     * @param command the command that was sent
     */
    static Failure of(ProtocolStep step, String command, CardFailure failure, List<String> trace) {
        if (failure instanceof StatusWordFailure status) {
            return ofStatusWord(step, status, trace);
        }
        if (failure instanceof LinkFailure link) {
            return new Failure(step, command, OptionalInt.empty(), "link." + link.reason(), trace);
        }
        if (failure instanceof PinFailure) {
            return new Failure(ProtocolStep.PIN, command, OptionalInt.empty(), "pin", trace);
        }
        assert failure instanceof ProtocolFailure;
        return new Failure(step, command, OptionalInt.empty(), "protocol." + command, trace);
    }

    /** What the AS's answer to EXPORTKEY means. */
    static Failure ofExport(CardFailure failure, List<String> trace) {
        return of(ProtocolStep.EXPORTKEY, "EXPORTKEY", failure, trace);
    }

    /** A fault of this program. */
    static Failure ofProgram(ProtocolStep step, Throwable fault, List<String> trace) {
        return found(step, "program." + fault.getClass().getSimpleName(), trace);
    }

    private static Failure ofStatusWord(ProtocolStep step, StatusWordFailure status, List<String> trace) {
        Optional<Cause> cause = StatusWordTable.meaning(status.command(), status.sw())
                .map(Meaning::causes)
                .flatMap(causes -> causes.stream().findFirst());
        return new Failure(
                cause.map(Cause::step).orElse(step),
                status.command(),
                OptionalInt.of(status.sw()),
                cause.map(Cause::id).orElse("sw.unexpected"),
                trace);
    }
}
