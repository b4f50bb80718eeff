package org.keyrack.order;

import java.util.regex.Pattern;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.order.OrderException.Cause;

/**
 * Says that a supervisor's key signs orders of a ledger from now on, or no more: the text of a note that a key trusted before
 * signs, and the first one the bench's.
 *
 * @param ledger id of the ledger, 16 hexadecimal digits
 * @param key the supervisor's
 * @param person who has it, by ID
 * @param trusted whether it is trusted; else it is withdrawn
 */
public record TrustNote(String ledger, VerifierKey key, String person, boolean trusted) {
    private static final String KIND = "keyrack: trust 1";
    private static final int LINES = 5;
    private static final Pattern LEDGER = Pattern.compile("[0-9a-f]{16}");

    /** What is signed. */
    public String text() {
        return String.join("\n", KIND, ledger, key.toString(), person, trusted ? "trusted" : "withdrawn") + "\n";
    }

    /** Reads the text of a note; who signed it is another matter. */
    public static TrustNote parse(String text) throws OrderException {
        String[] lines = text.split("\n", -1);
        if (!lines[0].equals(KIND)) {
            throw new OrderException(Cause.KIND, KIND);
        }
        if (lines.length != LINES + 1 || !lines[LINES].isEmpty()) {
            throw new OrderException(Cause.FIELD, "lines");
        }
        if (!LEDGER.matcher(lines[1]).matches()) {
            throw new OrderException(Cause.FIELD, "ledger");
        }
        VerifierKey key;
        try {
            key = VerifierKey.parse(lines[2]);
        } catch (NoteException none) {
            throw new OrderException(Cause.FIELD, "vkey");
        }
        if (!SupervisorName.isOf(key)) {
            throw new OrderException(Cause.FIELD, "vkey");
        }
        if (!lines[3].equals(SupervisorName.id(key))) {
            throw new OrderException(Cause.FIELD, "person");
        }
        boolean trusted = lines[4].equals("trusted");
        if (!trusted && !lines[4].equals("withdrawn")) {
            throw new OrderException(Cause.FIELD, "state");
        }
        return new TrustNote(lines[1], key, lines[3], trusted);
    }
}
