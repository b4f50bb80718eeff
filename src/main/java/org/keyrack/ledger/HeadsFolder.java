package org.keyrack.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyrack.files.FileEnd;
import org.keyrack.files.InputFile;
import org.keyrack.journal.ChainName;

/** Signed heads outside the database: one file per bench, one line per head, oldest first. */
public final class HeadsFolder {
    private static final String NAME = "heads";
    private static final String ENDING = ".heads";
    /** Some 400,000 heads. */
    private static final int MOST_BYTES = 64 << 20;
    /** Some 400 heads. */
    private static final int END = 64 << 10;

    private final Path folder;

    public HeadsFolder(Path folder) {
        this.folder = folder;
    }

    /** A file of this computer about the same ledger, beside the folder: named as the folder is, with another beginning. */
    public Path beside(String beginning) {
        String name = String.valueOf(folder.getFileName());
        return folder.resolveSibling(beginning + (name.startsWith(NAME) ? name.substring(NAME.length()) : "-" + name));
    }

    /** Adds a head; it is on the disk when this returns. */
    public void append(SignedHead head) throws IOException {
        Files.createDirectories(folder);
        append(file(head.head().bench()), head);
    }

    /** Adds a head to a file of heads; it is on the disk when this returns. */
    public static void append(Path file, SignedHead head) throws IOException {
        // A crash may have left half a line; it must not spoil this one.
        boolean torn = Files.exists(file) && !FileEnd.isWhole(file);
        Files.writeString(
                file,
                (torn ? "\n" : "") + head.line() + "\n",
                StandardCharsets.US_ASCII,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                StandardOpenOption.DSYNC);
    }

    /** Heads of one bench, oldest first; empty when none were kept. */
    public List<SignedHead> of(String bench) throws LedgerException {
        return Files.exists(file(bench)) ? read(file(bench)) : List.of();
    }

    /** The last head of a bench; of a long file the end alone is read. */
    public Optional<SignedHead> last(String bench) throws LedgerException {
        Path file = file(bench);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<SignedHead> heads = newest(file);
        return heads.isEmpty() ? Optional.empty() : Optional.of(heads.get(heads.size() - 1));
    }

    private static List<SignedHead> newest(Path file) throws LedgerException {
        try {
            long size = Files.size(file);
            if (size <= END) {
                return read(file);
            }
            String end = new String(FileEnd.part(file, size - END, size), StandardCharsets.UTF_8);
            // The first line of it may be a part of one.
            List<SignedHead> heads = parse(file, end.substring(end.indexOf('\n') + 1), 0);
            return heads.isEmpty() ? read(file) : heads;
        } catch (IOException e) {
            throw LedgerException.unreadable("The heads in", file, e);
        }
    }

    /** The first head that vouches for a line, for the foot of a report. */
    public Optional<SignedHead> vouchingFor(ChainName chain, long seq) throws LedgerException {
        return of(chain.bench()).stream()
                .filter(head -> head.head().chain().equals(chain) && head.head().seq() >= seq)
                .findFirst();
    }

    /**
     * Reads head lines from a file, or from every file of a folder of heads.
     *
     * @throws LedgerException naming the file and line that is no head
     */
    public static List<SignedHead> read(Path fileOrFolder) throws LedgerException {
        List<SignedHead> heads = new ArrayList<>();
        try {
            if (Files.isDirectory(fileOrFolder)) {
                List<Path> files;
                try (Stream<Path> found = Files.list(fileOrFolder)) {
                    files = found.filter(file -> file.toString().endsWith(ENDING))
                            .sorted()
                            .toList();
                }
                for (Path file : files) {
                    heads.addAll(read(file));
                }
                return heads;
            }
            String text = new String(InputFile.read(fileOrFolder, MOST_BYTES), StandardCharsets.UTF_8);
            return parse(fileOrFolder, text, 1);
        } catch (IOException e) {
            throw LedgerException.unreadable("The heads in", fileOrFolder, e);
        }
    }

    /** @param first number of the first line; 0 when it is not known */
    private static List<SignedHead> parse(Path file, String text, int first) throws LedgerException {
        List<SignedHead> heads = new ArrayList<>();
        int number = first;
        for (String line : text.lines().toList()) {
            if (!line.isBlank() && !tornByCrash(line)) {
                try {
                    heads.add(SignedHead.parse(line));
                } catch (LedgerException e) {
                    String where = first == 0 ? "" : ", line " + number;
                    throw new LedgerException(file + where + ": " + e.getMessage(), e);
                }
            }
            number++;
        }
        return heads;
    }

    /** The beginning of a head that an append could not finish. */
    private static boolean tornByCrash(String line) {
        return line.length() < SignedHead.MARK.length()
                ? SignedHead.MARK.startsWith(line)
                : line.startsWith(SignedHead.MARK) && !line.endsWith("==");
    }

    private Path file(String bench) {
        return folder.resolve(bench + ENDING);
    }
}
