package org.keyrack.ledger;

import java.util.List;
import java.util.OptionalInt;
import org.keyrack.journal.CauseId;
import org.keyrack.protocol.ProtocolStep;

/**
 * Why a key or a unit failed, as recorded.
 *
 * @param step the step of the method, as {@code ProtocolStep}
 * @param command the command's name, or empty
 * @param sw the status word, when one came back
 * @param cause its stable name
 * @param trace the last APDUs, redacted; for {@code unit.claimed} who has the module
 * @param details what the sentence of a refusal names: reader, REF1, REF2, and what it is about; else empty
 */
public record FailureRecord(
        String step, String command, OptionalInt sw, CauseId cause, List<String> trace, List<String> details) {
    public FailureRecord {
        trace = List.copyOf(trace);
        details = List.copyOf(details);
    }

    /** The module was another batch's, or its order does not let it be loaded; {@code why} says more. */
    static FailureRecord claimed(EventLine line) {
        return new FailureRecord(
                ProtocolStep.SN.name(),
                "",
                OptionalInt.empty(),
                line.maybe("cause").map(CauseId::new).orElse(CauseId.CLAIMED),
                line.maybe("why").map(List::of).orElse(List.of()),
                List.of());
    }

    static FailureRecord of(EventLine line) {
        return new FailureRecord(
                line.maybe("step").orElse(""),
                line.maybe("command").orElse(""),
                line.maybe("sw")
                        .map(sw -> OptionalInt.of(Integer.parseInt(sw, 16)))
                        .orElse(OptionalInt.empty()),
                new CauseId(line.maybe("cause").orElse("")),
                line.has("trace") ? line.list("trace") : List.of(),
                details(line));
    }

    private static List<String> details(EventLine line) {
        return line.maybe("detail")
                .map(detail -> List.of(line.text("reader"), decimal(line, "ref1"), decimal(line, "ref2"), detail))
                .orElse(List.of());
    }

    private static String decimal(EventLine line, String name) {
        return Integer.toString(Integer.parseInt(line.text(name), 16));
    }
}
