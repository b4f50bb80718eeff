package org.keyrack.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.Ed25519;
import org.keyrack.evidence.MerkleTree;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.Origin;
import org.keyrack.journal.ChainName;
import org.keyrack.language.SentenceException;
import org.keyrack.ledger.Continuations.Claim;
import org.keyrack.ledger.EventLine.MalformedLine;
import org.keyrack.ledger.KeptOutside.SignedCheckpoint;
import org.keyrack.ledger.Verification.Finding.What;
import org.keyrack.protocol.Bytes;
import org.keyrack.witness.Beginning;

/** One pass over the lines of one chain. */
final class ChainPass {
    private static final String TIME = "0000-00-00T00:00:00.000Z";

    private final ChainName chain;
    private final VerifierPass pass;
    private final Optional<MerkleTree> tree;
    private final Map<Long, List<SignedHead>> heads = new LinkedHashMap<>();
    private final Map<Long, List<SignedCheckpoint>> checkpoints = new LinkedHashMap<>();
    private final Map<Long, List<Claim>> continued;
    private final ChainKeys keys;
    private final List<Unproven> unproven = new ArrayList<>();
    private final Hash hash = new Hash();
    private Optional<Origin> origin = Optional.empty();
    private boolean changesAreSigned;
    private boolean sound = true;
    private Head end;
    private Optional<Head> vouched = Optional.empty();

    /**
     * A pass that has seen no line yet.
     *
     * @param pass where findings go
     * @param publicKey the bench's key from outside
     * @param trees whether the tree over the lines is computed, which a signed change of keys needs
     * @param continued what the first lines of other chains say of this one, by the number of its line
     */
    ChainPass(
            ChainName chain,
            VerifierPass pass,
            Optional<String> publicKey,
            boolean trees,
            Map<Long, List<Claim>> continued) {
        this.chain = chain;
        this.pass = pass;
        this.continued = continued;
        this.keys = new ChainKeys(chain, publicKey);
        this.tree = trees ? Optional.of(new MerkleTree()) : Optional.empty();
        this.end = Head.none(chain);
    }

    /** A head kept outside. */
    void expect(SignedHead head) {
        heads.computeIfAbsent(head.head().seq(), seq -> new ArrayList<>()).add(head);
    }

    /** A checkpoint kept outside. */
    void expect(SignedCheckpoint checkpoint) {
        checkpoints
                .computeIfAbsent(checkpoint.checkpoint().size(), size -> new ArrayList<>())
                .add(checkpoint);
    }

    void row(long seq, String body) {
        if (seq > end.seq() + 1) {
            add(seq, What.EVENTS_MISSING, String.valueOf(end.seq() + 1), String.valueOf(seq - 1));
        } else if (seq != end.seq() + 1) {
            add(seq, What.OUT_OF_ORDER, String.valueOf(end.seq()));
        }
        try {
            EventLine line = EventLine.parse(body);
            check(seq, line);
            key(seq, line, body);
            pass.understood(line);
        } catch (MalformedLine | LedgerUnreadable e) {
            add(seq, What.NO_LINE, SentenceException.said(e));
        }
        tree.ifPresent(lines -> lines.add(body));
        end = new Head(chain, seq, hash.of(body));
        List<SignedHead> here = heads.remove(seq);
        if (here != null) {
            here.forEach(this::compare);
        }
        List<SignedCheckpoint> signed = checkpoints.remove(seq);
        if (signed != null) {
            signed.forEach(this::compare);
        }
        List<Claim> claims = continued.remove(seq);
        // Without the tree this pass is not the last one.
        if (claims != null && tree.isPresent()) {
            Bytes root = tree.get().root();
            claims.stream().filter(claim -> !root.equals(claim.root())).forEach(pass::wrong);
        }
    }

    private void check(long seq, EventLine line) {
        if (!line.chain().equals(chain) || line.number("seq") != seq) {
            add(seq, What.SAYS_OTHERWISE, String.valueOf(line.number("seq")), line.text("bench"));
        }
        if (seq == end.seq() + 1 && !line.text("prev").equals(end.hash())) {
            add(seq, seq == 1 ? What.BEGINS_NO_CHAIN : What.DOES_NOT_FOLLOW, String.valueOf(end.seq()));
        }
        if (seq == 1 != (line.type() == EventType.GENESIS)) {
            add(seq, seq == 1 ? What.NO_BEGINNING : What.SECOND_BEGINNING);
        }
        if (seq == 1 && !line.text("format").equals(Opening.FORMAT)) {
            add(seq, What.UNKNOWN_FORMAT, line.text("format"));
        }
        if (!timed(line.text("at"))) {
            add(seq, What.NO_TIME);
        }
    }

    /** The form of a time, not its calendar: a change of it breaks the chain anyhow, and parsing a date costs a third. */
    private static boolean timed(String at) {
        for (int i = 0; i < TIME.length(); i++) {
            char form = TIME.charAt(i);
            if (at.length() != TIME.length() || (form == '0' ? !digit(at.charAt(i)) : at.charAt(i) != form)) {
                return false;
            }
        }
        return true;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Keys come with the first line and with lines of their own type; what is refused changes no key. */
    private void key(long seq, EventLine line, String body) {
        boolean change = line.type() == EventType.BENCH_KEY;
        if (seq != 1 && !change) {
            if (line.has("publicKey") && line.type() != EventType.GENESIS) {
                add(seq, What.KEY_WHERE_NONE_BELONGS, line.text("type"));
            }
            return;
        }
        String key = line.maybe("publicKey").orElse("");
        if (Ed25519.rawKey(key).isEmpty()) {
            add(seq, What.NO_KEY);
        } else if (seq == 1) {
            origin = Optional.of(Origin.of(body, chain.name()));
            changesAreSigned = line.flag(Opening.CHANGES_ARE_SIGNED);
            keys.begin(seq, key);
            BeginningLine.read(body, chain.name())
                    .flatMap(Beginning::continued)
                    .ifPresent(older -> older.root()
                            .ifPresent(root -> pass.continued(
                                    new Claim(chain, new ChainName(older.chain()), older.lines(), root))));
        } else if (line.has(KeyChangeLine.NOTE)) {
            changesAreSigned = true;
            follow(seq, key, line.maybe(KeyChangeLine.NOTE).orElse(""));
        } else if (changesAreSigned) {
            add(seq, What.KEY_NOT_SIGNED);
        } else {
            pass.notice(chain, seq, What.KEY_NOT_SIGNED_BY_OLDER_PROGRAM);
            keys.begin(seq, key);
        }
    }

    private void follow(long seq, String key, String note) {
        if (tree.isEmpty()) {
            pass.needTree(chain);
            return;
        }
        if (origin.isEmpty()) {
            add(seq, What.KEY_NOTE_OF_ANOTHER_CHAIN);
            return;
        }
        Optional<What> refused = KeyChangeLine.check(note, origin.get(), tree.get(), keys.current(), key);
        if (refused.isPresent()) {
            add(seq, refused.get());
        } else {
            keys.follow(seq, key);
        }
    }

    private void compare(SignedHead head) {
        if (!BenchKey.verifies(head, keys.current())) {
            add(end.seq(), What.HEAD_NOT_SIGNED, end.bench());
        } else if (!head.head().hash().equals(end.hash())) {
            add(end.seq(), What.HEAD_OF_OTHER_LINES);
        } else if (!keys.believed()) {
            unproven.add(new Unproven(head.head().seq(), keys.index(), What.HEAD_NOT_SIGNED));
        } else {
            vouch();
        }
    }

    private void vouch() {
        if (sound && pass.readable()) {
            vouched = Optional.of(end);
        }
    }

    private void compare(SignedCheckpoint kept) {
        Optional<What> wrong = wrong(kept);
        if (wrong.isPresent()) {
            add(end.seq(), wrong.get(), end.bench());
        } else if (!keys.believed()) {
            unproven.add(new Unproven(end.seq(), keys.index(), What.CHECKPOINT_NOT_SIGNED));
        } else {
            vouch();
        }
    }

    private Optional<What> wrong(SignedCheckpoint kept) {
        if (origin.isEmpty() || !kept.checkpoint().origin().equals(origin.get())) {
            return Optional.of(What.CHECKPOINT_OF_OTHER_LINES);
        }
        try {
            Checkpoint.signed(kept.note(), BenchKey.verifier(origin.get(), keys.current()), List.of());
        } catch (NoteException e) {
            return Optional.of(What.CHECKPOINT_NOT_SIGNED);
        }
        return tree.orElseThrow().root().equals(kept.checkpoint().root())
                ? Optional.empty()
                : Optional.of(What.CHECKPOINT_OF_OTHER_LINES);
    }

    /** Findings that show only after the last line. */
    void finish(boolean givenKey) {
        if (givenKey) {
            for (Unproven signed : unproven) {
                if (!keys.givenComesAfter(signed.index)) {
                    add(signed.seq, signed.what, end.bench());
                }
            }
        }
        heads.forEach((seq, list) -> list.forEach(head -> missing(seq)));
        checkpoints.forEach((size, list) -> list.forEach(checkpoint -> missing(size)));
        if (end.seq() > 0) {
            continued.values().forEach(list -> list.forEach(pass::wrong));
        }
    }

    /** A finding that another chain has shown: this one is vouched for no more. */
    void refuse(long seq, What what, String... details) {
        vouched = Optional.empty();
        add(seq, what, details);
    }

    private void missing(long seq) {
        if (end.seq() == 0) {
            add(seq, What.CHAIN_MISSING);
        } else {
            add(seq, What.CUT_OFF, String.valueOf(end.seq()));
        }
    }

    private void add(long seq, What what, String... details) {
        sound = false;
        pass.add(chain, seq, what, details);
    }

    Head end() {
        return end;
    }

    Optional<Head> vouched() {
        return vouched;
    }

    ChainKeys keys() {
        return keys;
    }

    /**
     * Something signed by a key that is not believed.
     *
     * @param index which of the chain's keys
     * @param what the finding, unless the given key comes after that one
     */
    private record Unproven(long seq, int index, What what) {}
}
