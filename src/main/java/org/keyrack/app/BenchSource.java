package org.keyrack.app;

import java.nio.file.Path;
import java.util.Optional;
import org.keyrack.reader.Readers;

/** Opens benches; the composition root implements it, so that command line and window know no concrete reader. */
public interface BenchSource {
    /** The readers of this computer. */
    Readers pcsc();

    /** The numbers that the operator has put on the slots of this computer's shelf. */
    default ShelfLabels shelf() {
        return ShelfLabels.NONE;
    }

    /** AS that are no cards. */
    default AsSource elsewhere() {
        throw new UnsupportedOperationException("This bench knows cards alone");
    }

    /**
     * The virtual bench.
     *
     * @param rack a rack file; empty opens the demo bench
     * @throws InputException when the rack file cannot be used
     */
    VirtualCards virtual(Optional<Path> rack) throws InputException;

    /**
     * The virtual bench that lessons are given on: few modules, and an AS that takes its time.
     *
     * @throws InputException when it cannot be opened
     */
    VirtualCards training() throws InputException;

    /**
     * A private pcscd with virtual readers and a socket of its own.
     *
     * @param readers 1 to 16
     * @throws InputException when it cannot be started, with what to do
     */
    PrivateService pcscd(int readers, Path directory) throws InputException;

    /** A private pcscd. */
    interface PrivateService extends AutoCloseable {
        Path socket();

        int firstPort();

        @Override
        void close();
    }
}
