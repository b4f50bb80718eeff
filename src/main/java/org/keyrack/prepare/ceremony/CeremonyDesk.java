package org.keyrack.prepare.ceremony;

import java.util.Optional;
import org.keyrack.prepare.ceremony.Act.EnterComponent;
import org.keyrack.prepare.ceremony.Act.EnterPin;
import org.keyrack.protocol.Kcv;

/** The one keyboard of a ceremony, at which one person sits at a time. Called by the worker of the card. */
public interface CeremonyDesk {
    /**
     * Calls the person of an act and reads a component as its letter shows it.
     *
     * @return wiped by the caller; empty when nobody enters it
     */
    Optional<char[]> component(EnterComponent act) throws InterruptedException;

    /**
     * The same of a PIN.
     *
     * @return 4 to 8 digits, wiped by the caller; empty when nobody enters it
     */
    Optional<char[]> pin(EnterPin act) throws InterruptedException;

    /**
     * What was entered cannot be taken; nothing of it was sent.
     *
     * @return whether the same person enters it again
     */
    boolean refused(Act act, String sentence);

    /** What was entered is right; it is wiped before the next person is called. */
    void taken(Act act);

    /** The card has stored a key. */
    void stored(String key, Kcv kcv, boolean drawn);

    /**
     * The card is gone, or was reset: the key that was being entered begins with component 1 again.
     *
     * @return whether it is to be looked for, now
     */
    boolean cardLost() throws InterruptedException;

    /** The ledger cannot be written; nothing goes on without it. */
    void unwritten(String sentence);
}
