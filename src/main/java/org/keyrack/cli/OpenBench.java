package org.keyrack.cli;

import java.util.Optional;
import org.keyrack.app.Bench;
import org.keyrack.app.InputException;
import org.keyrack.app.Settler;
import org.keyrack.app.ShelfLabels;
import org.keyrack.app.VirtualCards;
import org.keyrack.journal.History;
import org.keyrack.reader.Readers;

/**
 * The readers a command works on.
 *
 * @param readers closed by whoever uses them
 * @param labels the numbers on their slots
 * @param cards the virtual cards behind them, if they are virtual
 */
record OpenBench(Readers readers, ShelfLabels labels, Optional<VirtualCards> cards) implements AutoCloseable {
    static OpenBench open(CliContext context, BenchOptions options) throws InputException {
        if (!options.simulated()) {
            return new OpenBench(context.benches().pcsc(), context.benches().shelf(), Optional.empty());
        }
        VirtualCards cards = context.benches().virtual(options.rack());
        return new OpenBench(cards.readers(), context.benches().shelf(), Optional.of(cards));
    }

    /** The same on other readers, which close these. */
    OpenBench on(Readers others) {
        return new OpenBench(others, labels, cards);
    }

    /** A bench on these readers that keeps no history. */
    Bench bench() {
        return bench(History.NONE, (download, loaded) -> false);
    }

    Bench bench(History history, Settler settler) {
        return new Bench(readers, labels, history, settler);
    }

    @Override
    public void close() {
        readers.close();
        cards.ifPresent(VirtualCards::close);
    }
}
