package org.keyrack.ui;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.keyrack.app.LedgerSource.OpenLedger;
import org.keyrack.journal.Journal.JournalUnavailable;

/** A ledger on a disk that can be full. */
public final class FullLedger {
    private FullLedger() {}

    /** The ledger as long as the disk has room; then each commit is refused. */
    public static OpenLedger of(OpenLedger ledger, AtomicBoolean full) {
        return (OpenLedger) Proxy.newProxyInstance(
                OpenLedger.class.getClassLoader(), new Class<?>[] {OpenLedger.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit") && full.get()) {
                        throw new JournalUnavailable("No space left on device", null);
                    }
                    try {
                        return method.invoke(ledger, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
