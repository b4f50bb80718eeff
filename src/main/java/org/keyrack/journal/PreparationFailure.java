package org.keyrack.journal;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.PinFailure;
import org.keyrack.protocol.apdu.StatusWordFailure;

/**
 * Why the preparation of a card failed.
 *
 * @param cause {@code prepare.REASON} or {@code card.REASON} for what KeyRack refuses, else what a failure of a card is named
 *     by; failures with the same cause are one group
 * @param command the command's name when a status word came back, else empty
 * @param sw the status word, when one came back
 * @param trace the last APDUs, redacted
 */
public record PreparationFailure(CauseId cause, String command, OptionalInt sw, List<String> trace) {
    public PreparationFailure {
        trace = List.copyOf(trace);
    }

    /** What KeyRack refuses; nothing came back. */
    public static PreparationFailure of(CauseId cause) {
        return new PreparationFailure(cause, "", OptionalInt.empty(), List.of());
    }

    /** What a card or its link did. */
    public static PreparationFailure of(CardFailure failure, List<String> trace) {
        if (failure instanceof StatusWordFailure answer) {
            String cause = String.format(Locale.ROOT, "prepare.sw%04X", answer.sw());
            return new PreparationFailure(new CauseId(cause), answer.command(), OptionalInt.of(answer.sw()), trace);
        }
        CauseId cause = failure instanceof LinkFailure link
                ? CauseId.link(link.reason())
                : failure instanceof PinFailure ? CauseId.PIN : new CauseId("prepare.PROTOCOL");
        return new PreparationFailure(cause, "", OptionalInt.empty(), trace);
    }
}
