package org.keyrack.protocol.apdu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CommandApduTest {
    @Test
    void case4GoesWithoutLeOverT0() {
        CommandApdu command = new CommandApdu(0x80, 0x54, 1, 1, new byte[] {7}, true);
        assertArrayEquals(new byte[] {(byte) 0x80, 0x54, 1, 1, 1, 7}, command.bytes(false));
        assertArrayEquals(new byte[] {(byte) 0x80, 0x54, 1, 1, 1, 7, 0}, command.bytes(true));
    }

    @Test
    void case2CarriesLeOnBothProtocols() {
        CommandApdu command = CommandApdu.of(0x80, 0x52, 0, 0, true);
        assertArrayEquals(new byte[] {(byte) 0x80, 0x52, 0, 0, 0}, command.bytes(false));
        assertArrayEquals(command.bytes(false), command.bytes(true));
    }

    @Test
    void textShowsLengthsAndNeverTheData() {
        CommandApdu verify =
                new CommandApdu(0, 0x20, 0, 0x80, "123456".getBytes(java.nio.charset.StandardCharsets.US_ASCII), false);
        assertEquals("00200080 Lc=6", verify.toString());
    }

    @Test
    void anAnswerWithoutStatusWordIsRefused() {
        assertThrows(ProtocolFailure.class, () -> ResponseApdu.parse(new byte[] {(byte) 0x90}));
    }
}
