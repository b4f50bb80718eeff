package org.keyrack.ledger;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;
import org.keyrack.ledger.LedgerProblem.Kind;
import org.keyrack.world.World;

/** The database that a ledger is in, as far as the two kinds differ. */
abstract sealed class Database implements AutoCloseable permits SqliteDatabase, PostgresDatabase {
    /** Statements are parsed once in a program's life, not once a connection: that takes longer than most of them do. */
    private static final SqlParser PARSER = new ColonPrefixSqlParser();

    /** Version of the newest migration in {@code db/}. */
    static final int SCHEMA = 22;

    static Database at(String location) {
        return location.startsWith("jdbc:") ? new PostgresDatabase(location) : new SqliteDatabase(location);
    }

    /** A location that may be shown: a URL without user, password and options. */
    static String shown(String location) {
        int options = location.indexOf('?');
        String plain = location.startsWith("jdbc:") && options >= 0 ? location.substring(0, options) : location;
        return plain.replaceFirst("//[^/@]*@", "//");
    }

    /** Where it is, for messages. */
    abstract String name();

    /** Takes the right to write as this bench, until {@link #close()} or, for PostgreSQL, the connection's end. */
    abstract Handle openWriter(String bench) throws LedgerException, SQLException;

    /**
     * Looks whether what was opened for writing is still there under its name.
     *
     * @throws SQLException saying what became of it, and what to do
     */
    abstract void requirePresent() throws SQLException;

    /** Ends a transaction of the writer: durable when this returns, in doubt when it throws. */
    abstract void commit(Handle writer) throws SQLException;

    /** A connection for look-ups; it cannot write. */
    abstract Handle openReader() throws LedgerException, SQLException;

    /**
     * What tells a reader that something was committed.
     *
     * @param reader stays the caller's
     */
    abstract ChangeSignal signal(Handle reader) throws SQLException, IOException;

    /** Tells whoever watches that something was committed; what the writer does after a commit, and may leave out. */
    void announce(Handle writer) {}

    /** Whether {@link #announce} does anything: a file tells of itself. */
    boolean announces() {
        return false;
    }

    /** How this program talks to a source of connections. */
    static Jdbi jdbi(ConnectionFactory connections) {
        Jdbi jdbi = Jdbi.create(connections);
        jdbi.getConfig(SqlStatements.class).setSqlParser(PARSER);
        return jdbi;
    }

    abstract Handle openForUpgrade() throws LedgerException, SQLException;

    abstract FluentConfiguration migrations();

    /** SQL for a text field of a line. */
    abstract String field(String name);

    /** SQL for an integer field of a line. */
    abstract String integer(String name);

    /** The disk is full. */
    abstract boolean full(SQLException e);

    /** The same transaction may succeed when it is tried again at once. */
    abstract boolean again(SQLException e);

    /** The error says that the database's own pages are damaged. */
    abstract boolean damaged(SQLException e);

    /** The database's own check of its pages; empty when it finds nothing, or has none. */
    abstract Optional<String> check(Handle handle, boolean thorough);

    /** What the server's clock says; empty without a server. */
    abstract Optional<Instant> serverTime(Handle handle);

    /** Ends a statement that takes one row of several: rows that another transaction takes are passed over. */
    abstract String skipLocked();

    /** Ends a statement that reads rows which nobody may change until the transaction's end. */
    abstract String lockRows();

    /** Whether no running bench has this name now. */
    abstract boolean stopped(Handle writer, String bench);

    /**
     * Waits for a server that is just being started; what it says after that is for the opening to tell.
     *
     * @param waiting hears once that it is waited for
     */
    abstract void await(Consumer<LedgerProblem> waiting, World world);

    /** Makes the tables, or brings an older ledger to this version; does nothing, quickly, when they are current. */
    void upgrade() throws LedgerException {
        int found;
        try (Handle handle = openForUpgrade()) {
            found = schemaOf(handle);
        } catch (SQLException | JdbiException e) {
            throw unusable(e);
        }
        if (found == SCHEMA) {
            return;
        }
        if (found > SCHEMA) {
            throw new LedgerException(
                    LedgerProblem.of(Kind.NEWER_PROGRAM, name(), Integer.toString(found), Integer.toString(SCHEMA)));
        }
        try {
            migrations().cleanDisabled(true).load().migrate();
        } catch (FlywayException e) {
            throw new LedgerException(LedgerProblem.of(Kind.TABLES, name(), lastWords(e)), e);
        }
    }

    /** The first line of what the database said: Flyway puts a page around it. */
    private static String lastWords(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return String.valueOf(last.getMessage()).lines().findFirst().orElse("");
    }

    FluentConfiguration flyway() {
        return Flyway.configure(Database.class.getClassLoader());
    }

    /** Version of the tables; 0 when there are none. */
    abstract int schemaOf(Handle handle);

    static int versionIn(Handle handle) {
        Optional<String> version = handle.createQuery("SELECT version FROM flyway_schema_history WHERE success"
                        + " AND version IS NOT NULL ORDER BY installed_rank DESC LIMIT 1")
                .mapTo(String.class)
                .findOne();
        return version.map(Integer::parseInt).orElse(0);
    }

    LedgerException unusable(Exception e) {
        return new LedgerException(
                LedgerProblem.of(
                        Kind.UNUSABLE, name(), String.valueOf(causeOf(e).getMessage())),
                e);
    }

    /** The database's own words. */
    static Throwable causeOf(Exception e) {
        SQLException sql = sqlOf(e);
        return sql == null ? e : sql;
    }

    /** The database's exception inside of Jdbi's; null when there is none. */
    static @Nullable SQLException sqlOf(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    /** Lets go of a connection whose state is not known; never throws. */
    static void drop(@Nullable Handle handle) {
        if (handle != null) {
            try {
                handle.getConnection().close();
            } catch (SQLException | JdbiException e) {
                // It is given up because it failed; that closing it fails too tells nothing new.
            }
        }
    }

    @Override
    public abstract void close();
}
