package org.keyrack.ledger;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Fences a second program out: who opens the ledger last writes its token, and each group of events is written only while
 * the own token stands. A lock file alone can be removed under a running program.
 */
final class WriterToken {
    private final String bench;
    private final String token;

    private WriterToken(String bench, String token) {
        this.bench = bench;
        this.token = token;
    }

    static WriterToken drawn(String bench, SecureRandom random) {
        byte[] token = new byte[16];
        random.nextBytes(token);
        return new WriterToken(bench, HexFormat.of().formatHex(token));
    }

    String bench() {
        return bench;
    }

    /** Takes the bench; whoever had it is replaced. */
    void put(Handle handle) {
        handle.createUpdate("INSERT INTO writer (bench, token) VALUES (:bench, :token)"
                        + " ON CONFLICT (bench) DO UPDATE SET token = excluded.token")
                .bind("bench", bench)
                .bind("token", token)
                .execute();
    }

    /**
     * Looks, in a transaction that is to write, whether the bench is still this program's.
     *
     * @throws Replaced when another program has taken it
     */
    void require(Handle handle) throws Replaced {
        Optional<String> found = handle.createQuery("SELECT token FROM writer WHERE bench = :bench")
                .bind("bench", bench)
                .mapTo(String.class)
                .findOne();
        if (!found.equals(Optional.of(token))) {
            throw new Replaced(bench);
        }
    }

    /** Another program works as this bench now; nothing more is written here. */
    static final class Replaced extends SQLException {
        private static final long serialVersionUID = 1L;

        private Replaced(String bench) {
            super("another KeyRack works as bench \"" + bench + "\" now: close this one and go on there");
        }
    }
}
