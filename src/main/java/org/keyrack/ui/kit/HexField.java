package org.keyrack.ui.kit;

/** Takes a secret in hexadecimal digits, as a letter shows it in groups; how many were typed is shown beside the dots. */
public final class HexField extends MaskedField {
    /** Dots at most; the number tells the rest. */
    private static final int DOTS = 8;

    private final int wanted;
    private final int checked;

    /**
     * @param wanted digits of the whole secret
     * @param checked the same with the check digits of a letter
     */
    public HexField(int wanted, int checked) {
        super(checked);
        this.wanted = wanted;
        this.checked = checked;
    }

    @Override
    protected boolean takes(char typed) {
        return typed < 0x80 && Character.digit(typed, 16) >= 0;
    }

    @Override
    protected String masked(int count) {
        return count == 0
                ? ""
                : "●".repeat(Math.min(count, DOTS)) + "  " + count + "/" + (count > wanted ? checked : wanted);
    }

    /** Whether every digit was typed, with the check digits or without. */
    public boolean isFull() {
        int typed = lengthProperty().get();
        return typed == wanted || typed == checked;
    }
}
