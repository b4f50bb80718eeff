package org.keyrack.ui.kit;

import org.keyrack.language.TypedPin;
import org.keyrack.language.TypedPin.Kind;

/** Takes a PIN or a passphrase; a card's PIN unless it is told otherwise. */
public final class PinField extends MaskedField {
    /** Dots that are shown: so many characters are not counted by looking. */
    private static final int DOTS = 24;

    private Kind kind = Kind.CARD_PIN;

    public PinField() {
        super(TypedPin.MOST_CHARACTERS);
    }

    /** Takes another kind from now on; what was typed as the kind before is forgotten. */
    public void setKind(Kind next) {
        if (kind != next) {
            clear();
            kind = next;
        }
    }

    @Override
    protected boolean takes(char typed) {
        return kind.takes(typed);
    }

    @Override
    protected int most() {
        return kind.most();
    }

    @Override
    protected String masked(int count) {
        return super.masked(Math.min(count, DOTS));
    }
}
