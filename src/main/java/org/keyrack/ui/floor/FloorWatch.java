package org.keyrack.ui.floor;

import java.util.function.Consumer;
import org.keyrack.app.Floor;
import org.keyrack.app.OpenLedger;
import org.keyrack.ledger.LedgerException;
import org.keyrack.ledger.LedgerUnreadable;

/** Follows the floor of a ledger on a thread of its own, until it is told to end. */
final class FloorWatch {
    private final Thread thread;
    private volatile boolean ended;

    /**
     * @param show hears of each change, on the watch's thread
     * @param gone hears once that the ledger cannot be read any more, on the same
     */
    FloorWatch(OpenLedger ledger, Consumer<Floor.View> show, Consumer<Exception> gone) {
        this.thread = new Thread(() -> follow(ledger, show, gone), "floor");
        thread.setDaemon(true);
    }

    void begin() {
        thread.start();
    }

    /** Its connections are closed within a second. */
    void end() {
        ended = true;
    }

    private void follow(OpenLedger ledger, Consumer<Floor.View> show, Consumer<Exception> gone) {
        try {
            ledger.followFloor(
                    view -> {
                        if (!ended) {
                            show.accept(view);
                        }
                    },
                    () -> ended);
        } catch (LedgerException | LedgerUnreadable e) {
            if (!ended) {
                gone.accept(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
