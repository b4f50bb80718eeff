package org.keyrack.reader.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrack.RackHead;
import org.keyrack.card.CardContents;
import org.keyrack.card.IssuerDomain;
import org.keyrack.card.KeySet;
import org.keyrack.card.MadeCap;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.Readers.Sharing;

/** Blank cards of a rack file. */
class BlankBenchTest {
    @TempDir
    private Path folder;

    private VirtualBench bench(String yaml) throws RackFileException {
        return VirtualBench.start(RackFile.parse(yaml.getBytes(StandardCharsets.UTF_8), "rack", folder));
    }

    private static void load(VirtualBench bench, String reader) throws Exception {
        try (CardConnection connection = bench.readers().open(reader, Sharing.SHARED);
                CardContents contents = IssuerDomain.select(connection).open(KeySet.makersDefault())) {
            contents.load(BlankCards.cap(), block -> {});
            contents.install(MadeCap.PACKAGE, MadeCap.EI, SecretKeyBytes.taking(new byte[0]));
        }
    }

    private static int loadFiles(VirtualBench bench, String reader) throws Exception {
        try (CardConnection connection = bench.readers().open(reader, Sharing.SHARED);
                CardContents contents = IssuerDomain.select(connection).open(KeySet.makersDefault())) {
            return contents.loadFiles().size();
        }
    }

    @Test
    void blankCardsAreInTheReadersAfterTheModules() throws Exception {
        String yaml = RackHead.SET + """
                units: { count: 2, firstSerial: "0011223344556677" }
                blank: 2
                """;
        try (VirtualBench bench = bench(yaml)) {
            assertEquals(4, bench.readers().snapshot().readers().size());
            load(bench, "Virtual Reader 03");
            assertEquals(1, loadFiles(bench, "Virtual Reader 03"));
            assertEquals(0, loadFiles(bench, "Virtual Reader 04"));
        }
    }

    @Test
    void blankCardKeepsWhatWasLoadedInTheMemoryFile() throws Exception {
        String yaml = "blank: 1\nmemory: cards\n";
        try (VirtualBench bench = bench(yaml)) {
            load(bench, "Virtual Reader 01");
        }
        try (VirtualBench bench = bench(yaml)) {
            assertEquals(1, loadFiles(bench, "Virtual Reader 01"));
        }
        String message = assertThrows(RackFileException.class, () -> bench("blank: 2\nmemory: cards\n"))
                .getMessage();
        assertTrue(message.contains("was not written for the cards"), message);
    }

    @Test
    void blankCardHasTheKeysOfTheFile() throws Exception {
        String yaml = """
                blank: 1
                blankKeys:
                  version: 1
                  enc: "1D72CD9283FD55162722C6BEAA4DC187"
                  mac: "F4932BA02FFC3098D172790099D28382"
                  dek: "B4BDC610C3F6793708FF1132E2C5BF60"
                """;
        try (VirtualBench bench = bench(yaml);
                CardConnection connection = bench.readers().open("Virtual Reader 01", Sharing.SHARED)) {
            IssuerDomain domain = IssuerDomain.select(connection);
            assertEquals(
                    List.of(1, 1, 1),
                    domain.keys().stream().map(key -> key.version()).toList());
            assertThrows(Exception.class, () -> domain.open(KeySet.makersDefault()));
        }
    }

    @Test
    void faultsReachBlankCardsByTheirCommands() throws Exception {
        String yaml = """
                blank: 2
                faults:
                  - { blank: 2, command: LOAD, nth: 7, do: commandLost, for: 0 }
                """;
        try (VirtualBench bench = bench(yaml)) {
            load(bench, "Virtual Reader 01");
            assertThrows(LinkFailure.class, () -> load(bench, "Virtual Reader 02"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "blank: 1034 | out of range",
                "blank: 0 | out of range",
                "blankKeys: {} | is missing",
                "timing: none | neither an AS nor a module nor a blank card",
                "{ blank: 1, faults: [ { blank: 2, command: LOAD, do: hang } ] } | there is no blank 2",
                "{ blank: 1, faults: [ { blank: 1, as: 1, command: LOAD, do: hang } ] } | more than one card is named",
            })
    void saysWhatIsWrongWithBlankCards(String yaml, String because) {
        String message =
                assertThrows(RackFileException.class, () -> bench(yaml)).getMessage();
        assertTrue(message.contains(because), message);
    }
}
