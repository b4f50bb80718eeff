package org.keyrack.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.keyrack.world.World;

/** A SQLite ledger as it would be without the tree over its lines, to measure what the tree costs. */
public final class TreelessLedger {
    private TreelessLedger() {}

    /** Opens a ledger that nobody uses: its tiles are removed, and nothing builds them anew as long as it is open. */
    public static Ledger open(LedgerSettings settings) throws Exception {
        new RawSqlite(settings.location()).run("DELETE FROM tile");
        Ledger ledger = Ledger.open(settings, problem -> {}, withoutBuilder());
        if (ledger.treeGrows()) {
            ledger.close();
            throw new IllegalStateException("The tree grows, so that the figure says nothing");
        }
        return ledger;
    }

    /** The machine's world, but for the thread that builds trees. */
    private static World withoutBuilder() {
        World real = World.real();
        return (World) Proxy.newProxyInstance(
                World.class.getClassLoader(), new Class<?>[] {World.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("start") && Objects.equals(arguments[0], "tree")) {
                        return null;
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
