package org.keyrack.ledger;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/** Who writes to a simulated ledger that benches share: each has its name as long as its session is open. */
final class Sessions {
    private final Runnable turn;
    private final Map<String, Handle> open = new HashMap<>();
    /** Those that were open when the last transaction began. */
    private final Map<String, Handle> before = new HashMap<>();

    /** @param turn waits until no transaction is open */
    Sessions(Runnable turn) {
        this.turn = turn;
    }

    /** Whether a session works as a bench. */
    boolean works(String bench) {
        try {
            return open.containsKey(bench) && !open.get(bench).getConnection().isClosed();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the same session has worked as a bench since the last transaction began. */
    boolean stays(String bench) {
        return works(bench) && Objects.equals(open.get(bench), before.get(bench));
    }

    void begun(String bench, Handle session) {
        open.put(bench, session);
    }

    /** Waits until no transaction is open. */
    void awaitTurn() {
        turn.run();
        before.clear();
        before.putAll(open);
        before.keySet().removeIf(bench -> !works(bench));
    }

    /** A bench's session is lost. */
    void leave(String bench) {
        Database.drop(open.remove(bench));
    }

    void clear() {
        open.clear();
    }
}
