package org.keyrack.journal;

import java.util.List;
import java.util.OptionalInt;
import org.keyrack.protocol.ProtocolStep;
import org.keyrack.protocol.StatusWordTable.Cause;

/**
 * Why a key or a unit failed, for the triage.
 *
 * @param step the step of the method that failed
 * @param command the command's name in protocol.md, or empty when none was sent
 * @param sw the status word, when one came back
 * @param cause its stable name; failures with the same cause are one group
 * @param trace the last APDUs, redacted: headers, lengths and status words only
 */
public record Failure(ProtocolStep step, String command, OptionalInt sw, CauseId cause, List<String> trace) {
    public Failure {
        trace = List.copyOf(trace);
    }

    /** The same failure, its cause told apart from the others of its status word. */
    public Failure because(Cause told) {
        return new Failure(told.step(), command, sw, new CauseId(told.id()), trace);
    }
}
