package org.keyrack.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.SignedNote;
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

    /** The largest checkpoint that was kept of a chain. */
    Optional<Checkpoint> last(ChainName chain) throws LedgerException {
        if (!Files.exists(file(chain.bench()))) {
            return Optional.empty();
        }
        Checkpoint last = null;
        for (SignedNote note : read(file(chain.bench()))) {
            Checkpoint checkpoint = checkpoint(note);
            if (checkpoint.origin().chain().equals(chain.name()) && (last == null || checkpoint.size() > last.size())) {
                last = checkpoint;
            }
        }
        return Optional.ofNullable(last);
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
            List<SignedNote> notes = new ArrayList<>();
            for (String part : parts(new String(InputFile.read(file, MOST_BYTES), StandardCharsets.UTF_8))) {
                if (!tornByCrash(part)) {
                    SignedNote note = SignedNote.parse(part.stripTrailing() + "\n");
                    checkpoint(note);
                    notes.add(note);
                }
            }
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
