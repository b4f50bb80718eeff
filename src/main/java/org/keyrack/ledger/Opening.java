package org.keyrack.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.keyrack.evidence.Origin;
import org.keyrack.journal.ChainName;

/**
 * What a bench does when it opens its ledger for work: finds the chain that it goes on with, or begins one, and closes what
 * a crash left open.
 */
final class Opening {
    /** Written into the first line of a chain: what its lines mean. */
    static final String FORMAT = "keyrack-ledger-1";

    /** In the first line of a chain: its key changes by a note of the old key alone. Older programs did not write it. */
    static final String CHANGES_ARE_SIGNED = "keyChangesSigned";

    /** So many lines are looked at for the latest time: whoever sets the clock back has to fill them with refusals first. */
    private static final int LOOKED_BACK = 256;

    private final Handle handle;
    private final Database database;
    private final String bench;
    private final BenchKey key;
    private final Optional<BenchKey> oldKey;
    private final List<EventLine> lines = new ArrayList<>();
    private final List<String> free = new ArrayList<>();
    private final Instant now;
    private Optional<Head> newer = Optional.empty();
    private Optional<Long> signed = Optional.of(0L);

    /**
     * @param oldKey the key that was used before, when there is one: it signs the change
     * @param now what the clock says; it names a new chain and orders nothing
     */
    Opening(Handle handle, Database database, String bench, BenchKey key, Optional<BenchKey> oldKey, Instant now) {
        this.now = now;
        this.handle = handle;
        this.database = database;
        this.bench = bench;
        this.key = key;
        this.oldKey = oldKey;
    }

    /**
     * The head to go on from. A key that the chain's own key cannot give over to begins a new chain.
     *
     * @param kept the last head kept outside, when there is one
     * @param checkpoints those kept outside
     */
    Head chain(Optional<SignedHead> kept, KeptCheckpoints checkpoints) throws LedgerException {
        List<ChainName> chains = Chains.of(handle, bench);
        Head head = chains.isEmpty()
                ? Head.none(ChainName.first(bench))
                : Chains.head(handle, chains.get(chains.size() - 1));
        Optional<Head> missing = kept.map(SignedHead::head).filter(outside -> !holds(outside));
        if (missing.isPresent()) {
            newer = missing;
            return begin(head, missing);
        }
        if (head.seq() == 0) {
            lines.add(genesis());
            return head;
        }
        signed = new SignedTree(handle, head).of(checkpoints.last(head.chain()));
        if (signed.isEmpty()) {
            return begin(head, Optional.empty());
        }
        String current = currentKey(handle, database, head.chain());
        if (!key.publicKey().equals(current)) {
            Optional<BenchKey> signs = oldKey.filter(old -> old.publicKey().equals(current));
            if (signs.isEmpty()) {
                return begin(head, Optional.empty());
            }
            lines.add(KeyChangeLine.of(handle, head, signs.get(), key, now));
        }
        nameUnsigned(head);
        return head;
    }

    /**
     * Begins a new chain in a ledger that was just restored.
     *
     * @param kept the last head kept outside, when there is one
     */
    Head restored(Optional<SignedHead> kept) {
        List<ChainName> chains = Chains.of(handle, bench);
        Head head = chains.isEmpty()
                ? Head.none(ChainName.first(bench))
                : Chains.head(handle, chains.get(chains.size() - 1));
        return begin(head, kept.map(SignedHead::head).filter(outside -> !holds(outside)));
    }

    /** A bench signs when it closes: after the last checkpoint there are lines only when a crash ended it. */
    private void nameUnsigned(Head head) {
        long size = signed.orElse(0L);
        if (size > 0 && size < head.seq()) {
            lines.add(EventLine.of(EventType.LINES_UNSIGNED, now)
                    .with("from", size + 1)
                    .with("to", head.seq()));
        }
    }

    /** What the writer knows when it begins on the chain that it goes on with. */
    ChainState state(Head head) {
        ChainState state = new ChainState(
                head,
                Tiles.open(handle, head.chain(), head.seq()),
                Chains.line(handle, head.chain(), 1)
                        .map(line -> Origin.of(line, head.chain().name())));
        state.latest = Chains.lines(handle, head.chain(), Math.max(0, head.seq() - LOOKED_BACK), LOOKED_BACK).stream()
                .map(ModuleHistory::read)
                .map(EventLine::at)
                .max(Comparator.naturalOrder())
                .orElse(state.latest);
        return state;
    }

    /**
     * How many lines of the chain that is gone on with the largest checkpoint covers; 0 for a new chain, and when the database
     * does not have what was kept outside: it is signed again.
     */
    long signed(ChainName chain) {
        long size = signed.orElse(0L);
        boolean begun = lines.stream().anyMatch(line -> line.type() == EventType.GENESIS);
        return begun || CheckpointTable.newest(handle, chain, size).isEmpty() ? 0 : size;
    }

    private Head begin(Head old, Optional<Head> missing) {
        EventLine first = genesis().with(BeginningLine.CONTINUES, old.toString());
        if (old.seq() > 0) {
            // What a witness compares with what it saw of the old chain; tiles are no evidence.
            byte[] root = new SignedTree(handle, old).root().toArray();
            first.with(BeginningLine.ROOT, Base64.getEncoder().encodeToString(root));
        }
        missing.ifPresent(head -> first.with("missing", head.toString()));
        lines.add(first);
        return Head.none(ChainName.continued(bench, now));
    }

    /** Closes the batch that was running when the program ended, and finds the modules whose claims can go. */
    void closeInterrupted() {
        BenchChains.of(handle, database, bench).leftOpen().forEach(this::close);
        List<String> claimed = handle.createQuery("SELECT sn FROM claim WHERE bench = :bench")
                .bind("bench", bench)
                .mapTo(String.class)
                .list();
        for (String sn : claimed) {
            if (ModuleHistory.open(handle, sn).isEmpty()) {
                free.add(sn);
            }
        }
    }

    List<EventLine> lines() {
        return lines;
    }

    /** SNs whose claims can go. */
    List<String> free() {
        return free;
    }

    /** A head kept outside whose event is not here: this ledger is an older copy. */
    Optional<Head> newer() {
        return newer;
    }

    private boolean holds(Head outside) {
        return Chains.line(handle, outside.chain(), outside.seq())
                .map(line -> new Hash().of(line).equals(outside.hash()))
                .orElse(false);
    }

    private EventLine genesis() {
        return EventLine.of(EventType.GENESIS, now)
                .with("format", FORMAT)
                .with(CHANGES_ARE_SIGNED, true)
                .with("publicKey", key.publicKey());
    }

    /** The bench key in force at the end of a chain; empty when it names none. */
    static String currentKey(Handle handle, Database database, ChainName chain) {
        return Chains.key(handle, database, chain)
                .map(line -> line.text("publicKey"))
                .orElse("");
    }

    private void close(EventLine started) {
        lines.addAll(Interruption.lines(handle, database, started.chain(), started.number("batch"), now));
    }
}
