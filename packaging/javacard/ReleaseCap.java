import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.keyrack.card.CapFile;
import org.keyrack.card.KeyRackRelease;

/**
 * The CAP file as it is given out: the components of the converter's alone, without its APPLET-INF, the same bytes at every
 * build. Arguments: the converter's file, the new one. Says its load-file hash, and whether that is the release.
 */
final class ReleaseCap {
    public static void main(String[] arguments) throws Exception {
        Path cap = Path.of(arguments[1]);
        try (ZipFile from = new ZipFile(arguments[0]);
                OutputStream file = Files.newOutputStream(cap);
                ZipOutputStream to = new ZipOutputStream(file)) {
            List<? extends ZipEntry> components = from.stream()
                    .filter(entry -> entry.getName().endsWith(".cap"))
                    .sorted((one, other) -> one.getName().compareTo(other.getName()))
                    .toList();
            for (ZipEntry component : components) {
                copy(from, component, to);
            }
        }
        CapFile file = CapFile.read(cap);
        System.out.println("load-file hash " + file.hash().hex());
        KeyRackRelease release = KeyRackRelease.installed();
        if (release.hash().isEmpty()) {
            System.out.println("src/main/resources/card/release-hash is empty: write that hash into it to make this the release");
        } else {
            System.out.println(release.is(file) ? "this is the release" : "this is NOT the release of this tree");
        }
    }

    private static void copy(ZipFile from, ZipEntry component, ZipOutputStream to) throws IOException {
        ZipEntry entry = new ZipEntry(component.getName());
        entry.setLastModifiedTime(FileTime.fromMillis(315_532_800_000L)); // 1980-01-01, the first that a zip file can have
        to.putNextEntry(entry);
        try (InputStream content = from.getInputStream(component)) {
            content.transferTo(to);
        }
        to.closeEntry();
    }
}
