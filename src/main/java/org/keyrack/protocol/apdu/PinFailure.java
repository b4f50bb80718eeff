package org.keyrack.protocol.apdu;

/** The PIN was wrong (63Cx) or is blocked (6983). */
public final class PinFailure extends CardFailure {
    private static final long serialVersionUID = 1L;

    private final int triesLeft;

    /** @param triesLeft 0 to 3; 0 means blocked */
    public PinFailure(int triesLeft) {
        super(triesLeft == 0 ? "The PIN is blocked" : "Wrong PIN, tries left: " + triesLeft);
        this.triesLeft = triesLeft;
    }

    public int triesLeft() {
        return triesLeft;
    }
}
