package org.keyrack.token;

import java.util.Locale;

/** A check of protocol.md that failed, by its status word. */
public final class FailedCheckException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int sw;

    FailedCheckException(int sw) {
        super(String.format(Locale.ROOT, "%04X", sw));
        this.sw = sw;
    }

    public int sw() {
        return sw;
    }

    static void require(boolean holds, int otherwise) throws FailedCheckException {
        if (!holds) {
            throw new FailedCheckException(otherwise);
        }
    }
}
