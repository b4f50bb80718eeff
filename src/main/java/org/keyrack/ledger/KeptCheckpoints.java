package org.keyrack.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.SignedNote;
import org.keyrack.files.FileEnd;
import org.keyrack.files.InputFile;
import org.keyrack.journal.ChainName;
import org.keyrack.language.SentenceException;

/**
 * Checkpoints outside the database, beside the heads: one file per bench, oldest first, each a signed note with an empty line
 * after it.
 */
final class KeptCheckpoints {
    private static final String ENDING = ".checkpoints";
    private static final String FIRST_LINE = "keyrack/";
    private static final String SIGNATURE = "\u2014 ";
    /** Some 200,000 checkpoints. */
    private static final int MOST_BYTES = 64 << 20;
    /** Some 800 checkpoints. */
    private static final int PIECE = 256 << 10;

    private final Path folder;

    /** @param folder the folder of the heads */
    KeptCheckpoints(Path folder) {
        this.folder = folder;
    }

    /** Adds a checkpoint; it is on the disk when this returns. */
    void append(String bench, SignedNote note) throws IOException {
        Files.createDirectories(folder);
        // Begins with a line feed: a crash may have left a part of the one before.
        Files.writeString(
                file(bench),
                "\n" + note.encode(),
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                StandardOpenOption.DSYNC);
    }

    /**
     * The largest checkpoint that was kept of a chain. A chain's checkpoints stand in the order of their sizes, so a long file is
     * read from its end, piece by piece, until one of them is found.
     */
    Optional<Checkpoint> last(ChainName chain) throws LedgerException {
        Path file = file(chain.bench());
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            long end = Files.size(file);
            if (end <= PIECE) {
                return largest(chain, read(file));
            }
            Optional<Checkpoint> found = Optional.empty();
            while (found.isEmpty() && end > 0) {
                long from = Math.max(0, end - PIECE);
                byte[] piece = FileEnd.part(file, from, end);
                int first = from == 0 ? 0 : firstNote(file, piece);
                String text = new String(piece, first, piece.length - first, StandardCharsets.UTF_8);
                found = largest(chain, notes(text));
                end = from + first;
            }
            return found;
        } catch (IOException e) {
            throw LedgerException.unreadable("The checkpoints in", file, e);
        } catch (NoteException | LedgerException e) {
            throw new LedgerException(file + ": " + e.getMessage(), e);
        }
    }

    private static Optional<Checkpoint> largest(ChainName chain, List<SignedNote> notes) throws LedgerException {
        Checkpoint largest = null;
        for (SignedNote note : notes) {
            Checkpoint checkpoint = checkpoint(note);
            if (checkpoint.origin().chain().equals(chain.name())
                    && (largest == null || checkpoint.size() > largest.size())) {
                largest = checkpoint;
            }
        }
        return Optional.ofNullable(largest);
    }

    /** Where the first note of a piece begins; what stands before it belongs to the piece before. */
    private static int firstNote(Path file, byte[] piece) throws LedgerException {
        byte[] begins = ("\n" + FIRST_LINE).getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at + begins.length <= piece.length; at++) {
            if (Arrays.equals(piece, at, at + begins.length, begins, 0, begins.length)) {
                return at + 1;
            }
        }
        throw new LedgerException(file + ": " + PIECE + " bytes hold no checkpoint");
    }

    private static Checkpoint checkpoint(SignedNote note) throws LedgerException {
        try {
            return Checkpoint.parse(note.text());
        } catch (NoteException e) {
            throw new LedgerException(SentenceException.said(e), e);
        }
    }

    /**
     * Reads checkpoints from a file: one, or as many as a bench has kept.
     *
     * @return at least one; their signatures are not checked
     * @throws LedgerException naming the file that holds something else
     */
    static List<SignedNote> read(Path file) throws LedgerException {
        try {
            List<SignedNote> notes = notes(new String(InputFile.read(file, MOST_BYTES), StandardCharsets.UTF_8));
            if (notes.isEmpty()) {
                SignedNote.parse("");
            }
            return notes;
        } catch (IOException e) {
            throw LedgerException.unreadable("The checkpoints in", file, e);
        } catch (NoteException | LedgerException e) {
            throw new LedgerException(file + ": " + e.getMessage(), e);
        }
    }

    private static List<SignedNote> notes(String text) throws NoteException, LedgerException {
        List<SignedNote> notes = new ArrayList<>();
        for (String part : parts(text)) {
            if (!tornByCrash(part)) {
                SignedNote note = SignedNote.parse(part.stripTrailing() + "\n");
                checkpoint(note);
                notes.add(note);
            }
        }
        return notes;
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean signature = false;
        for (String line : text.split("(?<=\n)", -1)) {
            // After the signatures of one note, or after what a crash cut off, the next one begins.
            if (line.startsWith(FIRST_LINE) || signature && !line.startsWith(SIGNATURE)) {
                parts.add(part.toString());
                part.setLength(0);
            }
            part.append(line);
            signature = line.startsWith(SIGNATURE);
        }
        parts.add(part.toString());
        parts.removeIf(String::isBlank);
        return parts;
    }

    /** The beginning of a note that an append could not finish. */
    private static boolean tornByCrash(String part) {
        int signature = part.indexOf("\n" + SIGNATURE);
        return FIRST_LINE.startsWith(part.strip())
                || part.startsWith(FIRST_LINE) && (signature < 0 || part.indexOf('\n', signature + 1) < 0)
                || part.startsWith(FIRST_LINE) && !part.stripTrailing().endsWith("=");
    }

    private Path file(String bench) {
        return folder.resolve(bench + ENDING);
    }
}
