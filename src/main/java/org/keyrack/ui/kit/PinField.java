package org.keyrack.ui.kit;

import org.keyrack.language.TypedPin;

/** Takes a PIN of 4 to 8 digits. */
public final class PinField extends MaskedField {
    public PinField() {
        super(TypedPin.MOST);
    }

    @Override
    protected boolean takes(char typed) {
        return TypedPin.isDigit(typed);
    }
}
