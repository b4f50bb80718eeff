package org.keyrack.token;

/** The PIN of the token or the passphrase of the file was refused. */
public final class WrongPin extends Exception {
    private static final long serialVersionUID = 1L;

    private final int triesLeft;

    /** @param triesLeft as {@link org.keyrack.protocol.answer.AsIdentity} has them: 0 locked, 3 also when nobody counts */
    public WrongPin(int triesLeft) {
        super("Wrong PIN");
        this.triesLeft = triesLeft;
    }

    public int triesLeft() {
        return triesLeft;
    }
}
