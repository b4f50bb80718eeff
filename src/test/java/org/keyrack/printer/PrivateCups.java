package org.keyrack.printer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A CUPS of the tests' own, never the machine's: socket, queue and files in a folder, and two printers that keep what they
 * print. {@code label} takes pages of any size, {@code office} A4 alone; what comes to them went through CUPS's own filters.
 */
public final class PrivateCups implements AutoCloseable {
    public static final String LABEL = "label";
    public static final String OFFICE = "office";

    private static final Path PROGRAMS = Path.of("/usr/lib/cups");
    private static final long PATIENCE_SECONDS = 30;

    private final Path folder;
    private Process service;

    private PrivateCups(Path folder) throws IOException {
        this.folder = folder;
        this.service = started();
    }

    /** Makes a service with its printers and starts it. */
    public static PrivateCups start() {
        if (!Files.isExecutable(Path.of("/usr/sbin/cupsd")) || !Files.isDirectory(PROGRAMS.resolve("filter"))) {
            throw new IllegalStateException("Install the packages cups, cups-client and cups-filters");
        }
        try {
            Path folder = Files.createTempDirectory("keyrack-cups");
            // Filters run as another user and go through it.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            write(folder);
            PrivateCups cups = new PrivateCups(folder);
            cups.printer(OFFICE, sizes("*PageSize A4/A4: \"\"", "A4", "595 842", ""));
            cups.printer(LABEL, sizes("*PageSize A4/A4: \"\"", "A4", "595 842", """
                            *VariablePaperSize: True
                            *MaxMediaWidth: "1000"
                            *MaxMediaHeight: "1000"
                            *HWMargins: 0 0 0 0
                            *CustomPageSize True: ""
                            *ParamCustomPageSize Width: 1 points 20 1000
                            *ParamCustomPageSize Height: 2 points 20 1000
                            *ParamCustomPageSize WidthOffset: 3 points 0 0
                            *ParamCustomPageSize HeightOffset: 4 points 0 0
                            *ParamCustomPageSize Orientation: 5 int 0 0
                            """));
            return cups;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path folder) throws IOException {
        for (String name : List.of("etc", "spool/tmp", "cache", "state", "printed", "programs/backend")) {
            Files.createDirectories(folder.resolve(name));
        }
        for (String name : List.of("daemon", "filter", "monitor", "notifier", "driver", "cgi-bin")) {
            Files.createSymbolicLink(folder.resolve("programs").resolve(name), PROGRAMS.resolve(name));
        }
        Path backend = Files.writeString(folder.resolve("programs/backend/keep"), """
                #!/bin/sh
                [ $# -eq 0 ] && { echo 'direct keep "Unknown" "keeps what it prints"'; exit 0; }
                kept=${DEVICE_URI#keep:}/$1
                if [ -n "$6" ]; then cat "$6"; else cat; fi > "$kept.part"
                printf '%s\\n%s\\n' "$PRINTER" "$3" > "$kept.txt"
                mv "$kept.part" "$kept.pdf"
                """);
        Files.setPosixFilePermissions(backend, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(folder.resolve("etc/cups-files.conf"), """
                ServerRoot FOLDER/etc
                RequestRoot FOLDER/spool
                TempDir FOLDER/spool/tmp
                CacheDir FOLDER/cache
                StateDir FOLDER/state
                ServerBin FOLDER/programs
                AccessLog FOLDER/access.log
                ErrorLog FOLDER/error.log
                PageLog FOLDER/page.log
                """.replace("FOLDER", folder.toString()));
        Files.writeString(folder.resolve("etc/cupsd.conf"), """
                Listen FOLDER/socket
                Browsing Off
                WebInterface No
                DefaultAuthType None
                <Location />
                Order allow,deny
                Allow all
                </Location>
                <Policy default>
                <Limit All>
                Order deny,allow
                </Limit>
                </Policy>
                """.replace("FOLDER", folder.toString()));
    }

    /** A description of a printer that takes PDF as it is. */
    private static String sizes(String page, String name, String points, String more) {
        return """
                *PPD-Adobe: "4.3"
                *FormatVersion: "4.3"
                *FileVersion: "1.0"
                *LanguageVersion: English
                *LanguageEncoding: ISOLatin1
                *PCFileName: "KEEP.PPD"
                *Manufacturer: "KeyRack"
                *Product: "(Keep)"
                *ModelName: "Keep"
                *ShortNickName: "Keep"
                *NickName: "Keep"
                *PSVersion: "(3010.107) 0"
                *LanguageLevel: "3"
                *ColorDevice: True
                *DefaultColorSpace: RGB
                *cupsFilter: "application/vnd.cups-pdf 0 -"
                *OpenUI *PageSize/Page Size: PickOne
                *OrderDependency: 100 AnySetup *PageSize
                *DefaultPageSize: NAME
                PAGE
                *CloseUI: *PageSize
                *OpenUI *PageRegion/Page Region: PickOne
                *OrderDependency: 101 AnySetup *PageRegion
                *DefaultPageRegion: NAME
                REGION
                *CloseUI: *PageRegion
                *DefaultImageableArea: NAME
                *ImageableArea NAME/NAME: "0 0 POINTS"
                *DefaultPaperDimension: NAME
                *PaperDimension NAME/NAME: "POINTS"
                """.replace("NAME", name)
                        .replace("PAGE", page)
                        .replace("REGION", page.replace("PageSize", "PageRegion"))
                        .replace("POINTS", points)
                + more;
    }

    private void printer(String name, String description) throws IOException {
        Path ppd = Files.writeString(folder.resolve(name + ".ppd"), description, StandardCharsets.ISO_8859_1);
        run("lpadmin", "-p", name, "-E", "-v", "keep:" + folder.resolve("printed"), "-P", ppd.toString());
    }

    private Process started() throws IOException {
        Path etc = folder.resolve("etc");
        Process process = new ProcessBuilder(
                        "/usr/sbin/cupsd",
                        "-f",
                        "-c",
                        etc.resolve("cupsd.conf").toString(),
                        "-s",
                        etc.resolve("cups-files.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("service.log").toFile())
                .start();
        // It is there when it answers; the command itself waits for the connection.
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!run("lpstat", "-r").contains("is running")) {
            if (!process.isAlive() || System.nanoTime() > until) {
                throw new IllegalStateException(
                        "cupsd did not start: " + Files.readString(folder.resolve("service.log")));
            }
        }
        return process;
    }

    /** What a program that prints has in its environment. */
    public Map<String, String> environment() {
        return Map.of("CUPS_SERVER", folder.resolve("socket").toString());
    }

    /** The printers of this service, as the program uses them. */
    public Printers printers() {
        return Printers.of(environment());
    }

    /** Runs a command of CUPS against this service, and gives what it says. */
    public String run(String... command) throws IOException {
        Path output = Files.createTempFile(folder, "command", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(environment());
        try {
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + " hangs");
            }
            return Files.readString(output, StandardCharsets.ISO_8859_1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends the service, as when somebody stops it. */
    public void stop() {
        service.destroy();
        try {
            if (!service.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                service.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it again over the same queue. */
    public void resume() throws IOException {
        service = started();
    }

    /**
     * A job that came out of a printer.
     *
     * @param printer where
     * @param title as the queue showed it
     * @param pdf its pages
     */
    public record Printed(String printer, String title, Path pdf) {}

    /** Waits until so many jobs have come out and none is waiting, and gives all that came. */
    public List<Printed> await(int jobs) throws IOException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (printed().size() < jobs || !run("lpstat", "-o").isBlank()) {
            if (System.nanoTime() > until) {
                throw new AssertionError(printed() + " came out, and this waits: " + run("lpstat", "-o"));
            }
        }
        return printed();
    }

    /** What the printers have printed, in the order of the jobs. */
    public List<Printed> printed() throws IOException {
        List<Printed> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve("printed"))) {
            List<Path> whole = files.filter(file -> file.toString().endsWith(".pdf"))
                    .sorted((one, other) -> Integer.compare(number(one), number(other)))
                    .toList();
            for (Path pdf : whole) {
                List<String> about = Files.readAllLines(pdf.resolveSibling(number(pdf) + ".txt"));
                all.add(new Printed(about.get(0), about.get(1), pdf));
            }
        }
        return all;
    }

    private static int number(Path pdf) {
        return Integer.parseInt(pdf.getFileName().toString().replace(".pdf", ""));
    }

    @Override
    public void close() throws IOException {
        stop();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(each);
            }
        }
    }
}
