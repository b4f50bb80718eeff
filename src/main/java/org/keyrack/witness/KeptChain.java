package org.keyrack.witness;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.Origin;
import org.keyrack.evidence.SignedNote;
import org.keyrack.evidence.VerifierKey;

/**
 * What a witness keeps of one chain: the last checkpoint that it cosigned.
 *
 * @param note as the bench signed it
 * @param checkpoint the same, read
 * @param key that signs the chain
 * @param state whether it is cosigned further
 * @param seen when this checkpoint was seen first
 * @param continues the chain that this one took the place of
 */
public record KeptChain(
        SignedNote note,
        Checkpoint checkpoint,
        VerifierKey key,
        State state,
        Instant seen,
        Optional<Origin> continues) {
    private static final String KIND = "keyrack: witnessed 1";

    /** Whether a chain is cosigned further. */
    public enum State {
        /** It is. */
        OPEN,
        /** Not before a supervisor has decided: it has two histories. */
        FORKED,
        /** Another chain of its bench goes on from it. */
        CONTINUED
    }

    /** A chain as it is seen now. */
    static KeptChain seen(SignedNote note, Checkpoint checkpoint, VerifierKey key, Instant now) {
        return new KeptChain(note, checkpoint, key, State.OPEN, now.truncatedTo(ChronoUnit.SECONDS), Optional.empty());
    }

    KeptChain with(State next) {
        return new KeptChain(note, checkpoint, key, next, seen, continues);
    }

    KeptChain continuing(Optional<Origin> older) {
        return new KeptChain(note, checkpoint, key, state, seen, older);
    }

    public Origin origin() {
        return checkpoint.origin();
    }

    /** How many lines were seen. */
    public long size() {
        return checkpoint.size();
    }

    /** The bench's name, without what makes its later chains different. */
    public String bench() {
        return bench(origin());
    }

    static String bench(Origin origin) {
        int mark = origin.chain().indexOf('~');
        return mark < 0 ? origin.chain() : origin.chain().substring(0, mark);
    }

    /** Reads what {@link #encode} wrote. */
    static KeptChain parse(byte[] file) throws NoteException {
        SignedNote whole = SignedNote.parse(file);
        int blank = whole.text().indexOf("\n\n");
        String[] header = whole.text().substring(0, Math.max(0, blank)).split("\n", -1);
        if (!header[0].equals(KIND)) {
            throw NoteException.field("kind");
        }
        Map<String, String> fields = new HashMap<>();
        for (String line : header) {
            int space = line.indexOf(' ');
            fields.put(line.substring(0, Math.max(0, space)), line.substring(space + 1));
        }
        SignedNote note = new SignedNote(whole.text().substring(blank + 2), whole.signatures());
        try {
            String older = fields.get("continues");
            return new KeptChain(
                    note,
                    Checkpoint.parse(note.text()),
                    VerifierKey.parse(fields.getOrDefault("key", "")),
                    State.valueOf(fields.getOrDefault("state", "").toUpperCase(Locale.ROOT)),
                    Instant.parse(fields.getOrDefault("seen", "")),
                    older == null ? Optional.empty() : Optional.of(Origin.parse(older)));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw NoteException.field("state");
        }
    }

    /** The file that is kept. */
    String encode() {
        StringBuilder text = new StringBuilder(KIND)
                .append("\nkey ")
                .append(key)
                .append("\nstate ")
                .append(state.name().toLowerCase(Locale.ROOT))
                .append("\nseen ")
                .append(seen)
                .append('\n');
        continues.ifPresent(older -> text.append("continues ").append(older).append('\n'));
        return text.append('\n').append(note.encode()).toString();
    }
}
