package org.keyrack.simulation;

/** What must never be has come about. */
final class Finding extends AssertionError {
    private static final long serialVersionUID = 1L;

    Finding(String what) {
        super(what);
    }

    Finding(String what, Throwable cause) {
        super(what, cause);
    }
}
