package org.keyrack.ledger;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.keyrack.evidence.Ed25519;
import org.keyrack.evidence.KeyChange;
import org.keyrack.evidence.MerkleTree;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.Origin;
import org.keyrack.evidence.SignedNote;
import org.keyrack.ledger.Verification.Finding.What;
import org.keyrack.protocol.Bytes;

/** The line that brings a new bench key: type {@code bench-key}, fields {@code publicKey} and {@code note}. */
final class KeyChangeLine {
    /** The field with the note that the old key signed. */
    static final String NOTE = "note";

    private KeyChangeLine() {}

    /**
     * Makes the line; the tree is computed once, from every line that the chain has.
     *
     * @param head where the chain ends, of at least one line
     */
    static EventLine of(Handle handle, Head head, BenchKey oldKey, BenchKey newKey, Instant now) {
        MerkleTree tree = new MerkleTree();
        EventStream.read(handle, head.chain(), (seq, body) -> tree.add(body));
        Origin origin = Origin.of(
                Chains.line(handle, head.chain(), 1).orElseThrow(), head.chain().name());
        KeyChange change = new KeyChange(origin, head.seq(), tree.root(), newKey.verifier(origin));
        SignedNote note = SignedNote.signed(change.text(), oldKey.verifier(origin), oldKey::sign);
        return EventLine.of(EventType.BENCH_KEY, now)
                .with("publicKey", newKey.publicKey())
                .with(NOTE, note.encode());
    }

    private static Bytes raw(String publicKey) {
        return Bytes.of(Ed25519.rawKey(publicKey).orElseThrow());
    }

    /**
     * Checks a note: whether the old key signed that this chain, of these lines, has that new key.
     *
     * @param lines the tree over the lines before
     * @return what is wrong with it; empty when it is right
     */
    static Optional<What> check(String note, Origin chain, MerkleTree lines, String oldKey, String newKey) {
        KeyChange change;
        try {
            change = KeyChange.signed(note, raw(oldKey));
        } catch (NoteException e) {
            return Optional.of(What.KEY_NOTE_REFUSED);
        }
        if (!change.chain().equals(chain)) {
            return Optional.of(What.KEY_NOTE_OF_ANOTHER_CHAIN);
        }
        if (change.size() != lines.size() || !change.root().equals(lines.root())) {
            return Optional.of(What.KEY_NOTE_OF_OTHER_LINES);
        }
        return change.newKey().key().equals(raw(newKey)) ? Optional.empty() : Optional.of(What.KEY_NOTE_OF_ANOTHER_KEY);
    }
}
