package org.keyrack.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.keyrack.protocol.Bytes;

/** The example that an independent program made: src/test/resources/evidence, with its README. */
public final class Example {
    private static final Path FOLDER = Path.of("src/test/resources/evidence");

    private Example() {}

    public static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    public static VerifierKey key(String name) throws NoteException {
        return VerifierKey.parse(text(name).strip());
    }

    /** The lines of the chain. */
    public static List<String> lines() {
        return text("export.jsonl").lines().toList();
    }

    /** Root of the tree over its first lines. */
    public static Bytes root(int size) {
        MerkleTree tree = new MerkleTree();
        lines().subList(0, size).forEach(tree::add);
        return tree.root();
    }
}
