package org.keyrack.reader.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrack.RackHead;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.Pin;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.Readers.Sharing;

/** "How to provoke each status word" of docs/rack-file.md, done with the bench that stands there. */
@Tag("rack")
class StatusWordsTest {
    private static final byte[] NOTHING = {};

    private VirtualBench bench;
    private CardConnection as;
    private CardConnection ei;

    @BeforeEach
    void start() throws Exception {
        String page = Files.readString(Path.of("docs/rack-file.md"));
        List<String> examples = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();
        bench = VirtualBench.start(RackFileTest.parse(examples.get(1)));
        as = Host.openAs(bench.readers(), VirtualBench.name(0), bench.operatorPin());
        ei = Host.openEi(bench.readers(), VirtualBench.name(2));
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private ResponseApdu download(int ref1, int ref2) throws Exception {
        ResponseApdu exported = Host.export(as, Host.initiate(ei).data(), ref1, ref2);
        return exported.isSuccess() ? Host.load(ei, exported.data(), ref2, false) : exported;
    }

    private static int export(CardConnection card, int suite, int slot, byte[] data) throws Exception {
        return Host.send(card, 0x80, 0x54, suite, slot, data).sw();
    }

    @Test
    void asRefusesWhatThePageSays() throws Exception {
        byte[] request = Host.exportData(Host.initiate(ei).data(), 3, 1);
        CardConnection foreign = Host.openEi(bench.readers(), VirtualBench.name(4));
        byte[] foreignRequest = Host.exportData(Host.initiate(foreign).data(), 3, 1);
        assertEquals(0x6300, export(as, 1, 1, foreignRequest));
        assertEquals(0x6986, download(4, 1).sw());
        assertEquals(0x6986, download(5, 1).sw());
        assertEquals(0x6A80, download(3, 0).sw());
        assertEquals(0x6A88, download(9, 1).sw());
        assertEquals(0x6A88, export(as, 1, 3, request));
        assertEquals(0x6A88, export(as, 1, 2, request));
        assertEquals(0x6A81, export(as, 3, 1, request));
        assertEquals(0x6700, export(as, 1, 1, Arrays.copyOf(request, 35)));
        assertEquals(0x6300, Host.send(as, 0x80, 0x58, 1, 1, receipt()).sw());
        assertEquals(0x6985, Host.send(as, 0x80, 0x46, 1, 0, NOTHING).sw());
        assertEquals(0x6D00, Host.send(as, 0x80, 0x99, 0, 0, NOTHING).sw());
        assertEquals(0x6E00, Host.send(as, 0x90, 0x54, 0, 0, NOTHING).sw());
        CardConnection loading = Host.openAs(bench.readers(), VirtualBench.name(1), bench.operatorPin());
        assertEquals(0x6985, export(loading, 1, 1, request));
    }

    /** A receipt of nothing, of slot 01's suite and tVersion. */
    private static byte[] receipt() {
        byte[] data = new byte[72];
        data[24] = 1;
        data[25] = 1;
        data[26] = 1;
        return data;
    }

    @Test
    void eiRefusesWhatThePageSays() throws Exception {
        assertEquals(0x9000, download(3, 1).sw());
        assertEquals(0x6981, download(3, 2).sw());
        assertEquals(0x6986, download(3, 3).sw());
        assertEquals(0x6986, download(6, 4).sw());
        assertEquals(0x6A88, download(3, 9).sw());
        byte[] exported = Host.export(as, Host.initiate(ei).data(), 3, 1).data();
        assertEquals(0x6A80, Host.load(ei, exported, 2, false).sw());
        byte[] suite = exported.clone();
        suite[1] = 3;
        assertEquals(0x6A81, Host.load(ei, suite, 1, false).sw());
        byte[] altered = exported.clone();
        altered[20] ^= 1;
        assertEquals(0x6988, Host.load(ei, altered, 1, false).sw());
        assertEquals(0x6984, Host.load(ei, exported, 1, false).sw());
        Host.initiate(ei);
        assertEquals(0x6988, Host.load(ei, exported, 1, false).sw());
        assertEquals(0x6A86, Host.send(ei, 0x80, 0x52, 1, 0, NOTHING).sw());
        assertEquals(0x6A88, Host.get(ei, 0x0203, new byte[] {0, 2}).sw());
        assertEquals(0x6A88, Host.get(ei, 0x0299, NOTHING).sw());
        assertEquals(
                0x6A82,
                Host.send(ei, 0x00, 0xA4, 4, 0, SimulatedApplet.AS.aid()).sw());
        CardConnection loading = Host.openEi(bench.readers(), VirtualBench.name(5));
        assertEquals(0x6985, Host.initiate(loading).sw());
        assertEquals(0x9000, download(7, 0).sw());
    }

    @Test
    void wrongPinsCountDownAndBlock() throws Exception {
        as.close();
        CardConnection fresh = bench.readers().open(VirtualBench.name(0), Sharing.EXCLUSIVE);
        Host.data(fresh, 0x00, 0xA4, 4, 0, SimulatedApplet.AS.aid());
        byte[] request = Host.exportData(Host.initiate(ei).data(), 3, 1);
        assertEquals(0x6982, export(fresh, 1, 1, request));
        for (int sw : new int[] {0x63C2, 0x63C1, 0x63C0, 0x6983}) {
            assertEquals(
                    sw,
                    Host.send(fresh, 0x00, 0x20, 0, 0x80, Pin.padded(new char[] {'0', '0', '0', '0'}))
                            .sw());
        }
    }

    @Test
    void moreEntriesThanAnAnswerHoldsAnnounceThemselves() throws Exception {
        StringBuilder locations = new StringBuilder();
        for (int ref = 1; ref <= 24; ref++) {
            locations.append(ref == 1 ? "" : ", ").append("{ ref: " + ref + ", types: [AES-128, AES-256] }");
        }
        try (VirtualBench large = VirtualBench.start(RackFileTest.parse(RackHead.SET + """
                units: { serial: "0000000000000001", locations: [ %s ] }
                """.formatted(locations)))) {
            CardConnection card = Host.openEi(large.readers(), VirtualBench.name(0));
            ResponseApdu first = Host.get(card, 0x0202, NOTHING);
            assertEquals(0x6310, first.sw());
            assertEquals(23 * 11, first.data().length);
            ResponseApdu rest = Host.get(card, 0x0202, new byte[] {23});
            assertEquals(0x9000, rest.sw());
            assertEquals(11, rest.data().length);
        }
    }
}
