package org.keyrack.evidence;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.keyrack.evidence.NoteException.Cause;

/**
 * The name of one chain among all of the world, and that its bench's key signs under: {@code keyrack/GENESIS/CHAIN}.
 *
 * @param genesis first 16 hexadecimal digits of SHA-256 of the chain's first line
 * @param chain the chain's name in its ledger
 */
public record Origin(String genesis, String chain) {
    private static final int DIGITS = 16;
    private static final String START = "keyrack/";
    private static final Pattern FORM = Pattern.compile(START + "[0-9a-f]{16}/[A-Za-z0-9._~-]{1,64}");

    /** Of the chain whose first line, without its line feed, that is. */
    public static Origin of(String firstLine, String chain) {
        byte[] hash = TreeHash.sha256(firstLine.getBytes(StandardCharsets.UTF_8));
        return new Origin(HexFormat.of().formatHex(hash).substring(0, DIGITS), chain);
    }

    /**
     * Reads a name.
     *
     * @throws NoteException when it is no chain's
     */
    public static Origin parse(String name) throws NoteException {
        if (!FORM.matcher(name).matches()) {
            throw new NoteException(Cause.FIELD, "origin");
        }
        int digits = START.length() + DIGITS;
        return new Origin(name.substring(START.length(), digits), name.substring(digits + 1));
    }

    @Override
    public String toString() {
        return START + genesis + "/" + chain;
    }
}
