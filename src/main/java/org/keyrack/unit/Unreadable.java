package org.keyrack.unit;

import java.util.Optional;
import java.util.OptionalInt;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.StatusWordFailure;

/**
 * Why a card that stands in a reader could not be read, so that whoever speaks of the rack can name it.
 *
 * @param kind what it is
 * @param command the command of protocol.md that it answered wrongly, when a status word told
 * @param sw that status word, 0000 to FFFF
 */
public record Unreadable(Kind kind, Optional<String> command, OptionalInt sw) {
    /** The kinds of unreadable cards. */
    public enum Kind {
        /** Another program holds it (SCARD_E_SHARING_VIOLATION): nothing is known of the card itself. */
        HELD,
        /** It gives no answer to reset, or none to a command in the time that the watchdog allows. */
        SILENT,
        /** It answers, and not as an AS or EI does: another status word than 9000 and 6A82, or data that break the rules. */
        FAULTY,
        /** The card, the reader or the service went while it was read. */
        GONE
    }

    /** What a reading that failed says of the card. */
    public static Unreadable of(CardFailure failure) {
        if (failure instanceof LinkFailure link) {
            return new Unreadable(kind(link.reason()), Optional.empty(), OptionalInt.empty());
        }
        if (failure instanceof StatusWordFailure status) {
            return new Unreadable(Kind.FAULTY, Optional.of(status.command()), OptionalInt.of(status.sw()));
        }
        return new Unreadable(Kind.FAULTY, Optional.empty(), OptionalInt.empty());
    }

    private static Kind kind(LinkFailure.Reason reason) {
        return switch (reason) {
            case CARD_BUSY -> Kind.HELD;
            case CARD_MUTE, HUNG -> Kind.SILENT;
            case CARD_REMOVED, CARD_RESET, READER_GONE, SERVICE_GONE, CLOSED, OTHER -> Kind.GONE;
        };
    }
}
