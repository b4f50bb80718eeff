package org.keyrack.launch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line as it was typed. In a locale without UTF-8 Java makes U+FFFD of each byte beyond ASCII, so that a reader
 * named "à puce" is not found and an operator's name goes into the ledger as question marks. Linux keeps the bytes.
 */
final class Arguments {
    private static final Path TYPED = Path.of("/proc/self/cmdline");
    private static final char LOST = '\uFFFD';

    private Arguments() {}

    /** The arguments of this process, those that Java could not read from the bytes that the system keeps. */
    static String[] asTyped(String... given) {
        if (String.join("", given).indexOf(LOST) < 0) {
            return given;
        }
        try {
            return restored(Files.readAllBytes(TYPED), given);
        } catch (IOException unknown) {
            // Another system: what Java made of them is refused where it is no name.
            return given;
        }
    }

    /**
     * The arguments that end a command line.
     *
     * @param line each part with a zero byte after it
     * @param given what Java made of the last of them
     * @return those of the line where each is what Java saw, else the given ones
     */
    static String[] restored(byte[] line, String... given) {
        List<String> typed = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < line.length; i++) {
            if (line[i] == 0) {
                typed.add(text(ByteBuffer.wrap(line, from, i - from)));
                from = i + 1;
            }
        }
        if (typed.size() < given.length) {
            return given;
        }
        List<String> last = typed.subList(typed.size() - given.length, typed.size());
        for (int i = 0; i < given.length; i++) {
            if (!last.get(i).equals(given[i]) && !lossy(last.get(i)).equals(given[i])) {
                return given;
            }
        }
        return last.toArray(String[]::new);
    }

    /** UTF-8; what is none stays as lost as it is. */
    private static String text(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
        } catch (CharacterCodingException other) {
            return StandardCharsets.US_ASCII.decode(bytes).toString();
        }
    }

    /** What Java makes of a text where it knows ASCII alone. */
    private static String lossy(String text) {
        return StandardCharsets.US_ASCII
                .decode(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))
                .toString();
    }
}
