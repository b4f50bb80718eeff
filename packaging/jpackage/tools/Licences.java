import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Collects the licences of what KeyRack is shipped with: SBOM JARS TARGET. Fails when a component names none. */
public final class Licences {
    public static void main(String[] arguments) throws Exception {
        Path target = Path.of(arguments[2]);
        TreeMap<String, String> rows = new TreeMap<>();
        for (JsonNode component : new ObjectMapper().readTree(Path.of(arguments[0]).toFile()).path("components")) {
            List<String> names = new ArrayList<>();
            for (JsonNode choice : component.path("licenses")) {
                JsonNode licence = choice.path("license");
                names.add(choice.has("expression")
                        ? choice.path("expression").asText()
                        : licence.path("id").asText(licence.path("name").asText()));
            }
            String name = component.path("group").asText() + ":" + component.path("name").asText() + ":"
                    + component.path("version").asText();
            if (names.isEmpty()) {
                throw new IllegalStateException(name + " names no licence; look it up and add it here");
            }
            rows.put(name, String.join(" or ", names));
        }
        StringBuilder table = new StringBuilder("What KeyRack is shipped with, and under which licence.\n\n");
        rows.forEach((name, licence) -> table.append(name).append("  ").append(licence).append('\n'));
        Files.writeString(target.resolve("THIRD-PARTY.txt"), table);
        try (Stream<Path> jars = Files.list(Path.of(arguments[1]))) {
            for (Path jar : jars.filter(path -> path.toString().endsWith(".jar")).sorted().toList()) {
                texts(jar, target.resolve("licences").resolve(jar.getFileName().toString().replace(".jar", "")));
            }
        }
    }

    private static void texts(Path jar, Path folder) throws Exception {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                String name = entry.getName();
                String last = name.substring(name.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT);
                if (!entry.isDirectory() && !name.endsWith(".class") && last.matches("(LICEN[CS]E|NOTICE|COPYING|COPYRIGHT).*")) {
                    Files.createDirectories(folder);
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.write(folder.resolve(name.replace('/', '_')), in.readAllBytes());
                    }
                }
            }
        }
    }
}
