package org.keyrack.reader.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyrack.RackHead;

/** A module's card as T=0 makes it, byte by byte (ISO/IEC 7816-3 section 12.2). */
class T0CardTest {
    private static final String SELECT = "00A4040008F04B4559524B4549";
    private static final String INITIATE = "8052000000";
    private static final String LOCATIONS = "80CA02020100";

    private VirtualBench bench;
    private SimulatedCard card;

    @BeforeEach
    void boot() throws Exception {
        SimulatedCard[] made = new SimulatedCard[1];
        bench = VirtualBench.start(
                RackFileTest.parse(RackHead.SET + """
                        units: { serial: "0000000000000001", protocol: T0,
                                 locations: [ { ref: 5, appId: "0101", types: [AES-128] } ] }
                        """), SimulatedReaders.ANSWER_LIMIT, shown -> made[0] = shown);
        card = made[0];
        card.powerOn();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private String send(String command) throws IOException {
        return HexFormat.of()
                .withUpperCase()
                .formatHex(card.transmit(HexFormat.of().parseHex(command)));
    }

    @Test
    void anAnswerToDataIsOfferedAndFetchedWhole() throws Exception {
        assertEquals("6103", send(SELECT));
        assertEquals("0102079000", send("00C0000003"));
    }

    @Test
    void anAnswerIsFetchedInPiecesAndATooLongLeIsTold() throws Exception {
        send(SELECT);
        assertEquals("6C03", send("00C0000000"));
        assertEquals("016102", send("00C0000001"));
        assertEquals("02079000", send("00C0000002"));
    }

    @Test
    void aLengthIsToldAndTheAnswerIsTheSameWhenTheCommandComesAgain() throws Exception {
        send(SELECT);
        send("00C0000003");
        assertEquals("6C26", send(INITIATE));
        String first = send("8052000026");
        assertEquals(2 * 40, first.length());
        assertEquals("6C26", send(INITIATE));
        assertEquals("6C11", send("80CA020100"));
    }

    @Test
    void aCommandInsteadOfGetResponseIsSwallowed() throws Exception {
        assertEquals("6103", send(SELECT));
        assertEquals("6F00", send(INITIATE));
        // The command after it is heard again.
        assertEquals("6C26", send(INITIATE));
    }

    @Test
    void aResetDropsWhatWaits() throws Exception {
        send(SELECT);
        card.reset();
        assertEquals("6103", send(SELECT));
        send("00C0000003");
        assertEquals("610B", send(LOCATIONS));
    }

    @Test
    void aCommandThatIsNoneOfT0IsRefused() throws Exception {
        assertEquals("6700", send("80520000"));
        assertEquals("6700", send(SELECT + "00"));
    }

    @Test
    void withoutPowerTheLinkIsDropped() {
        card.powerOff();
        assertThrows(IOException.class, () -> send(SELECT));
    }
}
