package org.keyrack.printer;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyrack.files.InputFile;
import org.keyrack.files.OutputFile;

/**
 * What the open batches of a ledger print by themselves, and what of it was handed to a printer: a file of lines, each on the
 * disk before its method returns. What was begun and neither handed over nor kept may be printed or not. One thread at a time.
 */
public final class PrintRecord {
    /** Far more than the labels of all batches that a crash could leave open. */
    private static final int LARGEST = 64 << 20;

    private final Path file;
    private final Map<String, Open> batches;

    private PrintRecord(Path file, Map<String, Open> batches) {
        this.file = file;
        this.batches = batches;
    }

    /**
     * What a batch prints and writes by itself, as it was chosen when the batch began.
     *
     * @param batch its name
     * @param printer for the labels; empty without labels
     * @param template of the labels
     * @param reports folder for the report; empty without one
     */
    public record Chosen(String batch, String printer, String template, String reports) {}

    private record Open(Chosen chosen, Set<String> begun, Set<String> handed) {
        Open(Chosen chosen) {
            this(chosen, new LinkedHashSet<>(), new LinkedHashSet<>());
        }
    }

    /**
     * Opens a record; a batch that has ended in it is forgotten.
     *
     * @param file need not be there; its folder is made
     * @throws IOException when it cannot be read or written, or is none
     */
    public static PrintRecord open(Path file) throws IOException {
        Map<String, Open> batches = new LinkedHashMap<>();
        String text = Files.exists(file) ? new String(InputFile.read(file, LARGEST), StandardCharsets.US_ASCII) : "";
        // A crash in the middle of a line: what it was about to say has not happened yet, or is begun and nothing else.
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        for (String line : whole.lines().toList()) {
            take(batches, words(line, file), file);
        }
        PrintRecord record = new PrintRecord(file, batches);
        record.writeAnew();
        return record;
    }

    private static List<String> words(String line, Path file) throws IOException {
        try {
            return Stream.of(line.split(" ", -1))
                    .map(word -> URLDecoder.decode(word, StandardCharsets.UTF_8))
                    .toList();
        } catch (IllegalArgumentException badEscape) {
            throw noRecord(file);
        }
    }

    private static IOException noRecord(Path file) {
        return new IOException(file + " is no record of printed labels");
    }

    private static void take(Map<String, Open> batches, List<String> words, Path file) throws IOException {
        String batch = words.size() > 1 ? words.get(1) : "";
        Open open = batches.get(batch);
        if (words.get(0).equals("batch") && words.size() == 5) {
            batches.put(batch, new Open(new Chosen(batch, words.get(2), words.get(3), words.get(4))));
        } else if (open == null) {
            throw noRecord(file);
        } else {
            List<String> labels = words.subList(2, words.size());
            switch (words.get(0)) {
                case "begun" -> open.begun().addAll(labels);
                case "kept" -> labels.forEach(open.begun()::remove);
                case "handed" -> open.handed().addAll(labels);
                case "ended" -> batches.remove(batch);
                default -> throw noRecord(file);
            }
        }
    }

    private void writeAnew() throws IOException {
        List<String> lines = new ArrayList<>();
        batches.values().forEach(open -> {
            Chosen chosen = open.chosen();
            lines.add(line("batch", chosen.batch(), List.of(chosen.printer(), chosen.template(), chosen.reports())));
            lines.add(line("begun", chosen.batch(), open.begun()));
            lines.add(line("handed", chosen.batch(), open.handed()));
        });
        OutputFile.folder(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder"));
        OutputFile.write(file, String.join("", lines).getBytes(StandardCharsets.US_ASCII));
    }

    private static String line(String word, String batch, Collection<String> more) {
        return Stream.concat(Stream.of(word, batch), more.stream())
                        .map(each -> URLEncoder.encode(each, StandardCharsets.UTF_8))
                        .collect(Collectors.joining(" "))
                + "\n";
    }

    private void append(String word, String batch, Collection<String> more) throws IOException {
        Files.writeString(
                file,
                line(word, batch, more),
                StandardCharsets.US_ASCII,
                StandardOpenOption.APPEND,
                StandardOpenOption.DSYNC);
    }

    /** A batch begins that prints by itself. */
    public void begin(Chosen chosen) throws IOException {
        append("batch", chosen.batch(), List.of(chosen.printer(), chosen.template(), chosen.reports()));
        batches.put(chosen.batch(), new Open(chosen));
    }

    /** Labels are about to be handed over: from now on nobody can tell, until {@link #handed} or {@link #kept}. */
    public void begin(String batch, List<String> labels) throws IOException {
        append("begun", batch, labels);
        of(batch).begun().addAll(labels);
    }

    /** The printing system has them, or a person was told that it may have them: they are not printed again. */
    public void handed(String batch, Collection<String> labels) throws IOException {
        append("handed", batch, labels);
        of(batch).handed().addAll(labels);
    }

    /** The printing system has not taken them: they are still to be printed. */
    public void kept(String batch, List<String> labels) throws IOException {
        append("kept", batch, labels);
        labels.forEach(of(batch).begun()::remove);
    }

    /** Nothing of this batch is left to be printed or written. */
    public void end(String batch) throws IOException {
        append("ended", batch, List.of());
        batches.remove(batch);
    }

    /** The batches that have not ended here, in the order in which they began. */
    public List<Chosen> open() {
        return batches.values().stream().map(Open::chosen).toList();
    }

    /** Labels of an open batch that were begun, and whose end nobody knows. */
    public List<String> unclear(String batch) {
        return of(batch).begun().stream()
                .filter(label -> !of(batch).handed().contains(label))
                .toList();
    }

    /** Whether this label of an open batch is still to be printed. */
    public boolean isToBePrinted(String batch, String label) {
        return !of(batch).begun().contains(label) && !of(batch).handed().contains(label);
    }

    private Open of(String batch) {
        return Objects.requireNonNull(batches.get(batch), "the batch is not open in the record");
    }
}
