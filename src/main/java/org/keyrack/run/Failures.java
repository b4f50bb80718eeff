package org.keyrack.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.keyrack.journal.CauseId;
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
final class Failures {
    private Failures() {}

    /** A failure that KeyRack itself found. */
    static Failure found(ProtocolStep step, CauseId cause, List<String> trace) {
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
            return new Failure(step, command, OptionalInt.empty(), CauseId.link(link.reason()), trace);
        }
        if (failure instanceof PinFailure) {
            return new Failure(ProtocolStep.PIN, command, OptionalInt.empty(), CauseId.PIN, trace);
        }
        assert failure instanceof ProtocolFailure;
        return new Failure(step, command, OptionalInt.empty(), CauseId.protocol(command), trace);
    }

    /** What the AS's answer to EXPORTKEY means. */
    static Failure ofExport(CardFailure failure, List<String> trace) {
        return of(ProtocolStep.EXPORTKEY, "EXPORTKEY", failure, trace);
    }

    /** A fault of this program. */
    static Failure ofProgram(ProtocolStep step, Throwable fault, List<String> trace) {
        return found(step, CauseId.program(fault), trace);
    }

    private static Failure ofStatusWord(ProtocolStep step, StatusWordFailure status, List<String> trace) {
        Optional<Cause> cause = StatusWordTable.meaning(status.command(), status.sw())
                .map(Meaning::causes)
                .flatMap(causes -> causes.stream().findFirst());
        return new Failure(
                cause.map(Cause::step).orElse(step),
                status.command(),
                OptionalInt.of(status.sw()),
                cause.map(Cause::id).map(CauseId::new).orElse(CauseId.SW_UNEXPECTED),
                trace);
    }
}
