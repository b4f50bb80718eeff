package org.keyrack.reader.pcsc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.keyrack.reader.pcsc.ScriptedCard.bytes;

import java.util.ArrayList;
import java.util.List;
import javax.smartcardio.CardException;
import org.junit.jupiter.api.Test;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;

class GetResponseTest {
    private static final CommandApdu WITH_DATA = new CommandApdu(0x80, 0x56, 0, 0, bytes(1, 2), true);

    private final List<byte[]> sent = new ArrayList<>();

    private RawChannel answering(byte[]... answers) {
        return command -> {
            sent.add(command.clone());
            return answers[sent.size() - 1];
        };
    }

    @Test
    void aWrongLengthIsAnAnswerAndNeverAResend() throws Exception {
        ResponseApdu answer = GetResponse.exchange(answering(bytes(0x6C, 0x14)), WITH_DATA, true);
        assertEquals(0x6C14, answer.sw());
        assertEquals(1, sent.size());
    }

    @Test
    void anOfferedAnswerIsFetchedOnceWithItsLength() throws Exception {
        ResponseApdu answer =
                GetResponse.exchange(answering(bytes(0x61, 0x02), bytes(9, 8, 0x90, 0x00)), WITH_DATA, false);
        assertEquals(new ResponseApdu(bytes(9, 8), 0x9000), answer);
        assertArrayEquals(bytes(0x80, 0x56, 0, 0, 2, 1, 2), sent.get(0));
        assertArrayEquals(bytes(0x00, 0xC0, 0, 0, 2), sent.get(1));
        assertEquals(2, sent.size());
    }

    @Test
    void anAnswerInPiecesIsJoined() throws Exception {
        ResponseApdu answer = GetResponse.exchange(
                answering(bytes(1, 0x61, 0x01), bytes(2, 0x61, 0x01), bytes(3, 0x90, 0x00)), WITH_DATA, true);
        assertEquals(new ResponseApdu(bytes(1, 2, 3), 0x9000), answer);
    }

    @Test
    void aCardThatOffersWithoutEndIsAProtocolFailure() {
        byte[] piece = new byte[200];
        piece[198] = 0x61;
        assertThrows(ProtocolFailure.class, () -> GetResponse.exchange(command -> piece, WITH_DATA, true));
        assertThrows(ProtocolFailure.class, () -> GetResponse.exchange(command -> bytes(0x61, 0x10), WITH_DATA, true));
    }

    @Test
    void anEmptyAnswerIsACardThatVanishedAndOneByteBreaksTheProtocol() {
        CardException vanished =
                assertThrows(CardException.class, () -> GetResponse.exchange(command -> new byte[0], WITH_DATA, true));
        assertEquals(PcscError.SCARD_W_REMOVED_CARD, PcscError.of(vanished).orElseThrow());
        assertThrows(ProtocolFailure.class, () -> GetResponse.exchange(command -> bytes(0x90), WITH_DATA, true));
    }

    @Test
    void theBytesThatWentToTheLinkAreWiped() throws Exception {
        List<byte[]> live = new ArrayList<>();
        GetResponse.exchange(
                command -> {
                    live.add(command);
                    return bytes(0x90, 0x00);
                },
                WITH_DATA,
                true);
        assertArrayEquals(new byte[8], live.get(0));
    }
}
