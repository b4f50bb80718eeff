package org.keyrack.reader.sim;

/** A rack file that cannot be used. The message is one sentence: the place, the cause, what to do. Nothing was run. */
public final class RackFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String place;

    /**
     * @param place file, line, path inside the file, as far as they are known
     * @param cause what is wrong, a clause that follows the place; no secret
     * @param action what to do about it
     */
    public RackFileException(String place, String cause, String action) {
        super(place + ": " + cause + ". " + action);
        this.place = place;
    }

    /** Where it is wrong. */
    public String place() {
        return place;
    }
}
