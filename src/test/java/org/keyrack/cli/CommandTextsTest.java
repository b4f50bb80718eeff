package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the command line says to people is in the bundles, where every language has it: none of it is in the program. */
class CommandTextsTest {
    /** Three words in a row. */
    private static final Pattern SENTENCE = Pattern.compile("\"[^\"]*\\p{L}+ \\p{L}+ \\p{L}+[^\"]*\"");

    /** The log is in English alone; names of threads and of what is thrown inside the program are for developers. */
    private static final Pattern FOR_DEVELOPERS =
            Pattern.compile("getLogger|LOG\\.|setName|new LinkFailure|new Thread|IllegalStateException");

    @Test
    void noSentenceIsWrittenIntoTheProgram() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/java/org/keyrack/cli"))) {
            for (Path file : files.sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (SENTENCE.matcher(line).find()
                            && !FOR_DEVELOPERS.matcher(line).find()) {
                        found.add(file.getFileName() + ": " + line.strip());
                    }
                }
            }
        }
        assertEquals(List.of(), found);
    }
}
