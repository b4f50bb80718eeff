package org.keyrack.prepare;

import java.util.Optional;
import java.util.function.Function;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.PinReference;

/**
 * People who give each secret at the moment at which the card needs it, one after another. Called by the worker of the one card
 * of a preparation; a call returns when the person is done.
 */
public interface SecretsOnCall {
    /**
     * The next component of a key.
     *
     * @param key as {@link CardPlan#components()} names it
     * @param number from 1
     * @return checked; wiped by the caller once the card has it, before the next person is called
     */
    KeyComponent component(String key, int number) throws Withheld, InterruptedException;

    /**
     * A new PIN of an AS.
     *
     * @param objection the sentence that says why a PIN cannot be taken; empty: it can
     * @return wiped by the caller
     */
    char[] pin(PinReference reference, Function<char[], Optional<String>> objection)
            throws Withheld, InterruptedException;

    /**
     * The card has stored a key.
     *
     * @param key as {@link TransportKeyPlan#name()}, {@link KeyPlan#name()} or {@link BackupKeyPlan#NAME} call it
     * @param drawn whether the card has drawn it, and nobody has it
     */
    void stored(String key, Kcv kcv, boolean drawn) throws Withheld, InterruptedException;

    /** The link to the card is lost; returns once the card is there again. The key that was being given begins anew. */
    void awaitCard() throws Withheld, InterruptedException;

    /** Nobody gives it: the preparation ends, and nothing of it was sent. */
    final class Withheld extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
