package org.keyrack.ui.about;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A library that KeyRack is built on.
 *
 * @param name as its makers write it
 * @param artifacts prefixes of the names of its files
 * @param licence its SPDX identifier
 */
public record Library(String name, List<String> artifacts, String licence) {
    private static final String FILE = "/about/libraries.tsv";

    public Library {
        artifacts = List.copyOf(artifacts);
    }

    /** All of them, in the order of the file. */
    public static List<Library> all() {
        try (InputStream in = Library.class.getResourceAsStream(FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(fields -> new Library(fields[0], List.of(fields[1].split(",", -1)), fields[2]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The list of libraries cannot be read", e);
        }
    }
}
