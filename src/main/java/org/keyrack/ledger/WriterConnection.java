package org.keyrack.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.Origin;
import org.keyrack.journal.DurableEvent;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.language.SentenceException;

/**
 * The writer's connection and what it knows of its chain. After any error it is given up, and the next use opens a new one
 * and reads the head again: SQLite has rolled back by itself when the disk is full, and PostgreSQL's COMMIT may have gone
 * through although its answer was lost.
 */
final class WriterConnection implements AutoCloseable {
    private final Database database;
    private final String bench;
    private final ModuleClaims claims;
    private final WriterToken token;
    private volatile ChainState state;
    private @Nullable Handle handle;
    private Optional<Doubtful> doubtful = Optional.empty();
    /** Of a commit that failed without an answer and turned out to be in; whoever brought them does not know it yet. */
    private final List<DurableEvent> turnedOut = new ArrayList<>();

    /**
     * @param token of this program at its bench
     * @param handle open for writing, with the bench's lock
     */
    WriterConnection(Database database, ModuleClaims claims, WriterToken token, Handle handle, ChainState state) {
        this.database = database;
        this.bench = token.bench();
        this.claims = claims;
        this.token = token;
        this.handle = handle;
        this.state = state;
    }

    /**
     * Opens the connection again when it was given up.
     *
     * @return events of an earlier commit that failed without an answer and now turn out to be in
     */
    List<DurableEvent> open() throws SQLException {
        openAgain();
        List<DurableEvent> in = List.copyOf(turnedOut);
        turnedOut.clear();
        return in;
    }

    private void openAgain() throws SQLException {
        if (handle != null) {
            return;
        }
        try {
            // Looked at first: SQLite would make an empty file in the place of one that is gone.
            database.requirePresent();
            Handle opened = database.openWriter(bench);
            handle = opened;
            token.require(opened);
            Head found = Chains.head(opened, state.head.chain());
            if (doubtful.isPresent() && found.equals(doubtful.get().after.head)) {
                state = doubtful.get().after;
                turnedOut.addAll(doubtful.get().events);
            } else if (!found.equals(state.head)) {
                throw new SQLException("its last event is " + found.seq() + " and was " + state.head.seq()
                        + ": the database lost events or another program wrote them; verify the ledger");
            }
            doubtful = Optional.empty();
            // The bench's lock was let go for a while: each module is claimed anew.
            state = state.copy();
            state.claimed.clear();
        } catch (JdbiException | SQLException | LedgerException e) {
            throw given(e);
        }
    }

    /**
     * Writes the parts as one group, durable when this returns.
     *
     * @throws SQLException when it is not known to be in; {@link #open()} tells later what is
     */
    Committed commit(List<List<DurableEvent>> parts) throws SQLException {
        List<Optional<ClaimRefused>> refusals = new ArrayList<>();
        try {
            Handle writing = begun();
            Transaction transaction = new Transaction(writing, database, claims, state.copy());
            List<DurableEvent> added = new ArrayList<>();
            for (List<DurableEvent> part : parts) {
                refusals.add(add(transaction, part, added));
            }
            transaction.insert();
            Committed committed = new Committed(transaction.state().head, transaction.headDue(), refusals);
            doubtful = Optional.of(new Doubtful(transaction.state(), added));
            database.commit(writing);
            doubtful = Optional.empty();
            state = transaction.state();
            return committed;
        } catch (JdbiException | SQLException e) {
            throw given(e);
        } catch (RuntimeException e) {
            // Nothing of this transaction may slip into the next one.
            close();
            throw e;
        }
    }

    /**
     * Takes the bench for this program, adds lines of the ledger's own, durable when this returns, and frees modules from
     * claims; when it is opened only.
     */
    void append(List<EventLine> lines, List<String> free) throws SQLException {
        Handle writing = opened();
        writing.begin();
        token.put(writing);
        Transaction transaction = new Transaction(writing, database, claims, state.copy());
        lines.forEach(transaction::append);
        free.forEach(sn -> claims.releaseSettled(writing, transaction.state(), sn));
        transaction.recoverPlaces();
        transaction.insert();
        database.commit(writing);
        state = transaction.state();
    }

    /** Tells whoever watches; that it could not be told is found out by the next commit. */
    void announce() {
        if (handle != null) {
            try {
                database.announce(handle);
            } catch (JdbiException e) {
                given(e);
            }
        }
    }

    /** Begins a transaction that only who holds the bench may commit. */
    private Handle begun() throws SQLException {
        openAgain();
        database.requirePresent();
        Handle writing = opened();
        writing.begin();
        token.require(writing);
        return writing;
    }

    private Handle opened() {
        return Objects.requireNonNull(handle, "the connection was given up");
    }

    Head head() {
        return state.head;
    }

    /** The chain's name among all of the world. */
    Origin origin() {
        return state.origin.orElseThrow();
    }

    /** Where the chain stands, to be signed; empty while its tree is not built. */
    Optional<Checkpoint> checkpoint() {
        ChainState now = state;
        return now.tree.flatMap(tree -> now.origin.map(origin -> new Checkpoint(origin, tree.size(), tree.root())));
    }

    /** Writes something that is no event, in a transaction of its own. */
    void write(Write write) throws SQLException {
        try {
            Handle writing = begun();
            write.to(writing);
            database.commit(writing);
        } catch (JdbiException | SQLException e) {
            throw given(e);
        }
    }

    /**
     * Does something with orders or people, durable when this returns; doing it again changes nothing more.
     *
     * @return why it is refused; nothing is changed then
     * @throws SQLException when it is not known to be in
     */
    Optional<SentenceException> act(Act act, Instant now) throws SQLException {
        try {
            Handle writing = begun();
            Transaction transaction = new Transaction(writing, database, claims, state.copy());
            try {
                act.with(writing, transaction, now);
            } catch (SentenceException refused) {
                writing.rollback();
                return Optional.of(refused);
            }
            transaction.insert();
            doubtful = Optional.of(new Doubtful(transaction.state(), List.of()));
            database.commit(writing);
            doubtful = Optional.empty();
            state = transaction.state();
            return Optional.empty();
        } catch (JdbiException | SQLException e) {
            throw given(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Something that is done with orders or people; what refuses it says why. */
    interface Act {
        void with(Handle handle, Transaction transaction, Instant now) throws SentenceException;
    }

    /** What is written beside the events; it may be done twice. */
    interface Write {
        void to(Handle handle);
    }

    /**
     * Takes the tree of the chain from the tiles that were built beside the work, if they reach to its end.
     *
     * @return whether the tree grows with the chain from now on
     */
    boolean adoptTree() throws SQLException {
        if (state.tree.isEmpty()) {
            write(writer -> state.tree = Tiles.open(writer, state.head.chain(), state.head.seq()));
        }
        return treeGrows();
    }

    /** Whether the chain that is written has its tree. */
    boolean treeGrows() {
        return state.tree.isPresent();
    }

    private static Optional<ClaimRefused> add(
            Transaction transaction, List<DurableEvent> events, List<DurableEvent> added) {
        try {
            for (DurableEvent event : events) {
                transaction.add(event);
                added.add(event);
            }
            return Optional.empty();
        } catch (ClaimRefused refused) {
            return Optional.of(refused);
        }
    }

    private SQLException given(Exception e) {
        Database.drop(handle);
        handle = null;
        SQLException sql = Database.sqlOf(e);
        return sql == null ? new SQLException(e.getMessage(), e) : sql;
    }

    @Override
    public void close() {
        Database.drop(handle);
        handle = null;
    }

    /** A commit under way: where it leads and what it holds. */
    private record Doubtful(ChainState after, List<DurableEvent> events) {}

    /** A group that is in; {@code refusals} has one entry for each part. */
    record Committed(Head head, boolean headDue, List<Optional<ClaimRefused>> refusals) {}
}
