package org.keyrack.printer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyrack.printer.PrinterException.Kind;

/**
 * CUPS by its own commands, lp and lpstat: they know its sockets, its servers and its users, and they take a PDF as it is, with
 * its exact size of page. Why not Java's printing: docs/decisions/0050-printed-by-lp.md.
 */
final class Cups implements Printers {
    /** Handing a few pages over takes hundredths of a second. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Pattern TAKEN = Pattern.compile("request id is (\\S+)");
    private static final String SERVER = "CUPS_SERVER";

    private final Optional<String> server;
    private final Duration limit;

    Cups(Map<String, String> environment) {
        this(environment, LIMIT);
    }

    Cups(Map<String, String> environment, Duration limit) {
        this.server = Optional.ofNullable(environment.get(SERVER));
        this.limit = limit;
    }

    @Override
    public List<String> names() throws PrinterException {
        List<String> names = ask(List.of("lpstat", "-e"), new byte[0])
                .text()
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        if (names.isEmpty()) {
            checkService();
        }
        return names;
    }

    @Override
    public String print(PrintTask task) throws PrinterException {
        String page = task.isA4() ? "A4" : "Custom." + number(task.width()) + "x" + number(task.height()) + "mm";
        Answer answer = ask(
                List.of(
                        "lp",
                        "-d",
                        task.printer(),
                        "-t",
                        task.title(),
                        "-o",
                        "media=" + page,
                        // A label that is made a little smaller no longer lies on its label.
                        "-o",
                        "print-scaling=none"),
                task.pdf());
        Matcher taken = TAKEN.matcher(answer.text());
        if (answer.exitCode() != 0 || !taken.find()) {
            throw refused(task.printer(), answer);
        }
        return taken.group(1);
    }

    private static String number(double millimetres) {
        return BigDecimal.valueOf(millimetres).stripTrailingZeros().toPlainString();
    }

    private PrinterException refused(String printer, Answer answer) throws PrinterException {
        // Of a service that does not answer lp says that it has no such printer.
        checkService();
        return answer.text().contains("does not exist")
                ? new PrinterException(Kind.UNKNOWN, printer)
                : new PrinterException(
                        Kind.REFUSED, printer, answer.text().strip().replaceAll("\\s+", " "));
    }

    private void checkService() throws PrinterException {
        if (!ask(List.of("lpstat", "-r"), new byte[0]).text().contains("is running")) {
            throw new PrinterException(Kind.NO_SERVICE);
        }
    }

    /** What a command said and how it ended. */
    private record Answer(int exitCode, String text) {}

    /** By files, not by pipes: nobody has to read and write while a service that hangs is waited for. */
    private Answer ask(List<String> command, byte[] input) throws PrinterException {
        try {
            Path in = Files.createTempFile("keyrack", ".pdf");
            try {
                Path out = Files.createTempFile("keyrack", ".txt");
                try {
                    Files.write(in, input);
                    return ask(command, in, out);
                } finally {
                    Files.delete(out);
                }
            } finally {
                Files.delete(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary folder cannot be used", e);
        }
    }

    private Answer ask(List<String> command, Path in, Path out) throws PrinterException, IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile());
        // Its sentences are recognized.
        builder.environment().put("LC_ALL", "C");
        server.ifPresent(named -> builder.environment().put(SERVER, named));
        Process process;
        try {
            process = builder.start();
        } catch (IOException noProgram) {
            throw new PrinterException(Kind.NO_SYSTEM);
        }
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PrinterException(Kind.NO_ANSWER, limit.toSeconds());
            }
            return new Answer(process.exitValue(), Files.readString(out, StandardCharsets.ISO_8859_1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PrinterException(Kind.NO_ANSWER, limit.toSeconds());
        } finally {
            process.destroyForcibly();
        }
    }
}
