package org.keyrack.card;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.WireWriter;

/**
 * A CAP file that a test makes itself, without an SDK: all component files, Header and Applet as Java Card VM 3.0.4
 * chapter 6 has them, any bytes in the others.
 */
public final class MadeCap {
    /** The AIDs of KeyRack's package and applets (protocol.md). */
    public static final Aid PACKAGE = Aid.ofHex("F04B4559524B");

    public static final Aid AS = Aid.ofHex("F04B4559524B4153");
    public static final Aid EI = Aid.ofHex("F04B4559524B4549");

    private final Map<String, Bytes> components = new LinkedHashMap<>();

    private MadeCap() {}

    /**
     * The whole file.
     *
     * @param size bytes of the Method component, which is by far the largest
     */
    public static byte[] keyRack(int size, long seed) {
        return whole(PACKAGE, List.of(AS, EI), size, seed).zip();
    }

    static MadeCap whole(Aid packageAid, List<Aid> applets, int size, long seed) {
        Random random = new Random(seed);
        MadeCap cap = new MadeCap();
        // As converters write them: not in the order in which they are loaded.
        cap.any("ConstantPool", 5, 120, random);
        cap.any("Class", 6, 90, random);
        cap.any("Method", 7, size, random);
        cap.any("StaticField", 8, 10, random);
        cap.any("RefLocation", 9, 200, random);
        cap.any("Import", 4, 25, random);
        cap.any("Directory", 2, 31, random);
        cap.any("Descriptor", 11, 300, random);
        cap.any("Debug", 12, 300, random);
        cap.put("Applet", 3, applets(applets));
        cap.put("Header", 1, header(packageAid, 0x04));
        return cap;
    }

    private static Bytes applets(List<Aid> applets) {
        WireWriter out = new WireWriter().u8(applets.size());
        applets.forEach(aid -> out.u8(aid.value().length()).bytes(aid.value()).u16(0x10));
        return out.toBytes();
    }

    static Bytes header(Aid packageAid, int flags) {
        return new WireWriter()
                .u32(0xDECAFFEDL)
                .u16(0x0201)
                .u8(flags)
                .u8(0)
                .u8(1)
                .u8(packageAid.value().length())
                .bytes(packageAid.value())
                .toBytes();
    }

    private void any(String name, int tag, int length, Random random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        put(name, tag, Bytes.of(bytes));
    }

    MadeCap put(String name, int tag, Bytes content) {
        components.put(
                name,
                new WireWriter().u8(tag).u16(content.length()).bytes(content).toBytes());
        return this;
    }

    MadeCap without(String name) {
        components.remove(name);
        return this;
    }

    Bytes component(String name) {
        return Objects.requireNonNull(components.get(name));
    }

    byte[] zip() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            entry(zip, "META-INF/MANIFEST.MF", Bytes.of("Manifest-Version: 1.0\n".getBytes(StandardCharsets.US_ASCII)));
            for (Map.Entry<String, Bytes> component : components.entrySet()) {
                entry(zip, "org/keyrack/applet/javacard/" + component.getKey() + ".cap", component.getValue());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, Bytes content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.toArray());
        zip.closeEntry();
    }
}
