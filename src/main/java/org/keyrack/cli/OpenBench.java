package org.keyrack.cli;

import java.util.Optional;
import org.keyrack.app.InputException;
import org.keyrack.app.VirtualCards;
import org.keyrack.reader.Readers;

/**
 * The readers a command works on.
 *
 * @param readers closed by whoever uses them
 * @param cards the virtual cards behind them, if they are virtual
 */
record OpenBench(Readers readers, Optional<VirtualCards> cards) implements AutoCloseable {
    static OpenBench open(CliContext context, BenchOptions options) throws InputException {
        if (!options.simulated()) {
            return new OpenBench(context.benches().pcsc(), Optional.empty());
        }
        VirtualCards cards = context.benches().virtual(options.rack());
        return new OpenBench(cards.readers(), Optional.of(cards));
    }

    @Override
    public void close() {
        readers.close();
        cards.ifPresent(VirtualCards::close);
    }
}
