package org.keyrack.prepare;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrack.card.Aid;
import org.keyrack.card.CapFile;
import org.keyrack.card.CardLifeCycle;
import org.keyrack.card.CardRefusal;
import org.keyrack.card.KeyRackPackage;
import org.keyrack.journal.PreparationStep;
import org.keyrack.prepare.CardPlan.KeyShape;
import org.keyrack.prepare.IssuerSide.Contents;
import org.keyrack.prepare.PreparationRefusal.Reason;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** The work on one card: what it lacks of a plan, and doing that. One thread at a time. */
abstract class CardWork {
    private static final int RANDOM_LENGTH = 16;
    private static final int KPERSO_LENGTH = 16;
    private static final int WRONG_CONTENT = 0x6A80;
    private static final int NO_AES_256 = 0x6A81;
    private static final int NO_ROOM = 0x6A84;

    private final ApduChannel card;
    private final PreparationSecrets secrets;
    private final Optional<CapFile> cap;
    private final SecureRandom random;
    private final IssuerSide issuer;
    private Optional<Contents> contents = Optional.empty();
    private List<PreparationStep> missing = List.of();
    private List<String> trace = List.of();

    /**
     * @param cap the package for cards that lack it
     * @param random for Kperso and the host's ends of its sessions
     */
    CardWork(ApduChannel card, PreparationSecrets secrets, Optional<CapFile> cap, SecureRandom random) {
        this.card = card;
        this.secrets = secrets;
        this.cap = cap;
        this.random = random;
        issuer = new IssuerSide(card, secrets);
    }

    abstract Role role();

    /**
     * Whether the unit on the card is as the plan has it.
     *
     * @return false when it is to be installed anew
     * @throws PreparationRefusal when it is neither that nor what a preparation that broke off left
     */
    abstract boolean isPrepared() throws CardFailure, PreparationRefusal;

    /** Whether the applet is installed with a Kperso; without one what is sent to it is in the clear. */
    boolean keepsSession() {
        return true;
    }

    /**
     * Personalizes the unit that was just installed.
     *
     * @param kperso with which it was; empty when it was installed without one; stays the caller's
     */
    abstract void personalize(CardSteps steps, SecretKeyBytes kperso)
            throws CardFailure, CardRefusal, PreparationRefusal, InterruptedException;

    /** The steps from the installed applet to the last state, in their order. */
    abstract List<PreparationStep> personalization();

    /** SN of the module that is on the card, when it is prepared; an AS has none. */
    Optional<SerialNumber> serialNumber() {
        return Optional.empty();
    }

    /** SN that the module on the card shows, in whatever state it is. */
    Optional<SerialNumber> shown() {
        return Optional.empty();
    }

    /** The last APDUs of its personalization, redacted. */
    final List<String> trace() {
        return trace;
    }

    final void keepTrace(List<String> last) {
        trace = last;
    }

    /** Reads the card: what is missing. */
    List<PreparationStep> survey() throws CardFailure, CardRefusal, PreparationRefusal {
        Contents found = issuer.read();
        contents = Optional.of(found);
        Aid other = role() == Role.AS ? KeyRackPackage.EI : KeyRackPackage.AS;
        if (found.applets().contains(other)) {
            throw new PreparationRefusal(Reason.OTHER_UNIT);
        }
        if (!found.loaded() && cap.isEmpty()) {
            throw new PreparationRefusal(Reason.NO_PACKAGE);
        }
        List<PreparationStep> steps = new ArrayList<>();
        if (!found.loaded()) {
            steps.add(PreparationStep.PACKAGE);
        }
        if (!found.replaced()) {
            steps.add(PreparationStep.ISSUER_KEYS);
        }
        if (!found.applets().contains(applet()) || !isPrepared()) {
            steps.add(PreparationStep.INSTALL);
            steps.addAll(personalization());
        }
        if (found.lifeCycle().compareTo(CardLifeCycle.SECURED) < 0) {
            steps.add(PreparationStep.SECURED);
        }
        missing = List.copyOf(steps);
        return missing;
    }

    /**
     * Whether secrets are to go into a package that was on the card before: no card tells the hash of what it holds
     * (docs/decisions/0019-known-by-its-hash.md).
     */
    boolean trustsPackage() {
        return missing.contains(PreparationStep.INSTALL) && !missing.contains(PreparationStep.PACKAGE);
    }

    /** What tells the card from others; known once it was read. */
    Bytes identity() {
        return contents.map(Contents::card).orElse(Bytes.EMPTY);
    }

    /** Does what was missing when the card was read. */
    void perform(CardSteps steps) throws CardFailure, CardRefusal, PreparationRefusal, InterruptedException {
        if (missing.contains(PreparationStep.PACKAGE)) {
            steps.step(PreparationStep.PACKAGE, () -> issuer.load(cap.orElseThrow()));
        }
        if (missing.contains(PreparationStep.ISSUER_KEYS)) {
            steps.step(PreparationStep.ISSUER_KEYS, issuer::replaceKeys);
        }
        if (missing.contains(PreparationStep.INSTALL)) {
            try (SecretKeyBytes kperso = keepsSession() ? drawn() : SecretKeyBytes.taking(new byte[0])) {
                boolean there = contents.orElseThrow().applets().contains(applet());
                steps.step(PreparationStep.INSTALL, () -> issuer.install(applet(), there, kperso));
                personalize(steps, kperso);
            }
        }
        if (missing.contains(PreparationStep.SECURED)) {
            steps.step(PreparationStep.SECURED, issuer::secure);
        }
    }

    private Aid applet() {
        return role() == Role.AS ? KeyRackPackage.AS : KeyRackPackage.EI;
    }

    private SecretKeyBytes drawn() {
        byte[] kperso = new byte[KPERSO_LENGTH];
        do {
            random.nextBytes(kperso);
        } while (Bytes.of(kperso).isZero());
        return SecretKeyBytes.taking(kperso);
    }

    /** Refuses another card than the one that was read. */
    void requireSameCard() throws CardFailure, CardRefusal, PreparationRefusal {
        issuer.requireSame();
    }

    Bytes random() {
        byte[] challenge = new byte[RANDOM_LENGTH];
        random.nextBytes(challenge);
        return Bytes.of(challenge);
    }

    ApduChannel card() {
        return card;
    }

    PreparationSecrets secrets() {
        return secrets;
    }

    /** LOAD COMPONENT of either unit. */
    interface Loading {
        void component(boolean first, byte[] component, Kcv kcv) throws CardFailure;
    }

    /** STORE of either unit. */
    interface Storing {
        void store() throws CardFailure;
    }

    /** Loads the components of a key and stores it: the card joins them and compares the plan's KCV. */
    void load(String name, KeyShape shape, Loading unit, Storing store)
            throws CardFailure, PreparationRefusal, InterruptedException {
        for (int number = 1; number <= shape.components(); number++) {
            boolean first = number == 1;
            secrets.use(
                    name,
                    number,
                    component ->
                            store(() -> unit.component(first, component.value().toArray(), component.kcv())));
        }
        try {
            store(store);
        } catch (StatusWordFailure refused) {
            if (refused.sw() == WRONG_CONTENT) {
                throw new PreparationRefusal(Reason.COMPONENTS_DIFFER);
            }
            throw refused;
        }
        secrets.stored(name, shape.kcv(), false);
    }

    /** Stores something; what the card lacks for it is named. */
    static void store(Storing store) throws CardFailure, PreparationRefusal {
        try {
            store.store();
        } catch (StatusWordFailure refused) {
            switch (refused.sw()) {
                case NO_AES_256 -> throw new PreparationRefusal(Reason.NO_AES_256);
                case NO_ROOM -> throw new PreparationRefusal(Reason.NO_ROOM);
                default -> throw refused;
            }
        }
    }
}
