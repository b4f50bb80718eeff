package org.keyrack.ledger;

import java.util.List;
import java.util.OptionalInt;

/**
 * Why a key or a unit failed, as recorded.
 *
 * @param step the step of the method, as {@code ProtocolStep}
 * @param command the command's name, or empty
 * @param sw the status word, when one came back
 * @param cause stable id of the cause; {@code crash.exported} and {@code crash.intent} are what a crash left
 * @param trace the last APDUs, redacted
 */
public record FailureRecord(String step, String command, OptionalInt sw, String cause, List<String> trace) {
    public FailureRecord {
        trace = List.copyOf(trace);
    }

    static FailureRecord of(EventLine line) {
        return new FailureRecord(
                line.maybe("step").orElse(""),
                line.maybe("command").orElse(""),
                line.maybe("sw")
                        .map(sw -> OptionalInt.of(Integer.parseInt(sw, 16)))
                        .orElse(OptionalInt.empty()),
                line.maybe("cause").orElse(""),
                line.list("trace"));
    }
}
