package org.keyrack.order;

import java.util.regex.Pattern;
import org.keyrack.evidence.VerifierKey;

/** The name that a supervisor's key signs under: {@code keyrack-supervisor/ID}. */
public final class SupervisorName {
    /** A personnel number, 1 to 32 characters. */
    public static final String ID = "[A-Za-z0-9._-]{1,32}";

    private static final String START = "keyrack-supervisor/";
    private static final Pattern FORM = Pattern.compile(START + ID);

    private SupervisorName() {}

    /** The name of the supervisor with an ID of the form {@link #ID}. */
    public static String of(String id) {
        return START + id;
    }

    /** Whether a key is a supervisor's: it signs notes, and no bench or witness has such a name. */
    public static boolean isOf(VerifierKey key) {
        return key.type() == VerifierKey.NOTE && FORM.matcher(key.name()).matches();
    }

    /** The ID in the name of a supervisor's key. */
    public static String id(VerifierKey key) {
        return key.name().substring(START.length());
    }
}
