package org.keyrack.app;

import java.util.List;
import java.util.stream.Stream;
import org.keyrack.app.AsClone.Sealed;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.SentenceException;
import org.keyrack.language.Wording;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.apdu.CardFailure;

/** What is said of the PINs and exports of an AS in care, in the language shown now. */
public final class CareWords {
    private CareWords() {}

    private static Wording words() {
        return Wording.of("input");
    }

    /** The person whose PIN it is. */
    public static String name(PinReference reference) {
        return words().get("pin." + reference);
    }

    /**
     * What a wrong PIN has cost.
     *
     * @param triesLeft 0 to 3; 0 means blocked
     */
    public static String wrong(PinReference reference, int triesLeft) {
        return triesLeft == 0 ? blocked(reference) : words().say("role.wrong", name(reference), triesLeft);
    }

    /** That a PIN is blocked, and who can help. */
    public static String blocked(PinReference reference) {
        return words().say("role.blocked." + reference, name(reference));
    }

    /** That a person has changed his PIN. */
    public static String changed(PinReference reference, AsCare as) throws CardFailure {
        return words().say("pin.changed", name(reference), as.identity().acts());
    }

    /** That the operator has a new PIN. */
    public static String unblocked(AsCare as) throws CardFailure {
        return words().say(
                        "pin.unblocked",
                        name(PinReference.OPERATOR),
                        as.identity().acts());
    }

    /** That an AS serves modules again. */
    public static String operational(AsCare as) throws CardFailure {
        return words().say("care.operational", as.reader(), as.identity().acts());
    }

    /** How many exports of a key are left. */
    public static String exportsLeft(KeyDirectoryEntry key) {
        return key.exportsLeft() == KeyDirectoryEntry.NO_LIMIT
                ? words().say("exports.noLimit", key.ref1(), key.label())
                : words().say("exports.left", key.ref1(), key.label(), key.exportsLeft());
    }

    /** How many sealed records have left an AS. */
    public static String sealed(int done, int of) {
        return words().say("clone.sealed", done, of);
    }

    /** How many sealed records an AS has taken. */
    public static String restored(int done, int of) {
        return words().say("clone.restored", done, of);
    }

    /**
     * What became of sealed records, and which keys may not leave.
     *
     * @param taken how many were new there
     * @param where the reader or the file that has them now
     */
    public static List<String> cloned(Sealed sealed, int taken, String where) {
        return Stream.concat(
                        Stream.of(words().say("clone.end", sealed.records().size(), taken, where)),
                        sealed.left().stream().map(key -> words().say("clone.left", key)))
                .toList();
    }

    /** That an act was done and not written down. */
    public static String unwritten(JournalUnavailable failure) {
        return words().say("care.unwritten", SentenceException.said(failure));
    }
}
