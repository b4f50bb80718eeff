package org.keyrack.app;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.keyrack.reader.Readers;

/** The cards of a rack file: in readers of their own, or on vpcd ports. */
public interface VirtualCards extends AutoCloseable {
    /** The cards in virtual readers, in this process. */
    Readers readers();

    /** The operator's PIN from the rack file, a fresh copy; the caller wipes it. */
    char[] operatorPin();

    /**
     * Puts card i on vpcd's port PORT+i of this computer, AS first. Ports that do not answer yet are tried again.
     *
     * @return completes when all are connected
     */
    CompletableFuture<Void> connect(int firstPort);

    /**
     * The operator's PIN of the AS in a virtual reader, a fresh copy; the caller wipes it.
     *
     * @throws IllegalArgumentException when that reader held no AS at the start
     */
    char[] operatorPin(String reader);

    /** Takes the module out of a virtual reader and puts a fresh one in, with the next free SN. */
    void replaceUnit(String reader);

    /** Takes the card out of a virtual reader; a command at work is never answered. Nothing happens when none is in. */
    void takeOut(String reader);

    /** Puts the card that was taken out of a virtual reader back into it. */
    void putBack(String reader);

    /**
     * Takes the module out of a virtual reader and puts a copy of another one in: a card that says the same SN.
     *
     * @param reader where the copy goes
     * @param original the reader of the module that it says it is
     * @throws IllegalArgumentException when one of them holds no module at the start
     */
    void putCopy(String reader, String original);

    /** How often each command has arrived at the cards that are in now, all together, by its name in protocol.md. */
    Map<String, Integer> commandCounts();

    @Override
    void close();
}
