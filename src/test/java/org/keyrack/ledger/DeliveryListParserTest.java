package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.journal.ExpectedUnits;
import org.keyrack.ledger.DeliveryListException.Kind;
import org.keyrack.protocol.SerialNumber;

/** Lists as spreadsheets and people write them. */
class DeliveryListParserTest {
    private static final List<SerialNumber> TWO = List.of(Story.sn(1), Story.sn(2));

    @TempDir
    Path folder;

    private Path list(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("list.csv"), bytes);
    }

    private List<SerialNumber> read(String text) throws Exception {
        return List.copyOf(DeliveryListParser.read(list(text.getBytes(StandardCharsets.UTF_8)))
                .modules());
    }

    private DeliveryListException wrong(String text) throws IOException {
        Path csv = list(text.getBytes(StandardCharsets.UTF_8));
        return assertThrows(DeliveryListException.class, () -> DeliveryListParser.read(csv), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0011223344550001\n0011223344550002\n",
                "0011223344550001\r\n0011223344550002",
                "0011 2233 4455 0001\r0011\u00A02233 4455 0002\r",
                "SN\n0011223344550001\n\n0011223344550002\n\n",
                "\uFEFFSerial;Remark\r\n\"0011223344550001\";\"a; b\"\r\n0011223344550002;\r\n",
                "Remark,Serial number\n\"one, \"\"two\"\"\",0011223344550001\nx,0011223344550002\n",
                "Livraison\tN° de série\tDate\n7\t0011223344550001\tx\n8\t0011223344550002\ty\n",
                "7;0011223344550001\n8;0011223344550002\n",
                "Quantity,Numéro de série\n1,\"=\"\"0011223344550001\"\"\"\n1,'0011223344550002\n,\n",
                "sn,remark\n0011223344550001,\"over\ntwo lines\"\n0011223344550002,x",
                "sep=;\r\nPos;SN\r\n1;0011223344550001\r\n2;0011223344550002\r\n",
                "\uFEFF\"sep=|\"\nPos|SN\n1|0011223344550001\n2|0011223344550002\n",
                "Pos;Seriennummer;Menge\n1;0011223344550001;1\n2;0011223344550002;1\n",
                "Delivery note 4711;;\n;;\nPos;SN;Qty\n1;0011223344550001;1\n2;0011223344550002;1\n",
                "20261130\nOrder 123456789012\nSerial number (hex)\n0011223344550001\n0011223344550002\n",
                "N/S,Cantidad\n0011223344550001,1\n0011223344550002,1\n",
                "Número de serie\tNota\n0011223344550001\tx\n0011223344550002\ty\n",
                "Modul|Los\n0011223344550001|7\n0011223344550002|7\n",
                "Poz;Numer seryjny\n1;0011223344550001\n2;0011223344550002\n",
                "SN\n0011\u20092233\u20094455\u20090001\n0011\u202F2233\u202F4455\u202F0002\n",
                "SN\n0x0011223344550001\n\u200E0011223344550002\u200B\n",
                "SN\n0011-2233-4455-0001\n00:11:22:33:44:55:00:02\n",
                "SN;Qty\n0011.2233.4455.0001;1\n00-11-22-33-44-55-00-02;1\n",
                "SN\n\uFF10\uFF10\uFF11\uFF112233\uFF14\uFF14550001\n0011223344550002\n",
                "Serial;SN (hex)\nA-1;0011223344550001\nA-2;0011223344550002\n",
                "Order;SN\n00000000000000AA;0011223344550001\n00000000000000AA;0011223344550002\n",
                "SN\n0011'2233'4455'0001\n0011\u20132233\u20134455\u20130002\n",
                "SN\n0011_2233_4455_0001\n0011\u20112233\u20114455\u20110002\n",
                "SN\n\u20190011223344550001\n\u201C0011 2233 4455 0002\u201D\n",
                "SN; Note\n \"0011223344550001\" ; \"x\"\n \"0011223344550002\" ; \"y\"\n",
                "SN\n\u00AB\u00A00011223344550001\u00A0\u00BB\n00 11 22 33 44 55 00 02\n",
                "sep=,\nPos;SN\n1;0011223344550001\n2;0011223344550002\n",
                "SN;Barcode\n0011223344550001;0011 2233 4455 0001\n0011223344550002;0011 2233 4455 0002\n",
                "Note, with commas, of June\n1;0011223344550001\n2;0011223344550002\n"
            })
    void everyUsualFormIsRead(String text) throws Exception {
        assertEquals(TWO, read(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UTF-16LE", "UTF-16BE", "windows-1252", "UTF-16LE without a mark", "UTF-16BE without a mark"})
    void theCodesThatSpreadsheetsUseAreRead(String code) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String mark = code.startsWith("UTF-16") && !code.contains(" ") ? "\uFEFF" : "";
        bytes.write((mark + "SN\tClé\r\n0011223344550001\té\r\n0011223344550002\té\r\n")
                .getBytes(Charset.forName(code.split(" ", -1)[0])));
        assertEquals(
                TWO,
                List.copyOf(DeliveryListParser.read(list(bytes.toByteArray())).modules()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SN,x~0011223344550001,~xyz,                  | NO_SN         | 3 | xyz
            0011223344550001~~0011223344550001           | TWICE         | 3 | 0011 2233 4455 0001
            SN;Remark~1,12233E+13;x                      | NUMBER        | 2 | 1,12233E+13
            SN~1.12E+15                                  | NUMBER        | 2 | 1.12E+15
            1,12233E+13;x                                | NUMBER        | 1 | 1,12233E+13
            SN~11223344556677                            | TOO_FEW_DIGITS | 2 | 11223344556677
            SN~001122334455000                           | TOO_FEW_DIGITS | 2 | 001122334455000
            0011223344550001~112233445566778             | TOO_FEW_DIGITS | 2 | 112233445566778
            Pos;SN~1;0011223344550001~2;00112233445500022 | TOO_MANY_DIGITS | 3 | 00112233445500022
            00112233445500O1~0011223344550002            | NO_SN         | 1 | 00112233445500O1
            sep=,~Pos,SN~1,xyz                           | NO_SN         | 3 | xyz
            sep=,~Pos,SN~1,0011223344550001~2,xyz        | NO_SN         | 4 | xyz
            Title;;~;;~Pos;SN;Qty~1;0011223344550001;1~2;;1 | NO_CELL    | 5 | ''
            SN,x~0011223344550001,a~,b                   | NO_CELL       | 3 | ''
            SN,x~0011223344550001,a~0011223344550002,"b  | BROKEN_QUOTES | 3 | ''
            SN~0011223344550001~Packed by Ada            | NO_SN         | 3 | Packed by Ada
            SN~0011-2233:4455-0001                       | NO_SN         | 2 | 0011-2233:4455-0001
            SN~0011 2233 4455 66                         | TOO_FEW_DIGITS | 2 | 00112233445566
            SN~1.122.334.455.667                         | NUMBER        | 2 | 1.122.334.455.667
            SN~1 122 334 455 667 788                     | NUMBER        | 2 | 1 122 334 455 667 788
            SN;x~1\u202F122\u202F334\u202F455\u202F667\u202F788,00;x | NUMBER | 2 | 1 122 334 455 667 788,00
            SN~1 011223344550001                         | NO_SN         | 2 | 1 011223344550001
            SN~0011 2233 4455 000                        | TOO_FEW_DIGITS | 2 | 001122334455000
            Modul~SN 0011223344550001                    | NO_SN         | 2 | SN 0011223344550001
            SN;0011223344550001;0011223344550002         | SEVERAL       | 1 | 0011 2233 4455 0002
            Pos;SN;Pos;SN~1;0011223344550001;3;0011223344550003~2;0011223344550002;; | SEVERAL | 2 | 0011 2233 4455 0003
            Module;Order~0011223344550001;00000000000000AA~0011223344550002;00000000000000AA | SEVERAL | 2 | 0000 0000 0000 00AA
            SN~                                          | EMPTY         | 0 | ''
            ~                                            | EMPTY         | 0 | ''
            """)
    void whatIsWrongNamesItsLineAndWhatToDo(String text, Kind kind, long line, String shown) throws IOException {
        DeliveryListException wrong = wrong(text.replace('~', '\n'));
        assertEquals(kind, wrong.kind());
        assertEquals(line, wrong.line());
        assertEquals(shown, wrong.text());
        assertTrue(wrong.getMessage().startsWith("list.csv" + (line > 0 ? ", line " + line : "")), wrong.getMessage());
    }

    @Test
    void aHundredThousandModulesAreReadAndOneMoreIsTooMany() throws Exception {
        StringBuilder list = new StringBuilder("sep=;\nPos;Serial number (hex)\n");
        for (int i = 1; i <= 100_000; i++) {
            list.append(i).append(';').append(Story.sn(i).hex()).append('\n');
        }
        assertEquals(100_000, read(list.toString()).size());
        assertEquals(
                Kind.TOO_LONG,
                wrong(list + "0;" + Story.sn(100_001).hex() + "\n").kind());
    }

    @Test
    void theSentenceIsInTheLanguageAskedFor() throws Exception {
        DeliveryListException wrong = wrong("SN\n001122334455000\n");
        assertTrue(
                wrong.sentence(Locale.CANADA_FRENCH)
                        .startsWith(
                                "list.csv, ligne 2\u00A0: «\u00A0001122334455000\u00A0» a 15 des 16 chiffres d’un SN."),
                wrong.sentence(Locale.FRENCH));
        assertTrue(
                wrong.sentence(Locale.JAPAN).startsWith("list.csv, line 2: “001122334455000” has 15 of the 16 digits"),
                wrong.getMessage());
    }

    @Test
    void whatIsNoTextOrNotThereIsSaid() throws IOException {
        Path cut = list(new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
        assertEquals(
                Kind.NOT_TEXT,
                assertThrows(DeliveryListException.class, () -> DeliveryListParser.read(cut))
                        .kind());
        Path zip = list(new byte[] {'P', 'K', 3, 4, 20, 8, 8, 8, '\n'});
        assertEquals(
                Kind.NOT_TEXT,
                assertThrows(DeliveryListException.class, () -> DeliveryListParser.read(zip))
                        .kind());
        Path none = folder.resolve("none.csv");
        assertEquals(
                Kind.UNREADABLE,
                assertThrows(DeliveryListException.class, () -> DeliveryListParser.read(none))
                        .kind());
        assertEquals(
                Kind.UNREADABLE,
                assertThrows(DeliveryListException.class, () -> DeliveryListParser.read(folder))
                        .kind());
    }

    @Test
    void missingAndUnexpectedModulesAreNamedOnce() throws Exception {
        ExpectedUnits expected = new ExpectedUnits(java.util.Set.copyOf(TWO));
        List<SerialNumber> seen = List.of(Story.sn(2), Story.sn(3), Story.sn(3));
        assertEquals(List.of(Story.sn(1)), expected.missing(seen));
        assertEquals(List.of(Story.sn(3)), expected.unexpected(seen));
    }
}
