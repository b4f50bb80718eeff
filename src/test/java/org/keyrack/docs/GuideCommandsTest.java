package org.keyrack.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keyrack.cli.CliContext;
import org.keyrack.cli.KeyrackCommand;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** The commands that the documentation prints are those that the program and {@code ./dev} take. */
class GuideCommandsTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```[a-z]*\\n(.*?)```");
    private static final Pattern INLINE = Pattern.compile("`(?:[A-Z_]+=\\S+ )?((?:\\./dev |keyrack )[^`]+)`");
    private static final Pattern SURROUNDINGS =
            Pattern.compile("^(?:[A-Z_]+=(?:\"[^\"]*\"|\\S+) )+|(?:\\s+&)?(?:\\s+#.*)?$| {3,}.*$| [0-9]?> \\S+");

    private final TreeSet<String> blocks = new TreeSet<>();

    @Test
    void everyCommandOfKeyrackInTheDocumentationIsUnderstood() throws IOException {
        List<String> wrong = new ArrayList<>();
        int tried = 0;
        for (String command : commands()) {
            String own = command.replaceFirst("^\\./dev keyrack", "keyrack");
            if (own.startsWith("keyrack ") && !own.endsWith(".keyrack")) {
                tried++;
                String[] arguments = own.substring("keyrack ".length())
                        // What a script asks of another command, and what it does with the answer.
                        .replaceAll("\"\\$\\([^)]*\\)\"", "35963")
                        .replaceFirst("\\s\\|\\s.*$", "")
                        .replaceAll("\\bPORT\\b", "35963")
                        .replaceAll("\\[([^\\]]*)\\]", "$1")
                        .split("\\s+", -1);
                try {
                    commandLine().parseArgs(arguments);
                } catch (MissingParameterException e) {
                    // In a sentence a command may stand without what it needs.
                    if (blocks.contains(command)) {
                        wrong.add(command + ": " + e.getMessage());
                    }
                } catch (ParameterException e) {
                    wrong.add(command + ": " + e.getMessage());
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(tried >= 20, "only " + tried + " commands were found");
    }

    @Test
    void everyCommandOfDevInTheDocumentationExists() throws IOException {
        String dev = Files.readString(Path.of("dev"));
        List<String> wrong = new ArrayList<>();
        int tried = 0;
        for (String command : commands()) {
            if (command.startsWith("./dev ")) {
                tried++;
                String first = command.split("\\s+", -1)[1];
                if (!Pattern.compile("(?m)^  (?:\\w+ \\| )*" + Pattern.quote(first) + "\\)")
                        .matcher(dev)
                        .find()) {
                    wrong.add(command);
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(tried >= 10, "only " + tried + " commands were found");
    }

    private static CommandLine commandLine() {
        PrintWriter nowhere = new PrintWriter(PrintWriter.nullWriter());
        return KeyrackCommand.commandLine(new CliContext(
                null, null, nowhere, nowhere, false, Map.of(), Optional.empty(), java.nio.file.Path.of("")));
    }

    private Set<String> commands() throws IOException {
        TreeSet<String> commands = new TreeSet<>();
        for (Path page : pages()) {
            String text = Files.readString(page);
            Matcher block = BLOCK.matcher(text);
            while (block.find()) {
                for (String line : block.group(1).split("\n", -1)) {
                    add(blocks, line);
                }
            }
            Matcher inline = INLINE.matcher(block.replaceAll(""));
            while (inline.find()) {
                add(commands, inline.group(1));
            }
        }
        commands.addAll(blocks);
        return commands;
    }

    private static void add(Set<String> commands, String line) {
        String command = SURROUNDINGS.matcher(line.strip()).replaceAll("").strip();
        if (command.startsWith("keyrack ") || command.startsWith("./dev ")) {
            commands.add(command);
        }
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(Arrays.asList(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            docs.filter(path -> path.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages;
    }
}
