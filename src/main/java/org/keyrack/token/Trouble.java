package org.keyrack.token;

import java.util.Locale;
import java.util.Optional;

/** Why an AS that is no card cannot be used; each has a sentence with cause and action in every language. */
public enum Trouble {
    /** The file that describes the AS is not there. */
    FILE_MISSING,
    /** It is no such file, or cannot be read. */
    FILE_FORM,
    /** It describes an AS of another kind than the address says. */
    FILE_KIND,
    /** What it says is not what the AS has put its MAC under, or its counters are not. */
    FILE_ALTERED,
    /** Another program has the AS open. */
    FILE_IN_USE,
    /** There is no folder for the file. */
    FILE_FOLDER,
    /** A file of that name is there already. */
    FILE_EXISTS,
    /** Counters cannot be written: nothing is exported. */
    FILE_UNWRITTEN,
    /** There is no such library, or it is not one for this computer. */
    LIBRARY_MISSING,
    /** The library ended the process that had loaded it, or the process was ended. */
    CRASHED,
    /** The token does not answer. */
    HUNG,
    /** No token with this label and serial number, or none in this slot. */
    TOKEN_MISSING,
    /** There is no token in the slot that was given. */
    SLOT_EMPTY,
    /** The token in the slot that was given is not initialized, or has no PIN. */
    SLOT_BLANK,
    /** The token was there and is not any more. */
    TOKEN_GONE,
    /** The token is not initialized, or has no PIN. */
    TOKEN_BLANK,
    /** The token lacks a mechanism that the method needs. */
    TOKEN_CANNOT,
    /** The token refused a call. */
    TOKEN_REFUSED,
    /** A key is not in the token any more. */
    KEY_MISSING,
    /** A key of the token may be read or taken out. */
    KEY_EXPOSED,
    /** The token has keys of an AS with this id already. */
    KEY_EXISTS,
    /** A key's check value is not the one in the plan. */
    KEY_WRONG,
    /** The plan asks for a key that leaves as it is, and nobody has said that this is meant. */
    PLAN_UNDIVERSIFIED,
    /** The plan has a T that the token would draw: it could reach no module. */
    PLAN_DRAWN_T,
    /** The PIN or passphrase may not be used: too short for a new one, or not accepted by its form. */
    PIN_FORM;

    /** Its name in the texts and between the processes. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The trouble of that name. */
    public static Optional<Trouble> of(String id) {
        for (Trouble trouble : values()) {
            if (trouble.id().equals(id)) {
                return Optional.of(trouble);
            }
        }
        return Optional.empty();
    }
}
