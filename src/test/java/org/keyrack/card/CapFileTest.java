package org.keyrack.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.protocol.Bytes;

class CapFileTest {
    private static MadeCap made() {
        return MadeCap.whole(MadeCap.PACKAGE, List.of(MadeCap.AS, MadeCap.EI), 1000, 1);
    }

    @Test
    void loadsTheComponentsInTheOrderOfTheSpecificationWithoutDescriptorAndDebug() throws Exception {
        MadeCap made = made();
        CapFile cap = CapFile.parse(made.zip(), "made.cap");
        Bytes expected = Bytes.concat(
                made.component("Header"),
                made.component("Directory"),
                made.component("Import"),
                made.component("Applet"),
                made.component("Class"),
                made.component("Method"),
                made.component("StaticField"),
                made.component("ConstantPool"),
                made.component("RefLocation"));
        assertEquals(expected, cap.loadFile());
        assertEquals(Bytes.of(MessageDigest.getInstance("SHA-256").digest(expected.toArray())), cap.hash());
    }

    @Test
    void namesPackageVersionAndApplets() throws Exception {
        CapFile cap = CapFile.parse(made().zip(), "made.cap");
        assertEquals(MadeCap.PACKAGE, cap.packageAid());
        assertEquals("1.0", cap.version());
        assertEquals(List.of(MadeCap.AS, MadeCap.EI), cap.applets());
    }

    @Test
    void oneOtherByteIsAnotherHash() throws Exception {
        CapFile one = CapFile.parse(MadeCap.keyRack(1000, 1), "one.cap");
        CapFile other = CapFile.parse(MadeCap.keyRack(1000, 2), "other.cap");
        assertTrue(!one.hash().equals(other.hash()), "two packages have one hash");
    }

    @Test
    void saysWhatIsWrongWithAFile(@TempDir Path folder) {
        byte[] whole = made().zip();
        refused("there is no such file", () -> CapFile.read(folder.resolve("none.cap")));
        refused("is no CAP file", () -> CapFile.parse("no zip".getBytes(StandardCharsets.US_ASCII), "x"));
        refused("is damaged", () -> CapFile.parse(Arrays.copyOf(whole, whole.length / 2), "x"));
        refused(
                "no component Method",
                () -> CapFile.parse(made().without("Method").zip(), "x"));
        refused(
                "has tag 03 instead of 01",
                () -> CapFile.parse(
                        made().put("Header", 3, MadeCap.header(MadeCap.PACKAGE, 0))
                                .zip(),
                        "x"));
        refused(
                "extended format",
                () -> CapFile.parse(
                        made().put("Header", 1, MadeCap.header(MadeCap.PACKAGE, 0x08))
                                .zip(),
                        "x"));
        refused(
                "DECAFFED",
                () -> CapFile.parse(made().put("Header", 1, Bytes.zero(20)).zip(), "x"));
    }

    private static void refused(String because, Executable reading) {
        String message = assertThrows(CapFileException.class, reading).getMessage();
        assertTrue(message.contains(because), message);
    }
}
