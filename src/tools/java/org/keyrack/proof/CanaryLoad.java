package org.keyrack.proof;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.keyrack.launch.CommandRun;
import org.keyrack.reader.pcsc.PcscReaders;
import org.slf4j.LoggerFactory;

/**
 * A command line over PC/SC in a process that keeps its temporary folder and writes its whole memory into a file when the
 * command is over. The planted value of the property {@code planted} (hexadecimal) is left in memory, in the log and in the
 * temporary folder: a search that does not find it there finds nothing.
 */
public final class CanaryLoad {
    private static byte[] planted = {};

    private CanaryLoad() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        planted = HexFormat.of().parseHex(System.getProperty("planted"));
        LoggerFactory.getLogger(CanaryLoad.class)
                .trace("planted {}", HexFormat.of().formatHex(planted));
        Files.write(temporary.resolve("planted"), planted);
        CommandRun run =
                CommandRun.with(PcscReaders::new, System.getenv(), Arrays.copyOfRange(arguments, 1, arguments.length));
        System.out.println(run);
        // What programs remove at their end is still there now.
        copy(temporary, Files.createDirectories(folder.resolve("temporary")));
        // Dead objects too: nobody knows when they are overwritten.
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpHeap(folder.resolve("dump.hprof").toString(), false);
        System.exit(planted.length > 0 ? run.exitCode() : 1);
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            try {
                Files.copy(file, to.resolve(from.relativize(file).toString().replace('/', '_')));
            } catch (NoSuchFileException gone) {
                System.err.println("gone meanwhile: " + gone.getMessage());
            }
        }
    }
}
