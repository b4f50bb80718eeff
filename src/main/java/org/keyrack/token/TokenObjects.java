package org.keyrack.token;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.keyrack.protocol.Bytes;
import org.keyrack.token.pkcs11.Attributes;
import org.keyrack.token.pkcs11.CryptokiFailure;
import org.keyrack.token.pkcs11.CryptokiSession;

/** How the keys of an AS are called in a token, and what they may do there. */
final class TokenObjects {
    private static final int T = 1;
    private static final int TA = 2;
    private static final int COUNTERS = 3;

    /**
     * A key of an AS.
     *
     * @param id CKA_ID: AS id, kind, number
     */
    record Name(byte[] id, String label) {}

    private final Bytes asId;

    /** @param asId 4 bytes */
    TokenObjects(Bytes asId) {
        this.asId = asId;
    }

    Name transportKey(int slot) {
        return name(T, slot, "T" + slot);
    }

    Name applicationKey(int ref1) {
        return name(TA, ref1, "TA " + ref1);
    }

    Name counterKey() {
        return name(COUNTERS, 0, "counters");
    }

    private Name name(int kind, int number, String text) {
        byte[] id = Bytes.concat(asId, Bytes.of(new byte[] {(byte) kind, (byte) (number >> 8), (byte) number}))
                .toArray();
        return new Name(id, "KeyRack " + asId.hex() + " " + text);
    }

    /** What a session key has: gone with the session, never readable. */
    static Attributes session(boolean extractable) {
        return Attributes.aesKey()
                .flag(Attributes.TOKEN, false)
                .flag(Attributes.SENSITIVE, true)
                .flag(Attributes.EXTRACTABLE, extractable);
    }

    /** What turns a key of the session into one that stays. */
    static Attributes lasting(Attributes but, Name name) {
        return but.flag(Attributes.TOKEN, true)
                .flag(Attributes.PRIVATE, true)
                .bytes(Attributes.LABEL, name.label().getBytes(StandardCharsets.UTF_8))
                .bytes(Attributes.ID, name.id());
    }

    static List<Long> find(CryptokiSession session, Name name) throws CryptokiFailure {
        return session.find(Attributes.aesKey().bytes(Attributes.ID, name.id()));
    }

    /**
     * The key of that name, with the rights that it was made with.
     *
     * @param extractable whether it may leave wrapped
     */
    static long require(CryptokiSession session, Name name, boolean extractable)
            throws CryptokiFailure, TroubleException {
        List<Long> found = find(session, name);
        if (found.size() != 1) {
            throw new TroubleException(Trouble.KEY_MISSING, name.label());
        }
        long key = found.get(0);
        if (!session.flag(key, Attributes.SENSITIVE) || session.flag(key, Attributes.EXTRACTABLE) && !extractable) {
            throw new TroubleException(Trouble.KEY_EXPOSED, name.label());
        }
        return key;
    }
}
