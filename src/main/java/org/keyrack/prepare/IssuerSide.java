package org.keyrack.prepare;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyrack.card.Aid;
import org.keyrack.card.CapFile;
import org.keyrack.card.CardContents;
import org.keyrack.card.CardLifeCycle;
import org.keyrack.card.CardRefusal;
import org.keyrack.card.IssuerDomain;
import org.keyrack.card.KeyRackPackage;
import org.keyrack.card.KeySet;
import org.keyrack.card.MakersKeys;
import org.keyrack.card.RegistryEntry;
import org.keyrack.prepare.PreparationRefusal.Reason;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** What the issuer of a card does to it: package, keys, applet, life cycle. Each call opens a session of its own. */
final class IssuerSide {
    private final ApduChannel card;
    private final PreparationSecrets secrets;
    /** Key diversification data of the card that was read. */
    private Optional<Bytes> identity = Optional.empty();

    IssuerSide(ApduChannel card, PreparationSecrets secrets) {
        this.card = card;
        this.secrets = secrets;
    }

    /**
     * What a session shows.
     *
     * @param card key diversification data, 10 bytes
     * @param replaced whether the keys that a prepared card has open it, and its maker's do not
     * @param loaded whether KeyRack's package is there
     * @param applets what is installed
     */
    record Contents(Bytes card, boolean replaced, boolean loaded, Set<Aid> applets, CardLifeCycle lifeCycle) {}

    Contents read() throws CardFailure, CardRefusal {
        boolean answers = isReplaced();
        boolean replaced = answers && !makersAnswer();
        try (CardContents contents = IssuerDomain.select(card).open(answers ? secrets.target() : secrets.issuer())) {
            identity = Optional.of(contents.diversification());
            return new Contents(
                    contents.diversification(),
                    replaced,
                    contents.loadFiles().stream().anyMatch(entry -> entry.aid().equals(KeyRackPackage.AID)),
                    contents.applications().stream().map(RegistryEntry::aid).collect(Collectors.toUnmodifiableSet()),
                    contents.lifeCycle());
        }
    }

    /**
     * A session with the card that was read. A hand may be faster than the reader's look: a command on the old handle then
     * reaches another card.
     */
    private CardContents open(KeySet keys) throws CardFailure, CardRefusal, PreparationRefusal {
        CardContents contents = IssuerDomain.select(card).open(keys);
        if (!identity.equals(Optional.of(contents.diversification()))) {
            contents.close();
            throw new PreparationRefusal(Reason.SWAPPED);
        }
        return contents;
    }

    /** Refuses another card than the one that was read. */
    void requireSame() throws CardFailure, CardRefusal, PreparationRefusal {
        open(secrets.target()).close();
    }

    /** Whether the keys of a prepared card answer already. Keys that do not cost the card no try. */
    private boolean isReplaced() throws CardFailure, CardRefusal {
        return !secrets.replacesIssuerKeys() || IssuerDomain.opens(card, secrets.target());
    }

    /** The keys that the card came with; the makers' default, when those of a prepared card are said to be there already. */
    private MakersKeys makers() {
        return secrets.replacesIssuerKeys() ? MakersKeys.of(secrets.issuer()) : MakersKeys.usual();
    }

    private boolean makersAnswer() throws CardFailure, CardRefusal {
        try (MakersKeys makers = makers()) {
            return makers.open(card);
        }
    }

    void load(CapFile file) throws CardFailure, CardRefusal, PreparationRefusal {
        try (CardContents contents = open(isReplaced() ? secrets.target() : secrets.issuer())) {
            contents.load(file, block -> {});
        }
    }

    /**
     * Puts the new keys in the place of the old ones, in one step, and opens a session with them to prove it; in a second
     * one those of the maker go, if the card has kept them.
     */
    void replaceKeys() throws CardFailure, CardRefusal, PreparationRefusal {
        KeySet issuer = secrets.issuer();
        KeySet fresh = secrets.target();
        if (!isReplaced()) {
            try (CardContents contents = open(issuer)) {
                contents.replaceKeys(fresh, issuer);
            }
            open(fresh).close();
        }
        try (MakersKeys makers = makers()) {
            if (makers.open(card)) {
                try (CardContents contents = open(fresh)) {
                    makers.delete(contents);
                }
            }
        }
    }

    /**
     * Installs an applet with a Kperso.
     *
     * @param there whether one is there that goes first
     * @param kperso stays the caller's
     */
    void install(Aid applet, boolean there, SecretKeyBytes kperso) throws CardFailure, CardRefusal, PreparationRefusal {
        try (CardContents contents = open(secrets.target())) {
            if (there) {
                contents.delete(applet, false);
            }
            contents.install(KeyRackPackage.AID, applet, kperso.copy());
        }
    }

    void secure() throws CardFailure, CardRefusal, PreparationRefusal {
        try (CardContents contents = open(secrets.target())) {
            contents.secure();
        }
    }
}
