package org.keyrack.yaml;

import org.keyrack.language.SentenceException;

/** A document that cannot be used. The message is one sentence: the place, the cause, what to do; no value, it may be secret. */
public final class YamlException extends SentenceException {
    private static final long serialVersionUID = 1L;

    private final String place;

    /**
     * @param place file, line, path inside the file, as far as they are known
     * @param cause what is wrong, a clause that follows the place
     * @param action what to do about it, a sentence
     */
    public YamlException(String place, String cause, String action) {
        super(place + ": " + cause + ". " + action);
        this.place = place;
    }

    /** Where it is wrong. */
    public String place() {
        return place;
    }
}
