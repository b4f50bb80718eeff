package org.keyrack.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrack.journal.ChainName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the trees of a bench's chains that an older program wrote, beside the work of the bench: reads 256 lines, lets the
 * writer keep the tiles that they fill, and goes on after the last tile where it was interrupted. Nothing waits for it.
 */
final class TreeBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(TreeBuilder.class);

    private final Reading reading;
    private final EventWriter writer;
    private final List<ChainName> chains;
    private final ChainName current;

    /**
     * @param chains of this bench, oldest first
     * @param current the one that is written
     */
    TreeBuilder(Reading reading, EventWriter writer, List<ChainName> chains, ChainName current) {
        this.reading = reading;
        this.writer = writer;
        this.chains = List.copyOf(chains);
        this.current = current;
    }

    /** Builds what is missing, and ends with the ledger. */
    void build() {
        try {
            for (ChainName chain : chains) {
                build(chain);
            }
            while (!writer.adoptTree()) {
                build(current);
            }
        } catch (SQLException | LedgerUnreadable e) {
            LOG.warn("The tree of the ledger is not built further until the next start: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void build(ChainName chain) throws SQLException, InterruptedException {
        OpenTree tree = begin(chain);
        while (true) {
            long done = tree.size();
            List<String> bodies = reading.with(handle -> Chains.lines(handle, chain, done, TreeTile.WIDTH));
            if (bodies.size() < TreeTile.WIDTH) {
                return;
            }
            List<TreeTile> filled = new ArrayList<>();
            bodies.forEach(body -> filled.addAll(tree.add(body)));
            writer.write(handle -> Tiles.insert(handle, chain, filled));
        }
    }

    /** The tree over the lines of the tiles that are there; what has a gap is begun anew. */
    private OpenTree begin(ChainName chain) throws SQLException, InterruptedException {
        Optional<OpenTree> begun =
                reading.with(handle -> Tiles.open(handle, chain, Tiles.wholeOfLines(handle, chain) << TreeTile.HEIGHT));
        if (begun.isPresent() && begun.get().size() > 0) {
            return begun.get();
        }
        writer.write(handle -> Tiles.remove(handle, chain));
        return new OpenTree();
    }
}
