package org.keyrack.unit;

/** An AS that is in no reader and is held open for exports: a token, a file of this computer. */
public interface OpenAs extends As, AutoCloseable {
    /** Lets go of it: its PIN is no longer verified. Idempotent; never waits for one that hangs. */
    @Override
    void close();
}
