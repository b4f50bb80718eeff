package org.keyrack.ui.kit;

/** Takes a secret in hexadecimal digits, as a letter shows it in groups; how many were typed is shown beside the dots. */
public final class HexField extends MaskedField {
    /** Dots at most; the number tells the rest. */
    private static final int DOTS = 8;

    private final int wanted;

    /** @param wanted digits of the whole secret */
    public HexField(int wanted) {
        super(wanted);
        this.wanted = wanted;
    }

    @Override
    protected boolean takes(char typed) {
        return typed < 0x80 && Character.digit(typed, 16) >= 0;
    }

    @Override
    protected String masked(int count) {
        return count == 0 ? "" : "●".repeat(Math.min(count, DOTS)) + "  " + count + "/" + wanted;
    }

    /** Whether every digit was typed. */
    public boolean isFull() {
        return lengthProperty().get() == wanted;
    }
}
