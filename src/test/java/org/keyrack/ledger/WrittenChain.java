package org.keyrack.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.keyrack.evidence.Ed25519;
import org.keyrack.evidence.KeyChange;
import org.keyrack.evidence.MerkleTree;
import org.keyrack.evidence.Origin;
import org.keyrack.evidence.SignedNote;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.journal.ChainName;
import org.keyrack.ledger.EventLine.MalformedLine;
import org.keyrack.protocol.Bytes;

/** A chain as whoever knows the form could write it: consistent, and signed by whatever keys he has. */
final class WrittenChain {
    static final Instant AT = Instant.parse("2026-11-30T08:00:00Z");

    private final String name;
    private final List<String> lines = new ArrayList<>();

    WrittenChain(String name) {
        this.name = name;
    }

    /** The first line, as this program writes it. */
    static EventLine genesis(BenchKey key) {
        return oldGenesis(key).with(Opening.CHANGES_ARE_SIGNED, true);
    }

    /** The first line, as programs wrote it whose changes of keys were not signed. */
    static EventLine oldGenesis(BenchKey key) {
        return EventLine.of(EventType.GENESIS, AT)
                .with("format", Opening.FORMAT)
                .with("publicKey", key.publicKey());
    }

    static EventLine line(EventType type) {
        return EventLine.of(type, AT);
    }

    static EventLine bringing(BenchKey key) {
        return line(EventType.BENCH_KEY).with("publicKey", key.publicKey());
    }

    /** Adds a line at the end. */
    WrittenChain add(EventLine line) {
        return add(lines.size() + 1, line);
    }

    /** Adds a line that says another number. */
    WrittenChain add(long seq, EventLine line) {
        String prev = lines.isEmpty() ? Hash.GENESIS : new Hash().of(lines.get(lines.size() - 1));
        lines.add(line.with("bench", name).with("seq", seq).with("prev", prev).text());
        return this;
    }

    /** Adds as many lines that say nothing in particular. */
    WrittenChain grow(int more) {
        for (int i = 0; i < more; i++) {
            add(line(EventType.UNIT_NEEDS_NOTHING).with("batch", lines.size()));
        }
        return this;
    }

    /** The same lines with one changed, and all after it chained anew: nothing shows from inside. */
    WrittenChain rewritten(int seq, UnaryOperator<EventLine> change) {
        WrittenChain other = new WrittenChain(name);
        for (int i = 0; i < lines.size(); i++) {
            try {
                EventLine line = EventLine.parse(lines.get(i));
                other.add(i + 1 == seq ? change.apply(line) : line);
            } catch (MalformedLine e) {
                throw new AssertionError(e);
            }
        }
        return other;
    }

    /** What the old key would sign to give over to a new one now. */
    KeyChange change(BenchKey newKey) {
        MerkleTree tree = new MerkleTree();
        lines.forEach(tree::add);
        Origin origin = Origin.of(lines.get(0), name);
        return new KeyChange(origin, lines.size(), tree.root(), verifier(origin, newKey));
    }

    static VerifierKey verifier(Origin origin, BenchKey key) {
        return new VerifierKey(
                origin.toString(),
                VerifierKey.NOTE,
                Bytes.of(Ed25519.rawKey(key.publicKey()).orElseThrow()));
    }

    static String note(KeyChange change, BenchKey signer) {
        return SignedNote.signed(change.text(), verifier(change.chain(), signer), signer::sign)
                .encode();
    }

    /** Gives over to a new key as the program does. */
    WrittenChain handOver(BenchKey oldKey, BenchKey newKey) {
        return add(bringing(newKey).with(KeyChangeLine.NOTE, note(change(newKey), oldKey)));
    }

    Head at(int seq) {
        return new Head(new ChainName(name), seq, new Hash().of(lines.get(seq - 1)));
    }

    List<String> lines() {
        return lines;
    }
}
