package org.keyrack.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.protocol.answer.EiIdentity;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.command.SelectApplet;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.unit.AsSession;
import org.keyrack.unit.EiSession;

/**
 * What is done with the contents of one card: each task reads the card first and does what is missing, so that it can be
 * repeated after whatever stopped it.
 */
public final class CardTasks {
    private final KeySet keys;
    private final boolean dryRun;

    /**
     * @param keys of the cards' issuer; they stay the caller's
     * @param dryRun whether the cards are only read, and what would be done is told
     */
    public CardTasks(KeySet keys, boolean dryRun) {
        this.keys = keys;
        this.dryRun = dryRun;
    }

    /** Reads a card. */
    public CardReport report(ApduChannel card) throws CardFailure, CardRefusal {
        return CardReport.read(card, keys);
    }

    /** Told how far the loading of a package is. */
    public interface Blocks {
        /**
         * The card has taken a block.
         *
         * @param block its number, from 1
         * @param all how many blocks the package has
         */
        void taken(int block, int all);
    }

    /** What loading has done. */
    public enum Loaded {
        /** The package was loaded and the applet installed. */
        LOADED,
        /** The package was there; the applet was installed. */
        INSTALLED,
        /** Both were there. */
        NOTHING_NEEDED
    }

    /**
     * Loads KeyRack's package and installs one applet of it.
     *
     * @param progress told of each block that the card has taken
     */
    public Loaded load(ApduChannel card, CapFile file, Role role, Blocks progress) throws CardFailure, CardRefusal {
        Aid applet = role == Role.AS ? KeyRackPackage.AS : KeyRackPackage.EI;
        try (CardContents contents = IssuerDomain.select(card).open(keys)) {
            boolean loaded = has(contents.loadFiles(), KeyRackPackage.AID);
            if (!loaded && !dryRun) {
                int all = contents.blocks(file);
                contents.load(file, block -> progress.taken(block, all));
            }
            boolean installed = has(contents.applications(), applet);
            if (!installed && !dryRun) {
                contents.install(KeyRackPackage.AID, applet, SecretKeyBytes.taking(new byte[0]));
            }
            return !loaded ? Loaded.LOADED : installed ? Loaded.NOTHING_NEEDED : Loaded.INSTALLED;
        }
    }

    private static boolean has(List<RegistryEntry> entries, Aid aid) {
        return entries.stream().anyMatch(entry -> entry.aid().equals(aid));
    }

    /**
     * Puts a key set in the place of the one that opened the session, and opens the channel with it to prove it. The
     * maker's goes as well where the card has kept it beside the new one.
     *
     * @param fresh stays the caller's
     * @return version number of the key set that it replaced; empty when the new keys alone were there already
     */
    public Optional<Integer> changeKeys(ApduChannel card, KeySet fresh) throws CardFailure, CardRefusal {
        Optional<Integer> replaced =
                IssuerDomain.opens(card, fresh) ? Optional.empty() : Optional.of(putKeys(card, fresh));
        Optional<Integer> deleted = dropMakers(card, fresh);
        return replaced.or(() -> deleted);
    }

    private int putKeys(ApduChannel card, KeySet fresh) throws CardFailure, CardRefusal {
        int replaced;
        try (CardContents contents = IssuerDomain.select(card).open(keys)) {
            replaced = contents.keyVersion();
            if (!dryRun) {
                contents.replaceKeys(fresh, keys);
            }
        }
        if (!dryRun) {
            IssuerDomain.select(card).open(fresh).close();
        }
        return replaced;
    }

    /** Version number of the maker's keys, when they still opened the card beside others. */
    private Optional<Integer> dropMakers(ApduChannel card, KeySet fresh) throws CardFailure, CardRefusal {
        try (MakersKeys makers = MakersKeys.of(keys)) {
            if (!makers.open(card)) {
                return Optional.empty();
            }
            if (!dryRun) {
                try (CardContents contents = IssuerDomain.select(card).open(fresh)) {
                    makers.delete(contents);
                }
            }
            return Optional.of(makers.version());
        }
    }

    /** Which of two key sets opens the channel of a card. */
    public enum Answering {
        OLD,
        NEW,
        NEITHER
    }

    /** After power was lost: which key set answers now. A card is never tried: its cryptogram alone tells. */
    public Answering answering(ApduChannel card, KeySet fresh) throws CardFailure, CardRefusal {
        return IssuerDomain.opens(card, fresh)
                ? Answering.NEW
                : IssuerDomain.opens(card, keys) ? Answering.OLD : Answering.NEITHER;
    }

    /**
     * Takes the card to SECURED.
     *
     * @return false when it was there already
     */
    public boolean lock(ApduChannel card) throws CardFailure, CardRefusal {
        try (CardContents contents = IssuerDomain.select(card).open(keys)) {
            return dryRun ? contents.lifeCycle().compareTo(CardLifeCycle.SECURED) < 0 : contents.secure();
        }
    }

    /**
     * An AS or an EI on a card.
     *
     * @param name SN of an EI, id of an AS, in hexadecimal digits
     */
    public record Unit(Role role, LifeCycleState state, String name) {}

    /** The units of a card. */
    public static List<Unit> units(ApduChannel card) throws CardFailure {
        List<Unit> units = new ArrayList<>();
        if (isThere(card, Role.AS)) {
            AsIdentity identity = AsSession.select(card).identity();
            units.add(new Unit(Role.AS, identity.state(), identity.asId().hex()));
        }
        if (isThere(card, Role.EI)) {
            EiIdentity identity = EiSession.select(card).identity();
            units.add(new Unit(Role.EI, identity.state(), identity.sn().hex()));
        }
        return units;
    }

    private static boolean isThere(ApduChannel card, Role role) throws CardFailure {
        return card.transmit(new SelectApplet(role).toApdu()).isSuccess();
    }

    /** What deleting has done. */
    public enum Deleted {
        DELETED,
        NOT_THERE,
        /** A unit is at work on the card and was not meant: nothing was done. */
        AT_WORK
    }

    /**
     * Deletes KeyRack's package with all that was installed from it. The units are read on this very handle: a unit that
     * cannot be read may be at work, and another card may have come since somebody looked.
     *
     * @param meant SNs and ids, in small hexadecimal digits, of units at work that may go
     * @throws CardFailure when a unit cannot be read; nothing was deleted
     */
    public Deleted delete(ApduChannel card, Set<String> meant) throws CardFailure, CardRefusal {
        boolean atWork = units(card).stream()
                .anyMatch(unit -> unit.state() == LifeCycleState.OPERATIONAL && !meant.contains(unit.name()));
        if (atWork) {
            return Deleted.AT_WORK;
        }
        try (CardContents contents = IssuerDomain.select(card).open(keys)) {
            boolean there = has(contents.loadFiles(), KeyRackPackage.AID);
            if (there && !dryRun) {
                contents.delete(KeyRackPackage.AID, true);
            }
            return there ? Deleted.DELETED : Deleted.NOT_THERE;
        }
    }
}
