package org.keyrack.app;

import java.io.IOException;
import org.keyrack.reader.Readers;

/** The cards of a rack file: in readers of their own, or on vpcd ports. */
public interface VirtualCards extends AutoCloseable {
    /** The cards in virtual readers, in this process. */
    Readers readers();

    /** The operator's PIN from the rack file, a fresh copy; the caller wipes it. */
    char[] operatorPin();

    /**
     * Connects card i to PORT+i, AS first, and returns once all are connected.
     *
     * @throws IOException when a port does not answer
     */
    void connect(String host, int firstPort) throws IOException, InterruptedException;

    /** Takes the module out of a virtual reader and puts a fresh one in, with the next free SN. */
    void replaceUnit(String reader);

    @Override
    void close();
}
