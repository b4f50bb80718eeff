package org.keyrack.reader.pcsc;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where this system keeps PC/SC, and what its version can do. */
final class PcscInstallation {
    /** System property: the full path of the PC/SC library, when it is in no usual place. */
    static final String LIBRARY_PROPERTY = "org.keyrack.pcsc.library";

    private static final Logger LOG = LoggerFactory.getLogger(PcscInstallation.class);
    private static final String JDK_LIBRARY_PROPERTY = "sun.security.smartcardio.library";
    private static final String MAC_FRAMEWORK = "/System/Library/Frameworks/PCSC.framework/PCSC";
    private static final Pattern VERSION = Pattern.compile("version (\\d+)\\.(\\d+)");
    private static final int PCSC_LITE_LIMIT = 16;
    private static final int WINDOWS_LIMIT = 10;
    private static final boolean WITHIN_CALL_OF_DAEMON = !Platform.isWindows() && !Platform.isMac();

    private PcscInstallation() {}

    /** The name under which the library is opened. */
    static String libraryName() {
        if (Platform.isWindows()) {
            return "WinSCard.dll";
        }
        return Platform.isMac() ? MAC_FRAMEWORK : "libpcsclite.so.1";
    }

    /**
     * Makes the library findable for JNA and for the JDK: the property's place first, then where Debian (multiarch),
     * Fedora, openSUSE, Arch and Alpine keep it. Windows and macOS have one place.
     */
    static void locate() {
        String override = System.getProperty(LIBRARY_PROPERTY);
        if (override != null) {
            Path library = Path.of(override).toAbsolutePath();
            NativeLibrary.addSearchPath(libraryName(), String.valueOf(library.getParent()));
            System.setProperty(JDK_LIBRARY_PROPERTY, library.toString());
            return;
        }
        if (!WITHIN_CALL_OF_DAEMON) {
            return;
        }
        for (String directory : directories(System.getProperty("os.arch", ""))) {
            Path library = Path.of(directory, libraryName());
            if (Files.exists(library)) {
                NativeLibrary.addSearchPath(libraryName(), directory);
                if (System.getProperty(JDK_LIBRARY_PROPERTY) == null) {
                    System.setProperty(JDK_LIBRARY_PROPERTY, library.toString());
                }
                return;
            }
        }
    }

    /** Directories to look in on Linux, for {@code os.arch}. */
    static List<String> directories(String architecture) {
        String triplet =
                switch (architecture) {
                    case "amd64", "x86_64" -> "x86_64-linux-gnu";
                    case "aarch64" -> "aarch64-linux-gnu";
                    case "arm" -> "arm-linux-gnueabihf";
                    case "i386", "x86" -> "i386-linux-gnu";
                    case "riscv64" -> "riscv64-linux-gnu";
                    default -> architecture + "-linux-gnu";
                };
        return List.of(
                "/usr/lib/" + triplet, "/lib/" + triplet, "/usr/lib64", "/lib64", "/usr/lib", "/lib", "/usr/local/lib");
    }

    /** Whether there is a service to start: always on Windows and macOS, on Linux when pcscd is found. */
    static boolean daemonInstalled() {
        return !WITHIN_CALL_OF_DAEMON || System.getenv("PCSCLITE_CSOCK_NAME") != null || daemon().isPresent();
    }

    /** Whether the service's socket is there and this user may not use it. */
    static boolean socketRefused() {
        String socket = System.getenv().getOrDefault("PCSCLITE_CSOCK_NAME", "/run/pcscd/pcscd.comm");
        if (!WITHIN_CALL_OF_DAEMON) {
            return false;
        }
        Path path = Path.of(socket);
        try {
            // The same socket before and after: one that vanishes between the looks belongs to a service that stops.
            Object before = key(path);
            return !Files.isWritable(path) && before.equals(key(path));
        } catch (IOException gone) {
            return false;
        }
    }

    private static Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** The most readers that this system can show, 0 when there is no limit or it cannot be found. */
    static int readerLimit() {
        if (Platform.isWindows()) {
            return WINDOWS_LIMIT;
        }
        return daemon().map(PcscInstallation::versionText)
                .map(PcscInstallation::limitOf)
                .orElse(0);
    }

    /** The limit that goes with what {@code pcscd --version} prints: pcsc-lite before 2.5 stops at 16. */
    static int limitOf(String text) {
        Matcher version = VERSION.matcher(text);
        if (!version.find()) {
            return 0;
        }
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        return major < 2 || (major == 2 && minor < 5) ? PCSC_LITE_LIMIT : 0;
    }

    static Optional<Path> daemon() {
        return executable("pcscd");
    }

    /** A program in PATH or in the places for system programs, which an ordinary user's PATH lacks. */
    static Optional<Path> executable(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(
                        Stream.of(path.split(Pattern.quote(File.pathSeparator))),
                        Stream.of("/usr/sbin", "/sbin", "/usr/local/sbin", "/usr/bin", "/bin"))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String versionText(Path daemon) {
        try {
            Process process = new ProcessBuilder(daemon.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "";
            }
            return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException unknown) {
            LOG.debug("The version of pcscd is not known: {}", unknown.getMessage());
            return "";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
