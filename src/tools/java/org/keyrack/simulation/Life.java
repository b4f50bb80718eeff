package org.keyrack.simulation;

import java.time.Duration;
import java.util.Optional;
import org.keyrack.app.Bench;
import org.keyrack.app.ShelfLabels;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.journal.OpenDownload;
import org.keyrack.ledger.Ledger;
import org.keyrack.ledger.LedgerException;

/** One life of the program, from its start to its end or to that of its world. */
final class Life implements Runnable {
    private static final Duration READING = Duration.ofSeconds(90);

    private final Scene scene;
    private final SimulatedWorld world;
    private final Lives lives;
    private final boolean last;
    private Ledger ledger;
    private boolean ended;

    /** @param last whether nothing goes wrong any more: what is open must be settled, and all is loaded that can be */
    Life(Scene scene, SimulatedWorld world, Lives lives, boolean last) {
        this.scene = scene;
        this.world = world;
        this.lives = lives;
        this.last = last;
    }

    @Override
    public void run() {
        try {
            live();
        } catch (LedgerException e) {
            scene.trace().note("program", "cannot open its ledger: " + e.getMessage());
            if (last) {
                throw new Finding("the ledger cannot be opened any more: " + e.getMessage());
            }
        } catch (InterruptedException e) {
            throw new Finding("a thread was interrupted");
        }
    }

    private void live() throws LedgerException, InterruptedException {
        ledger = scene.disk().open(world, scene.bench());
        scene.trace().note("program", "begins at " + scene.bench() + (last ? " for the last time" : ""));
        ledger.recover();
        scene.truth().releases().begins(scene.bench());
        Hands hands = new Hands(scene, world, lives);
        SimulatedReaders readers = hands.readers(last);
        if (scene.blanks().isPresent()) {
            new Preparer(scene, scene.blanks().get(), world, hands, readers, ledger, last).work();
        }
        Bench bench = new Bench(readers, ShelfLabels.NONE, ledger, this::settled, world);
        bench.awaitRead(READING);
        Operator operator = new Operator(scene, world, hands, bench, ledger, last);
        operator.work();
        bench.close();
        ledger.close();
        ended = true;
        scene.trace().note("program", "ends");
    }

    private boolean settled(OpenDownload download, Optional<Loaded> loaded) {
        try {
            return ledger.settle(download, loaded);
        } catch (JournalUnavailable later) {
            return false;
        }
    }

    /** Closes what a world that ended left open. */
    void abandon() {
        try {
            if (ledger != null && !ended) {
                ledger.close();
            }
        } catch (WorldEnded gone) {
            scene.trace().note("program", "its ledger was not open yet");
        }
    }
}
