package org.keyrack.ledger;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.keyrack.ledger.LedgerProblem.Kind;
import org.keyrack.world.World;

/** PostgreSQL: several benches on one ledger. Sessions work as role {@code keyrack_bench}, which can only read and append. */
final class PostgresDatabase extends Database {
    private static final Set<String> DURABLE = Set.of("on", "remote_write", "remote_apply", "local");
    private static final Set<String> DAMAGED = Set.of("XX001", "XX002");
    private static final Set<String> STARTING = Set.of("08001", "57P03");
    private static final String DISK_FULL = "53100";
    private static final String DEADLOCK = "40P01";
    private static final String SERIALIZATION = "40001";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

    private final String url;

    PostgresDatabase(String url) {
        this.url = url;
    }

    @Override
    String name() {
        return shown(url);
    }

    @Override
    void await(Consumer<LedgerProblem> waiting, World world) {
        long begun = world.nanos();
        boolean told = false;
        while (starting() && world.nanos() - begun < PATIENCE.toNanos()) {
            if (!told) {
                waiting.accept(LedgerProblem.of(Kind.STARTING, name()));
                told = true;
            }
            try {
                world.sleep(BETWEEN_TRIES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Nobody listens at the address yet (08001), or the server says that it is starting (57P03). */
    private boolean starting() {
        try {
            connect().close();
            return false;
        } catch (LedgerException badAddress) {
            return false;
        } catch (JdbiException e) {
            SQLException sql = sqlOf(e);
            return sql != null && STARTING.contains(String.valueOf(sql.getSQLState()));
        }
    }

    @Override
    Handle openWriter(String bench) throws LedgerException, SQLException {
        Handle handle = connect();
        try {
            assertDurable(handle);
            if (!tryLock(handle, bench)) {
                throw new LedgerException(LedgerProblem.of(Kind.ANOTHER_BENCH, bench, name()));
            }
            return handle;
        } catch (LedgerException | RuntimeException e) {
            drop(handle);
            throw e;
        }
    }

    /** A server's database does not go while a session uses it. */
    @Override
    void requirePresent() {}

    @Override
    void commit(Handle writer) {
        writer.commit();
    }

    @Override
    Handle openReader() throws LedgerException, SQLException {
        Handle handle = connect();
        handle.execute("SET default_transaction_read_only = on");
        return handle;
    }

    @Override
    ChangeSignal signal(Handle reader) throws SQLException {
        return new NoticeSignal(reader);
    }

    /**
     * In a transaction of its own: PostgreSQL holds one lock for all benches while a transaction with a notice commits, and
     * this one waits for no disk.
     */
    @Override
    void announce(Handle writer) {
        writer.execute("NOTIFY " + NoticeSignal.CHANNEL);
    }

    @Override
    boolean announces() {
        return true;
    }

    @Override
    Handle openForUpgrade() throws LedgerException, SQLException {
        return connect();
    }

    @Override
    FluentConfiguration migrations() {
        return flyway().dataSource(url, null, null).locations("classpath:db/common", "classpath:db/postgresql");
    }

    @Override
    String field(String name) {
        return "(body::json ->> '" + name + "')";
    }

    @Override
    String integer(String name) {
        return "((body::json ->> '" + name + "')::bigint)";
    }

    @Override
    boolean full(SQLException e) {
        return DISK_FULL.equals(e.getSQLState());
    }

    @Override
    boolean again(SQLException e) {
        return DEADLOCK.equals(e.getSQLState()) || SERIALIZATION.equals(e.getSQLState());
    }

    @Override
    boolean damaged(SQLException e) {
        return DAMAGED.contains(String.valueOf(e.getSQLState()));
    }

    /** PostgreSQL checks its pages itself as they are read, where its administrator has switched checksums on. */
    @Override
    Optional<String> check(Handle handle, boolean thorough) {
        return Optional.empty();
    }

    @Override
    boolean stopped(Handle writer, String bench) {
        if (!tryLock(writer, bench)) {
            return false;
        }
        writer.createQuery("SELECT pg_advisory_unlock(hashtextextended(:name, 0))")
                .bind("name", lockName(bench))
                .mapTo(boolean.class)
                .one();
        return true;
    }

    @Override
    Optional<Instant> serverTime(Handle handle) {
        return handle.createQuery("SELECT clock_timestamp()")
                .mapTo(Instant.class)
                .findOne();
    }

    @Override
    String skipLocked() {
        return " FOR UPDATE SKIP LOCKED";
    }

    @Override
    String lockRows() {
        return " FOR UPDATE";
    }

    @Override
    int schemaOf(Handle handle) {
        boolean tables = handle.createQuery("SELECT to_regclass('flyway_schema_history') IS NOT NULL")
                .mapTo(boolean.class)
                .one();
        return tables ? versionIn(handle) : 0;
    }

    /** Held by a bench as long as its connection lives; no lease that a hung bench could outlive. */
    private static boolean tryLock(Handle handle, String bench) {
        return handle.createQuery("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))")
                .bind("name", lockName(bench))
                .mapTo(boolean.class)
                .one();
    }

    private static String lockName(String bench) {
        return "keyrack bench " + bench;
    }

    private Handle connect() throws LedgerException {
        requireAddress();
        Properties properties = new Properties();
        Map.of(
                        "ApplicationName", "KeyRack",
                        "connectTimeout", "5",
                        "loginTimeout", "5",
                        // The driver's default waits for ever on a server that has gone silent.
                        "socketTimeout", "5",
                        "tcpKeepAlive", "true")
                .forEach(properties::setProperty);
        Handle handle = jdbi(() -> DriverManager.getConnection(url, properties)).open();
        try {
            // A connection that died without a word must not hold its bench's lock for hours.
            handle.execute(
                    "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3");
            boolean role = handle.createQuery(
                            "SELECT count(*) > 0 FROM pg_roles WHERE rolname = 'keyrack_bench' AND pg_has_role(oid, 'MEMBER')")
                    .mapTo(boolean.class)
                    .one();
            if (role && schemaOf(handle) > 0) {
                handle.execute("SET ROLE keyrack_bench");
            }
            return handle;
        } catch (RuntimeException e) {
            drop(handle);
            throw e;
        }
    }

    /** Said here, because the driver's own words would show the whole address, with a password in it. */
    private void requireAddress() throws LedgerException {
        try {
            if (url.startsWith("jdbc:postgresql:")) {
                DriverManager.getDriver(url);
                return;
            }
        } catch (SQLException unknown) {
            // Said below: the exception has nothing to add.
        }
        throw new LedgerException(LedgerProblem.of(Kind.NO_ADDRESS, name()));
    }

    private void assertDurable(Handle handle) throws LedgerException {
        String fsync = show(handle, "fsync");
        if (!DURABLE.contains(show(handle, "synchronous_commit"))) {
            handle.execute("SET synchronous_commit = on");
        }
        String synchronous = show(handle, "synchronous_commit");
        String pages = show(handle, "full_page_writes");
        if (!fsync.equals("on") || !DURABLE.contains(synchronous) || !pages.equals("on")) {
            throw new LedgerException(LedgerProblem.of(
                    Kind.NOT_DURABLE,
                    name(),
                    "fsync " + fsync + ", synchronous_commit " + synchronous + ", full_page_writes " + pages));
        }
    }

    private static String show(Handle handle, String setting) {
        return handle.createQuery("SHOW " + setting).mapTo(String.class).one();
    }

    @Override
    public void close() {
        // The bench's lock goes with its connection.
    }
}
