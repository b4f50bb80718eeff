package org.keyrack.reader.pcsc;

import static org.keyrack.protocol.apdu.LinkFailure.Reason.CARD_BUSY;
import static org.keyrack.protocol.apdu.LinkFailure.Reason.CARD_MUTE;
import static org.keyrack.protocol.apdu.LinkFailure.Reason.CARD_REMOVED;
import static org.keyrack.protocol.apdu.LinkFailure.Reason.CARD_RESET;
import static org.keyrack.protocol.apdu.LinkFailure.Reason.OTHER;
import static org.keyrack.protocol.apdu.LinkFailure.Reason.READER_GONE;
import static org.keyrack.protocol.apdu.LinkFailure.Reason.SERVICE_GONE;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.smartcardio.CardNotPresentException;
import org.keyrack.language.SentenceException;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.keyrack.reader.ReaderThread;

/**
 * Return codes of PC/SC that matter here (pcsclite.h, winerror.h), with what each means to a link and to the service.
 * The JDK's provider puts the code's name into its messages; that is how its exceptions are told apart.
 */
enum PcscError {
    SCARD_E_NO_SERVICE(0x8010001D, SERVICE_GONE, Service.STOPPED),
    SCARD_E_SERVICE_STOPPED(0x8010001E, SERVICE_GONE, Service.STOPPED),
    SCARD_E_INVALID_HANDLE(0x80100003, SERVICE_GONE, Service.STOPPED),
    /** What pcsc-lite says when the service dies in the middle of a call. */
    SCARD_F_COMM_ERROR(0x80100013, SERVICE_GONE, Service.STOPPED),
    SCARD_F_INTERNAL_ERROR(0x80100001, SERVICE_GONE, Service.STOPPED),
    SCARD_P_SHUTDOWN(0x80100018, SERVICE_GONE, Service.STOPPED),
    SCARD_E_SYSTEM_CANCELLED(0x80100012, SERVICE_GONE, Service.STOPPED),
    SCARD_W_SECURITY_VIOLATION(0x8010006A, OTHER, Service.ACCESS_DENIED),
    SCARD_E_NO_ACCESS(0x80100027, OTHER, Service.ACCESS_DENIED),
    SCARD_E_NO_READERS_AVAILABLE(0x8010002E, READER_GONE, Service.RUNNING),
    SCARD_E_UNKNOWN_READER(0x80100009, READER_GONE, Service.RUNNING),
    SCARD_E_READER_UNAVAILABLE(0x80100017, READER_GONE, Service.RUNNING),
    SCARD_E_NO_SMARTCARD(0x8010000C, CARD_REMOVED, Service.RUNNING),
    SCARD_W_REMOVED_CARD(0x80100069, CARD_REMOVED, Service.RUNNING),
    SCARD_W_RESET_CARD(0x80100068, CARD_RESET, Service.RUNNING),
    SCARD_E_SHARING_VIOLATION(0x8010000B, CARD_BUSY, Service.RUNNING),
    SCARD_W_UNRESPONSIVE_CARD(0x80100066, CARD_MUTE, Service.RUNNING),
    SCARD_W_UNPOWERED_CARD(0x80100067, CARD_MUTE, Service.RUNNING),
    SCARD_W_UNSUPPORTED_CARD(0x80100065, CARD_MUTE, Service.RUNNING),
    SCARD_E_PROTO_MISMATCH(0x8010000F, CARD_MUTE, Service.RUNNING),
    /** The answer is longer than any short APDU. */
    SCARD_E_INSUFFICIENT_BUFFER(0x80100008, CARD_MUTE, Service.RUNNING),
    /** The reader could not carry the command: the card was just taken out, which pcscd has not seen, or lost contact. */
    SCARD_E_NOT_TRANSACTED(0x80100016, CARD_REMOVED, Service.RUNNING);

    private static final Pattern NAME = Pattern.compile("SCARD_[A-Z]_[A-Z_]+");

    private final int code;
    private final LinkFailure.Reason reason;
    private final Service service;

    PcscError(int code, LinkFailure.Reason reason, Service service) {
        this.code = code;
        this.reason = reason;
        this.service = service;
    }

    LinkFailure.Reason reason() {
        return reason;
    }

    /** State of the service that answers with this code. */
    Service service() {
        return service;
    }

    static Optional<PcscError> of(int code) {
        return Arrays.stream(values()).filter(error -> error.code == code).findFirst();
    }

    /** The code in an exception of either provider, or in one of its causes. */
    static Optional<PcscError> of(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof CardNotPresentException) {
                return Optional.of(SCARD_E_NO_SMARTCARD);
            }
            if (at instanceof WinscardLibrary.Refused refused) {
                return of(refused.code());
            }
            Matcher name = NAME.matcher(String.valueOf(at.getMessage()));
            while (name.find()) {
                String found = name.group();
                Optional<PcscError> error = Arrays.stream(values())
                        .filter(value -> value.name().equals(found))
                        .findFirst();
                if (error.isPresent()) {
                    return error;
                }
            }
        }
        return Optional.empty();
    }

    /** The failures of a reader's thread. */
    static ReaderThread.Failures of(String reader) {
        return new ReaderThread.Failures() {
            @Override
            public LinkFailure of(LinkFailure.Reason reason) {
                return new LinkFailure(reason, explain(reader, reason));
            }

            @Override
            public LinkFailure of(Throwable cause) {
                return link(reader, cause);
            }
        };
    }

    /** An exception of either provider as a link failure: what happened to which reader, then what to do. */
    static LinkFailure link(String reader, Throwable failure) {
        // Both providers throw this one, unchecked, when the answer is empty: the card vanished while it worked.
        LinkFailure.Reason reason = failure instanceof IllegalArgumentException
                ? CARD_REMOVED
                : of(failure).map(PcscError::reason).orElse(OTHER);
        return new LinkFailure(reason, explain(reader, reason, SentenceException.said(failure)), failure);
    }

    static String explain(String reader, LinkFailure.Reason reason) {
        return explain(reader, reason, "no reason given");
    }

    /** @param refusal what the service said */
    private static String explain(String reader, LinkFailure.Reason reason, String refusal) {
        return "Reader " + reader + ": "
                + switch (reason) {
                    case CARD_REMOVED -> "the card is not there. Put it in, all the way.";
                    case CARD_RESET ->
                        "another program reset the card. Close that program, then start this unit again.";
                    case CARD_BUSY -> "another program holds the card. Close that program, then try again.";
                    case CARD_MUTE ->
                        "the card does not answer as a smart card does. Take it out, check it and put it back.";
                    case HUNG -> "the card has not answered in time. Take it out and put it back.";
                    case READER_GONE -> "the reader is not there any more. Plug it in again.";
                    case SERVICE_GONE -> "the smart-card service has stopped. It is used again as soon as it runs.";
                    case CLOSED -> "the connection was closed.";
                    case OTHER ->
                        "the smart-card service refused (" + refusal + "). Try again; see the log if it stays.";
                };
    }
}
