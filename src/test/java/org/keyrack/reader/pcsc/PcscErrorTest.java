package org.keyrack.reader.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javax.smartcardio.CardException;
import javax.smartcardio.CardNotPresentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.reader.ReaderSnapshot.Service;

class PcscErrorTest {
    @ParameterizedTest
    @CsvSource({
        "SCARD_W_REMOVED_CARD, CARD_REMOVED",
        "SCARD_W_RESET_CARD, CARD_RESET",
        "SCARD_E_SHARING_VIOLATION, CARD_BUSY",
        "SCARD_W_UNRESPONSIVE_CARD, CARD_MUTE",
        "SCARD_E_NOT_TRANSACTED, CARD_REMOVED",
        "SCARD_E_UNKNOWN_READER, READER_GONE",
        "SCARD_E_NO_SERVICE, SERVICE_GONE",
        "SCARD_E_INVALID_HANDLE, SERVICE_GONE",
        "SCARD_E_CANT_DISPOSE, OTHER"
    })
    void bothProvidersMessagesAreToldApart(String name, Reason reason) {
        CardException jdk = new CardException("connect() failed", new CardException(name));
        CardException jna = new CardException("SCardConnect got response 0x80100069 (" + name + ": words)");
        assertEquals(reason, PcscError.link("R", jdk).reason());
        assertEquals(reason, PcscError.link("R", jna).reason());
    }

    @Test
    void anUncheckedExceptionInMidCommandIsARemovedCard() {
        assertEquals(
                Reason.CARD_REMOVED,
                PcscError.link("R", new IllegalArgumentException()).reason());
        assertEquals(
                Reason.CARD_REMOVED,
                PcscError.link("R", new CardNotPresentException("none")).reason());
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void eachReasonNamesTheReader(Reason reason) {
        LinkFailure failure = new LinkFailure(reason, PcscError.explain("Desk 3", reason));
        assertTrue(failure.getMessage().startsWith("Reader Desk 3: "), failure.getMessage());
    }

    @Test
    void polkitIsAccessDenied() {
        assertEquals(
                Service.ACCESS_DENIED, PcscError.of(0x8010006A).orElseThrow().service());
    }
}
