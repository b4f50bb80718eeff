package org.keyrack.order;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.SignedNote;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.order.OrderException.Cause;

/**
 * Whose signatures of orders count, from the notes of a ledger: the first is signed by a bench, each further one by a key that
 * was trusted before it. When two chains have a first one each, nobody is trusted: one of them is a forger's.
 */
public final class TrustedKeys {
    private final String ledger;
    private final Map<String, VerifierKey> trusted = new LinkedHashMap<>();
    private final Map<String, VerifierKey> withdrawn = new LinkedHashMap<>();
    private int firstKeys;

    private TrustedKeys(String ledger) {
        this.ledger = ledger;
    }

    /**
     * A note as a line of the ledger has it.
     *
     * @param note text and signatures
     * @param bench the key of the bench whose chain it stands in, as it was then
     */
    public record Line(String note, VerifierKey bench) {}

    /**
     * Follows the notes of one ledger; what is no note, of another ledger, or signed by nobody who may, is passed over.
     *
     * @param ledger its id
     * @param lines each chain's in their order
     */
    public static TrustedKeys of(String ledger, List<Line> lines) {
        TrustedKeys keys = new TrustedKeys(ledger);
        List<Line> left = new ArrayList<>(lines);
        left.removeIf(keys::isFirst);
        // The chains have no order among them: again until no note leads to a further key.
        boolean more = keys.firstKeys == 1;
        while (more) {
            more = left.removeIf(keys::follow);
        }
        return keys;
    }

    private boolean isFirst(Line line) {
        Optional<TrustNote> note = read(line.note(), line.bench());
        if (note.isEmpty() || !note.get().trusted()) {
            return false;
        }
        firstKeys++;
        trusted.put(note.get().key().toString(), note.get().key());
        return true;
    }

    private boolean follow(Line line) {
        for (VerifierKey signer : List.copyOf(trusted.values())) {
            Optional<TrustNote> note = read(line.note(), signer);
            if (note.isPresent()) {
                VerifierKey key = note.get().key();
                if (note.get().trusted() && !withdrawn.containsKey(key.toString())) {
                    trusted.put(key.toString(), key);
                } else {
                    trusted.remove(key.toString());
                    withdrawn.put(key.toString(), key);
                }
                return true;
            }
        }
        return false;
    }

    private Optional<TrustNote> read(String text, VerifierKey signer) {
        try {
            SignedNote signed = SignedNote.parse(text);
            signed.signers(List.of(signer));
            return Optional.of(TrustNote.parse(signed.text()))
                    .filter(note -> note.ledger().equals(ledger));
        } catch (NoteException | OrderException other) {
            return Optional.empty();
        }
    }

    /** Whether nobody was ever trusted: the bench's key says who is first. */
    public boolean none() {
        return firstKeys == 0;
    }

    /**
     * The keys whose new orders count.
     *
     * @throws OrderException when two chains have a first key each
     */
    public List<VerifierKey> now() throws OrderException {
        requireOneFirst();
        return List.copyOf(trusted.values());
    }

    /**
     * The same with those that were withdrawn: their open orders go on.
     *
     * @throws OrderException when two chains have a first key each
     */
    public List<VerifierKey> ever() throws OrderException {
        requireOneFirst();
        List<VerifierKey> all = new ArrayList<>(trusted.values());
        all.addAll(withdrawn.values());
        return all;
    }

    private void requireOneFirst() throws OrderException {
        if (firstKeys > 1) {
            throw new OrderException(Cause.TWO_FIRST_KEYS);
        }
    }

    /**
     * Checks that a note may be added.
     *
     * @throws OrderException when it is of another ledger, signed by nobody who may, says what is so already, or withdraws the
     *     last key
     */
    public TrustNote added(SignedNote signed) throws OrderException {
        TrustNote note = TrustNote.parse(signed.text());
        if (!note.ledger().equals(ledger)) {
            throw new OrderException(Cause.OTHER_LEDGER, note.ledger(), ledger);
        }
        try {
            signed.signers(now());
        } catch (NoteException refused) {
            throw OrderException.of(refused);
        }
        requireChange(note);
        return note;
    }

    /** Checks that a note changes something, whoever signs it. */
    public void requireChange(TrustNote note) throws OrderException {
        String vkey = note.key().toString();
        if (note.trusted() && (trusted.containsKey(vkey) || withdrawn.containsKey(vkey))) {
            throw new OrderException(Cause.TRUSTED_ALREADY, note.key().name());
        }
        if (!note.trusted() && !trusted.containsKey(vkey)) {
            throw new OrderException(Cause.TRUSTED_NOT, note.key().name());
        }
        if (!note.trusted() && trusted.size() == 1) {
            throw new OrderException(Cause.LAST_KEY, note.key().name());
        }
    }
}
