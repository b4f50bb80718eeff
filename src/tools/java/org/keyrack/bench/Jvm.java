package org.keyrack.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Another Java process with this one's class path. */
final class Jvm {
    private static final Path PACKAGE = Path.of("packaging", "jpackage", "package.sh");
    private static final Pattern OPTIONS = Pattern.compile("(?m)^options=\\(([^)]*)\\)");

    private Jvm() {}

    static List<String> command(Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path")));
        String profile = System.getProperty("keyrack.bench.jfr");
        if (profile != null && program != CardsProgram.class) {
            command.add("-XX:StartFlightRecording=filename=" + profile + ",settings=profile,dumponexit=true");
        }
        command.add(program.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /** The heap and compiler options of the packaged program. */
    static List<String> packaged() throws IOException {
        Matcher options = OPTIONS.matcher(Files.readString(PACKAGE));
        if (!options.find()) {
            throw new IOException(PACKAGE + " names no options");
        }
        return Pattern.compile("\\s+")
                .splitAsStream(options.group(1).strip())
                .filter(option -> (option.startsWith("-X") || option.startsWith("-Dprism")) && !option.contains("$"))
                .toList();
    }
}
