package org.keyrack.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keyrack.journal.ReleasedAct;
import org.keyrack.ledger.PersonException.Cause;

/**
 * Releases that were given and not used yet: each for one act on one object of one operator, used up by the transaction of the
 * act itself. They are nowhere but in the memory of the program that asked, and end with it.
 */
final class Releases {
    private final Map<Wanted, String> given;

    Releases() {
        this(new HashMap<>());
    }

    private Releases(Map<Wanted, String> given) {
        this.given = given;
    }

    /**
     * What is to be released.
     *
     * @param object what it is done to: an SN, a number, an ID
     * @param operator who does it, by ID
     */
    record Wanted(ReleasedAct act, String object, String operator) {}

    Releases copy() {
        return new Releases(new HashMap<>(given));
    }

    /** @param by the supervisor, whose PIN was right */
    void give(Wanted wanted, String by) {
        given.put(wanted, by);
    }

    void revoke(Wanted wanted) {
        given.remove(wanted);
    }

    boolean has(Wanted wanted) {
        return given.containsKey(wanted);
    }

    /** Uses a release up: who gave it. */
    Optional<String> use(Wanted wanted) {
        return Optional.ofNullable(given.remove(wanted));
    }

    /**
     * Uses a release up and writes it into the line of its act.
     *
     * @throws PersonException when nobody has given it
     */
    void use(Wanted wanted, EventLine line) throws PersonException {
        String by = use(wanted).orElseThrow(() -> new PersonException(Cause.NOT_RELEASED, wanted.object()));
        line.with("releasedBy", by);
    }
}
