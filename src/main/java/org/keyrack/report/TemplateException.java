package org.keyrack.report;

import org.keyrack.language.SentenceException;

/** A label template that cannot be used; the message says what is wrong in it and what to write. */
public final class TemplateException extends SentenceException {
    private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message);
    }

    TemplateException(String message, Throwable cause) {
        super(message, cause);
    }
}
