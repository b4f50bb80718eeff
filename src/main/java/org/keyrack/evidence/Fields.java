package org.keyrack.evidence;

import java.util.regex.Pattern;
import org.keyrack.evidence.NoteException.Cause;
import org.keyrack.protocol.Bytes;

/** Fields that several kinds of text have, each in its one spelling. */
final class Fields {
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,15}");
    private static final int HASH = 32;

    private Fields() {}

    /** Number of lines of a tree, from 0, of at most 16 digits. */
    static long size(String text) throws NoteException {
        if (!NUMBER.matcher(text).matches()) {
            throw new NoteException(Cause.FIELD, "size");
        }
        return Long.parseLong(text);
    }

    /** A hash of 32 bytes in Base64. */
    static Bytes hash(String name, String text) throws NoteException {
        return CanonicalBase64.decode(text)
                .filter(bytes -> bytes.length == HASH)
                .map(Bytes::of)
                .orElseThrow(() -> new NoteException(Cause.FIELD, name));
    }
}
