package org.keyrack.ui.about;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LibraryTest {
    @Test
    void everyLibraryThatIsDeliveredIsNamedWithItsLicence() throws IOException {
        String classPath = Files.readString(Path.of("target/runtime.classpath")).trim();
        List<String> unnamed = Arrays.stream(classPath.split(File.pathSeparator))
                .map(path -> Path.of(path).getFileName().toString())
                .filter(jar -> Library.all().stream()
                        .noneMatch(library -> library.artifacts().stream().anyMatch(jar::startsWith)))
                .toList();
        assertEquals(List.of(), unnamed, "Add these to about/libraries.tsv");
    }
}
