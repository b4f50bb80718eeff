package org.keyrack.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.keyrack.reader.pcsc.PrivatePcscd;

/** A command line under {@link CanaryLoad}, with its log at its finest and a temporary folder of its own. */
final class CanaryProgram {
    /** What is planted as a control, in hexadecimal digits. */
    static final String PLANTED = "5d06e9f87b3c4a21908ed7c6b5a4f312";

    private CanaryProgram() {}

    static Program start(Path home, Path temporary, PrivatePcscd pcscd, List<String> command) throws IOException {
        Files.createDirectories(home);
        Files.createDirectories(temporary);
        return Program.java(
                CanaryLoad.class.getName(),
                List.of(
                        "-Djava.io.tmpdir=" + temporary,
                        "-Dlogback.configurationFile=" + finestLog(home),
                        "-Dplanted=" + PLANTED),
                home,
                Map.of("PCSCLITE_CSOCK_NAME", pcscd.socket().toString()),
                Stream.concat(Stream.of(home.toString()), command.stream()).toArray(String[]::new));
    }

    private static Path finestLog(Path home) throws IOException {
        return Files.writeString(home.resolve("logback.xml"), """
                <configuration>
                  <appender name="file" class="ch.qos.logback.core.FileAppender">
                    <file>%s</file>
                    <encoder><pattern>%%level %%logger %%msg%%n%%ex{full}</pattern></encoder>
                  </appender>
                  <root level="TRACE"><appender-ref ref="file"/></root>
                </configuration>
                """.formatted(home.resolve("log/finest.log")));
    }
}
