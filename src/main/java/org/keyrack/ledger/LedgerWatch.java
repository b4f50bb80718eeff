package org.keyrack.ledger;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.keyrack.journal.ChainName;
import org.keyrack.world.World;

/** Follows a ledger: hands out each event soon after it is durable, chain by chain in order, and writes nothing. */
public final class LedgerWatch implements AutoCloseable {
    /** How long a look is put off where nothing tells that something was committed. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private static final int ROWS_AT_ONCE = 1_000;

    private final Database database;
    private final Map<ChainName, Long> seen = new HashMap<>();
    /** While it is connected. */
    private @Nullable Handle handle;

    private @Nullable ChangeSignal signal;

    private LedgerWatch(Database database) {
        this.database = database;
    }

    /**
     * Begins after the last event of now.
     *
     * @param location a file or a {@code jdbc:postgresql:} URL
     */
    public static LedgerWatch fromNow(String location) throws LedgerException {
        LedgerWatch watch = new LedgerWatch(Database.at(location));
        watch.connect();
        Handle reader = watch.connected();
        for (ChainName chain : Chains.all(reader)) {
            watch.seen.put(chain, Chains.head(reader, chain).seq());
        }
        return watch;
    }

    /**
     * Goes on where somebody has stopped.
     *
     * @param after the last event of each chain that is known already; other chains come from their first
     */
    public static LedgerWatch after(String location, Map<ChainName, Long> after) throws LedgerException {
        LedgerWatch watch = new LedgerWatch(Database.at(location));
        watch.connect();
        watch.seen.putAll(after);
        return watch;
    }

    private void connect() throws LedgerException {
        try {
            Handle reader = EventStream.reader(database);
            handle = reader;
            signal = database.signal(reader);
        } catch (SQLException | JdbiException | IOException e) {
            close();
            throw database.unusable(e);
        }
    }

    /**
     * Hands over what there is and waits for more, until the sink says that it wants none.
     *
     * @throws LedgerException when the ledger is gone, or does not answer for longer than a restart of its server takes
     */
    public void follow(Sink sink) throws LedgerException, InterruptedException {
        boolean look = true;
        boolean again = false;
        while (true) {
            try {
                if (look && !read(sink)) {
                    return;
                }
                sink.idle();
                if (sink.ended()) {
                    return;
                }
                look = Objects.requireNonNull(signal, "not connected").await(LONGEST);
                again = false;
            } catch (SQLException | JdbiException e) {
                if (again) {
                    throw database.unusable(e);
                }
                again = true;
                look = true;
                close();
                database.await(problem -> {}, World.real());
                connect();
            }
        }
    }

    /** @return false when the sink wants no more */
    private boolean read(Sink sink) throws SQLException {
        Handle reader = connected();
        for (ChainName chain : Chains.all(reader)) {
            List<Row> rows;
            do {
                rows = after(reader, chain, seen.getOrDefault(chain, 0L));
                for (Row row : rows) {
                    sink.event(chain, row.seq, row.body);
                    seen.put(chain, row.seq);
                }
                if (sink.ended()) {
                    return false;
                }
            } while (rows.size() == ROWS_AT_ONCE);
        }
        return true;
    }

    static List<Row> after(Handle handle, ChainName chain, long seq) {
        return handle.createQuery(
                        "SELECT seq, body FROM event WHERE bench = :chain AND seq > :seq ORDER BY seq LIMIT :most")
                .bind("chain", chain.name())
                .bind("seq", seq)
                .bind("most", ROWS_AT_ONCE)
                .map((row, context) -> new Row(row.getLong(1), row.getString(2)))
                .list();
    }

    @Override
    public void close() {
        if (signal != null) {
            signal.close();
            signal = null;
        }
        Database.drop(handle);
        handle = null;
    }

    private Handle connected() {
        return Objects.requireNonNull(handle, "not connected");
    }

    /** Takes events as they come. */
    public interface Sink {
        /** @param body the event's line, byte for byte as it is chained */
        void event(ChainName chain, long seq, String body);

        /** Everything that there is was handed over. */
        void idle();

        /** Whether nobody reads any more. */
        boolean ended();
    }

    record Row(long seq, String body) {}
}
