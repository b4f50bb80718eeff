package org.keyrack.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrack.evidence.Origin;

/** What the writer knows of its chain. A transaction works on a copy, which replaces it once it is committed. */
final class ChainState {
    /** Modules that the running batch has claimed, by SN; true when their earlier downloads are known to be settled. */
    final Map<String, Boolean> claimed;

    Head head;
    /** The running batch, or 0. */
    long batch;

    Instant batchStarted;
    /** The order that the running batch loads; empty when it loads without one. */
    Optional<RunningOrder> order = Optional.empty();

    /** Whose the running batch is, when its modules are released by a second person; empty when nobody has to. */
    Optional<String> responsible = Optional.empty();

    /** Whether the running batch has no order, and nobody has released that it goes without. */
    boolean unordered;

    /** What supervisors have released and nothing has used yet. */
    Releases releases = new Releases();

    /** The latest time that a line of the chain has, as far back as was looked. */
    Instant latest = Instant.EPOCH;
    /** KCV(T) of the running batch's set, 6 hexadecimal digits. */
    String setKcv = "";

    /** What the running batch has loaded into each module that it has in work, by SN, as {@link SettledUnit#key} has it. */
    final Map<String, List<String>> loaded = new HashMap<>();

    /** The tree over its lines; empty while it is built from the lines of an older program. */
    Optional<OpenTree> tree;

    /** Its name among all of the world; empty before its first line. */
    Optional<Origin> origin;

    /** A chain without lines. */
    ChainState(Head head) {
        this(head, Optional.of(new OpenTree()), Optional.empty());
    }

    ChainState(Head head, Optional<OpenTree> tree, Optional<Origin> origin) {
        this(head, tree, origin, 0, Instant.EPOCH, new HashMap<>());
    }

    private ChainState(
            Head head,
            Optional<OpenTree> tree,
            Optional<Origin> origin,
            long batch,
            Instant batchStarted,
            Map<String, Boolean> claimed) {
        this.head = head;
        this.tree = tree;
        this.origin = origin;
        this.batch = batch;
        this.batchStarted = batchStarted;
        this.claimed = claimed;
    }

    ChainState copy() {
        ChainState copy =
                new ChainState(head, tree.map(OpenTree::copy), origin, batch, batchStarted, new HashMap<>(claimed));
        copy.setKcv = setKcv;
        copy.order = order;
        copy.responsible = responsible;
        copy.unordered = unordered;
        copy.releases = releases.copy();
        copy.latest = latest;
        copy.loaded.putAll(loaded);
        return copy;
    }
}
