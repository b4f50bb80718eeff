package org.keyrack.reader;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.reader.ApduExchange.Wire;

class ApduExchangeTest {
    private static final CommandApdu WITH_DATA = new CommandApdu(0x80, 0x56, 0, 0, bytes(1, 2), true);
    private static final CommandApdu INITIATE = CommandApdu.of(0x80, 0x52, 0, 0, true);
    private static final CommandApdu SELECT = new CommandApdu(0, 0xA4, 4, 0, bytes(1, 2), true);

    private final List<byte[]> sent = new ArrayList<>();

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private Wire<RuntimeException> answering(byte[]... answers) {
        return command -> {
            sent.add(command.clone());
            return answers[sent.size() - 1];
        };
    }

    /** What went to the card, in hex. */
    private List<String> commands() {
        return sent.stream().map(HexFormat.of()::formatHex).toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWrongLengthIsAnAnswerAndNeverAResendOfACommandWithData(boolean t0) throws Exception {
        ResponseApdu answer = ApduExchange.exchange(answering(bytes(0x6C, 0x14)), WITH_DATA, t0);
        assertEquals(0x6C14, answer.sw());
        assertEquals(1, sent.size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCommandOfCase2GoesOnceMoreWithTheLengthThatTheCardTells(boolean t0) throws Exception {
        ResponseApdu answer =
                ApduExchange.exchange(answering(bytes(0x6C, 0x02), bytes(9, 8, 0x90, 0x00)), INITIATE, t0);
        assertEquals(new ResponseApdu(bytes(9, 8), 0x9000), answer);
        assertEquals(List.of("8052000000", "8052000002"), commands());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCardThatTellsALengthAgainIsNotAskedAThirdTime(boolean t0) throws Exception {
        ResponseApdu answer = ApduExchange.exchange(answering(bytes(0x6C, 0x02), bytes(0x6C, 0x03)), INITIATE, t0);
        assertEquals(0x6C03, answer.sw());
        assertEquals(2, sent.size());
    }

    @Test
    void selectGoesOnceMoreAndOverT0ItsLengthIsThatOfGetResponse() throws Exception {
        ApduExchange.exchange(answering(bytes(0x6C, 0x01), bytes(7, 0x90, 0x00)), SELECT, false);
        assertEquals(List.of("00a4040002010200", "00a4040002010201"), commands());
        sent.clear();
        ApduExchange.exchange(answering(bytes(0x6C, 0x01), bytes(0x61, 0x01), bytes(7, 0x90, 0x00)), SELECT, true);
        assertEquals(List.of("00a40400020102", "00a40400020102", "00c0000001"), commands());
    }

    @Test
    void getResponseGoesOnceMoreWithTheLengthThatTheCardTells() throws Exception {
        ResponseApdu answer = ApduExchange.exchange(
                answering(bytes(0x61, 0x00), bytes(0x6C, 0x01), bytes(7, 0x90, 0x00)), WITH_DATA, true);
        assertEquals(new ResponseApdu(bytes(7), 0x9000), answer);
        assertEquals(List.of("80560000020102", "00c0000000", "00c0000001"), commands());
    }

    @ParameterizedTest
    @CsvSource({"false, 80f00007", "true, 80f0000700"})
    void aCommandWithoutDataAndAnswerHasAP3OverT0(boolean t0, String bytes) throws Exception {
        ApduExchange.exchange(answering(bytes(0x90, 0x00)), CommandApdu.of(0x80, 0xF0, 0, 7, false), t0);
        assertEquals(List.of(bytes), commands());
    }

    /** Its status word is not the command's: IMPORTKEY has acted. */
    @ParameterizedTest
    @ValueSource(ints = {0x6985, 0x6F00, 0x9000, 0x6C02})
    void anAnswerThatIsOfferedAndNotGivenIsNoStatusWordOfTheCommand(int sw) {
        byte[] refused = bytes(sw >> 8, sw);
        assertThrows(
                ProtocolFailure.class,
                () -> ApduExchange.exchange(answering(bytes(0x61, 0x02), refused, refused), WITH_DATA, true));
    }

    @Test
    void anOfferedAnswerIsFetchedOnceWithItsLength() throws Exception {
        ResponseApdu answer =
                ApduExchange.exchange(answering(bytes(0x61, 0x02), bytes(9, 8, 0x90, 0x00)), WITH_DATA, true);
        assertEquals(new ResponseApdu(bytes(9, 8), 0x9000), answer);
        assertArrayEquals(bytes(0x80, 0x56, 0, 0, 2, 1, 2), sent.get(0));
        assertArrayEquals(bytes(0x00, 0xC0, 0, 0, 2), sent.get(1));
        assertEquals(2, sent.size());
    }

    @Test
    void anAnswerInPiecesIsJoined() throws Exception {
        ResponseApdu answer = ApduExchange.exchange(
                answering(bytes(1, 0x61, 0x01), bytes(2, 0x61, 0x01), bytes(3, 0x90, 0x00)), WITH_DATA, false);
        assertEquals(new ResponseApdu(bytes(1, 2, 3), 0x9000), answer);
    }

    @Test
    void aCardThatOffersWithoutEndIsAProtocolFailure() {
        byte[] piece = new byte[200];
        piece[198] = 0x61;
        assertThrows(ProtocolFailure.class, () -> ApduExchange.exchange(command -> piece, WITH_DATA, true));
        assertThrows(ProtocolFailure.class, () -> ApduExchange.exchange(command -> bytes(0x61, 0x10), WITH_DATA, true));
    }

    @Test
    void oneByteBreaksTheProtocol() {
        assertThrows(ProtocolFailure.class, () -> ApduExchange.exchange(command -> bytes(0x90), WITH_DATA, false));
    }

    @Test
    void theBytesThatWentToTheLinkAreWiped() throws Exception {
        List<byte[]> live = new ArrayList<>();
        ApduExchange.exchange(
                command -> {
                    live.add(command);
                    return bytes(0x90, 0x00);
                },
                WITH_DATA,
                false);
        assertArrayEquals(new byte[8], live.get(0));
    }
}
