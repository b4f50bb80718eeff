package org.keyrack.card;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.keyrack.files.InputFile;
import org.keyrack.files.InputFileException;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * A converted Java Card package (Java Card VM Specification 3.0.4, chapter 6).
 *
 * @param packageAid the package's AID, from its Header component
 * @param version the package's version, major and minor
 * @param applets AIDs of its applets, in the order of its Applet component
 * @param loadFile what is loaded: the components one after the other, in the order of section 6.2
 */
public record CapFile(Aid packageAid, String version, List<Aid> applets, Bytes loadFile) {
    private static final int LARGEST = 1 << 20;
    private static final int HEADER = 1;
    private static final int APPLET = 3;
    private static final long MAGIC = 0xDECAFFEDL;
    private static final int EXTENDED = 0x08;

    /**
     * The order of section 6.2. Descriptor and Debug are left out: a card does not need them to run the package, and has
     * better use for the memory.
     */
    private static final List<String> ORDER = List.of(
            "Header",
            "Directory",
            "Import",
            "Applet",
            "Class",
            "Method",
            "StaticField",
            "Export",
            "ConstantPool",
            "RefLocation");

    private static final List<String> OPTIONAL = List.of("Applet", "Export");

    public CapFile {
        applets = List.copyOf(applets);
    }

    /**
     * Reads and checks a file.
     *
     * @throws CapFileException when it cannot be read or is no CAP file
     */
    public static CapFile read(Path file) throws CapFileException {
        try {
            return parse(InputFile.read(file, LARGEST), file.toString());
        } catch (InputFileException refused) {
            throw new CapFileException(
                    refused.kind() == InputFileException.Kind.TOO_LONG
                            ? file + " is larger than 1 MiB. A CAP file has some kilobytes: check the name."
                            : refused.getMessage());
        }
    }

    /**
     * Reads and checks the bytes of a file.
     *
     * @param name stands for the file in messages
     */
    public static CapFile parse(byte[] zip, String name) throws CapFileException {
        Map<String, Bytes> components = components(zip, name);
        Bytes[] load = new Bytes[ORDER.size()];
        for (int i = 0; i < load.length; i++) {
            String component = ORDER.get(i);
            if (!components.containsKey(component) && !OPTIONAL.contains(component)) {
                throw new CapFileException(name + " has no component " + component
                        + ": it is no whole CAP file. Take the one that the converter wrote.");
            }
            load[i] = components.getOrDefault(component, Bytes.EMPTY);
        }
        try {
            return header(
                    components.getOrDefault("Header", Bytes.EMPTY),
                    applets(components.getOrDefault("Applet", Bytes.EMPTY)),
                    Bytes.concat(load));
        } catch (ProtocolFailure malformed) {
            throw new CapFileException(
                    name + " is damaged: its " + malformed.getMessage() + ". Take the one that the converter wrote.");
        }
    }

    private static Map<String, Bytes> components(byte[] zip, String name) throws CapFileException {
        Map<String, Bytes> components = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            long total = 0;
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String path = entry.getName();
                if (!path.endsWith(".cap")) {
                    continue;
                }
                byte[] content = in.readNBytes(LARGEST);
                total += content.length;
                String component = path.substring(path.lastIndexOf('/') + 1, path.length() - ".cap".length());
                if (total >= LARGEST || components.put(component, Bytes.of(content)) != null) {
                    throw new CapFileException(
                            name + " holds more than one package. Convert the packages one by one, without libraries.");
                }
            }
        } catch (ZipException damaged) {
            throw new CapFileException(name + " is damaged (" + damaged.getMessage() + "). Copy it again.");
        } catch (IOException broken) {
            throw new CapFileException(name + " is damaged: it ends too early. Copy it again.");
        }
        if (components.isEmpty()) {
            throw new CapFileException(name + " is no CAP file: it holds no components. Check the name.");
        }
        return components;
    }

    private static CapFile header(Bytes component, List<Aid> applets, Bytes loadFile) throws ProtocolFailure {
        WireReader reader = component("Header component", HEADER, component);
        reader.require(reader.u32() == MAGIC, "has not the magic number DECAFFED");
        reader.u16();
        reader.require((reader.u8() & EXTENDED) == 0, "is of the extended format, which cards up to 3.0.5 do not take");
        int minor = reader.u8();
        int major = reader.u8();
        return new CapFile(aid(reader), major + "." + minor, applets, loadFile);
    }

    private static List<Aid> applets(Bytes component) throws ProtocolFailure {
        if (component == null) {
            return List.of();
        }
        WireReader reader = component("Applet component", APPLET, component);
        Aid[] applets = new Aid[reader.u8()];
        for (int i = 0; i < applets.length; i++) {
            applets[i] = aid(reader);
            reader.u16();
        }
        reader.end();
        return List.of(applets);
    }

    private static WireReader component(String what, int tag, Bytes component) throws ProtocolFailure {
        WireReader reader = new WireReader(what, component);
        reader.expect(tag, "tag");
        reader.require(reader.u16() == reader.remaining(), "has another length than it says");
        return reader;
    }

    private static Aid aid(WireReader reader) throws ProtocolFailure {
        int length = reader.u8();
        reader.require(Aid.isLength(length), "has an AID of " + length + " bytes");
        return new Aid(reader.bytes(length));
    }

    /** The load file data block hash (GPC 2.3.1 section 11.5.2.3): SHA-256 over what is loaded, 32 bytes. */
    public Bytes hash() {
        return Bytes.sha256(loadFile.toArray());
    }
}
