package org.keyrack.ledger;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.keyrack.journal.ChainName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the lines of an older ledger into the look-up tables, once, in steps that are durable each: a program that ends in
 * the middle goes on where it was. Several benches may do so at once on one database.
 */
final class CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
    private static final int STEP = 5_000;

    private final Database database;
    private final Handle handle;
    private final int linesAStep;

    /** @param writer a connection that may write */
    CatchUp(Database database, Handle writer) {
        this(database, writer, STEP);
    }

    CatchUp(Database database, Handle writer, int linesAStep) {
        this.database = database;
        this.handle = writer;
        this.linesAStep = linesAStep;
    }

    /** Does what is left to be done; nothing, quickly, in a ledger of this version. */
    void run() {
        if (next().isEmpty()) {
            return;
        }
        LOG.info("Reading the ledger of an older version into its look-up tables; this is done once");
        while (step()) {
            // Each step is durable by itself.
        }
    }

    /** One step; false when it was the last one. */
    boolean step() {
        Optional<ChainName> chain = next();
        chain.ifPresent(name -> handle.useTransaction(step -> step(step, name)));
        if (next().isPresent()) {
            return true;
        }
        handle.useTransaction(this::closeAcrossChains);
        return false;
    }

    /** Chains in their order, so that what a later chain settles is there before. */
    private Optional<ChainName> next() {
        List<ChainName> left = handle.createQuery("SELECT chain FROM catch_up")
                .map((row, context) -> new ChainName(row.getString(1)))
                .list();
        return left.isEmpty()
                ? Optional.empty()
                : Chains.ordered(handle).stream().filter(left::contains).findFirst();
    }

    private void step(Handle handle, ChainName chain) {
        // The update first: it holds the row, so that another bench waits for this step and then goes on after it.
        handle.createUpdate("UPDATE catch_up SET seq = seq WHERE chain = :chain")
                .bind("chain", chain.name())
                .execute();
        Optional<Long> done = handle.createQuery("SELECT seq FROM catch_up WHERE chain = :chain")
                .bind("chain", chain.name())
                .mapTo(Long.class)
                .findOne();
        if (done.isEmpty()) {
            return;
        }
        List<String> bodies = Chains.lines(handle, chain, done.get(), linesAStep);
        bodies.forEach(body -> take(handle, body));
        if (bodies.size() < linesAStep) {
            handle.createUpdate("DELETE FROM catch_up WHERE chain = :chain")
                    .bind("chain", chain.name())
                    .execute();
        } else {
            handle.createUpdate("UPDATE catch_up SET seq = :seq WHERE chain = :chain")
                    .bind("seq", done.get() + bodies.size())
                    .bind("chain", chain.name())
                    .execute();
        }
    }

    /** A line that somebody has changed is verification's to find; the others are taken in all the same. */
    private static void take(Handle handle, String body) {
        try {
            LookUpTables.take(handle, ModuleHistory.read(body));
        } catch (LedgerUnreadable changed) {
            LOG.warn("A line of the ledger cannot be read: {}", changed.getMessage());
        }
    }

    /** Two benches' chains have no order: what one settled for the other may have been read before it was exported. */
    private void closeAcrossChains(Handle step) {
        step.createQuery("SELECT DISTINCT sn FROM open_download").mapTo(String.class).list().stream()
                .flatMap(sn -> Chains.ofModule(step, database, sn).stream())
                .filter(line -> line.type() == EventType.OUTCOME)
                .forEach(line -> LookUpTables.take(step, line));
    }
}
