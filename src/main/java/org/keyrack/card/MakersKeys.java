package org.keyrack.card;

import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.StatusWordFailure;

/**
 * The key set with which a maker delivers cards, where a card keeps it beside the one that was to take its place (GPC 2.3.1
 * section 11.8 leaves that to the card): whoever has it manages the card as before. Wiped when closed.
 */
public final class MakersKeys implements AutoCloseable {
    private static final int VERSION = 0xFF;

    private final KeySet keys;

    private MakersKeys(KeySet keys) {
        this.keys = keys;
    }

    /**
     * The keys that cards came with, under version FF or the one above 7F that is named. Keys with a version that PUT KEY
     * takes are replaced in their place: then it is the makers' default that is looked for.
     *
     * @param issuer stays the caller's
     */
    public static MakersKeys of(KeySet issuer) {
        if (issuer.version() != KeySet.ANY && issuer.version() <= KeySet.HIGHEST) {
            return usual();
        }
        return new MakersKeys(issuer.withVersion(issuer.version() == KeySet.ANY ? VERSION : issuer.version()));
    }

    /** The makers' default, which everybody knows. */
    public static MakersKeys usual() {
        try (KeySet keys = KeySet.makersDefault()) {
            return new MakersKeys(keys.withVersion(VERSION));
        }
    }

    /** Their version number, 80 to FF. */
    public int version() {
        return keys.version();
    }

    /** Whether they still open a card: its cryptogram alone tells, which costs it no try. */
    public boolean open(ApduChannel channel) throws CardFailure, CardRefusal {
        return IssuerDomain.select(channel).answersWith(keys);
    }

    /**
     * Deletes them.
     *
     * @param contents of a card that they open, in a session under the keys that took their place
     * @throws CardRefusal MAKERS_KEYS_STAY when the card does not delete them
     */
    public void delete(CardContents contents) throws CardFailure, CardRefusal {
        try {
            contents.deleteKeys(keys.version());
        } catch (StatusWordFailure refused) {
            throw new CardRefusal(CardRefusal.Reason.MAKERS_KEYS_STAY);
        }
    }

    /** Overwrites the keys. */
    @Override
    public void close() {
        keys.close();
    }
}
