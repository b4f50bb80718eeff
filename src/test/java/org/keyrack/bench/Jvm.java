package org.keyrack.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another Java process with this one's class path. */
final class Jvm {
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
}
