package org.keyrack.ledger;

import java.util.List;
import org.keyrack.language.Languages;
import org.keyrack.language.SentenceException;
import org.keyrack.language.Wording;

/** Somebody who is not signed in, or an act on people that is refused; each cause has a sentence in {@code i18n/person}. */
public final class PersonException extends SentenceException {
    private static final long serialVersionUID = 1L;

    /** Causes, with what their sentences name. */
    public enum Cause {
        /** No such person, or another PIN: which of the two is not told. */
        WRONG,
        /** The row of a person is not what its line says; the ID. */
        CHANGED,
        /** A person of this ID is there; the ID. */
        EXISTS,
        /** Only a supervisor may; the ID of who is none. */
        NO_SUPERVISOR,
        /** The first person is a supervisor. */
        FIRST,
        /** An ID of another form. */
        ID,
        /** An ID that a badge could not type where a PIN is waited for; the ID, and how many digits a PIN has at least. */
        ID_LIKE_A_PIN,
        /** A PIN that is somebody's ID. */
        PIN_IS_AN_ID,
        /** A PIN that is too short; digits it needs, characters a passphrase needs. */
        SHORT,
        /** Sign-in can be switched off for a bench of one alone; how many there are. */
        SEVERAL,
        /** Nobody is to be recovered: nobody is known yet. */
        NOBODY,
        /** No key of people beside the bench's; the file. */
        NO_KEY,
        /** A person who may work no more; the ID. */
        WITHDRAWN,
        /** No person of this ID may work; the ID. */
        UNKNOWN,
        /** The last supervisor cannot be withdrawn; the ID. */
        LAST,
        /** Nobody releases his own act; the ID. */
        SAME_PERSON,
        /** Something is done that a supervisor other than the operator has to release; what it is done to. */
        NOT_RELEASED
    }

    private final Cause cause;

    PersonException(Cause cause, String... details) {
        super(Wording.of("person", Languages.now())
                .say("person." + cause, List.of(details).toArray()));
        this.cause = cause;
    }

    public Cause why() {
        return cause;
    }
}
