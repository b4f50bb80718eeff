package org.keyrack.language;

import org.jspecify.annotations.Nullable;

/** An exception whose message is a sentence for people: the cause, then what to do. There always is one. */
public abstract class SentenceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    protected SentenceException(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    protected SentenceException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
    }

    /** What any exception says; its class's name when it says nothing. */
    public static String said(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    @Override
    public final String getMessage() {
        return sentence;
    }
}
