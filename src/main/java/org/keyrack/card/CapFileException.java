package org.keyrack.card;

import org.keyrack.language.SentenceException;

/** A file that is no CAP file that a card takes. Its message has a cause and an action. */
public final class CapFileException extends SentenceException {
    private static final long serialVersionUID = 1L;

    public CapFileException(String message) {
        super(message);
    }
}
