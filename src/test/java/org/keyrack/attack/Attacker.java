package org.keyrack.attack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Lock;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.Initiation;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.answer.SealedRecord;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.protocol.command.KeyPlace;
import org.keyrack.protocol.command.StoreSuccessor;
import org.keyrack.protocol.crypto.Derivation;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.unit.AsAdministration;
import org.keyrack.unit.AsSession;
import org.keyrack.unit.EiSession;

/** One walk: steps at random over both cards, every answer looked at, until a secret is his or the walk is over. */
final class Attacker {
    private static final String HIS_OWN = "246802";
    private static final int SLOTS = 4;
    private static final int REFERENCES = 10;

    private final Scene scene;
    private final Random random;
    private final Knowledge knowledge;
    private final List<SealedRecord> records = new ArrayList<>();

    /** Something that he does to a card; what the card refuses is refused. */
    private interface Step {
        void on(ApduChannel card) throws CardFailure;
    }

    private final List<Step> steps = List.of(
            this::plantPin,
            this::plantTransportKey,
            this::plantTransportKey,
            this::drawTransportKey,
            this::plantBackupKey,
            this::drawSuccessor,
            this::typeSuccessor,
            this::storeKey,
            this::drawKey,
            this::clear,
            this::allow,
            this::lock,
            this::giveExports,
            this::seal,
            this::seal,
            this::unseal,
            this::unseal,
            this::unseal,
            this::reap,
            this::reap,
            this::serveModule,
            this::serveModule);

    Attacker(Scene scene, Random random) {
        this.scene = scene;
        this.random = random;
        this.knowledge = new Knowledge(scene.secrets, scene.drawnSecrets);
        for (int i = 0; i < 2; i++) {
            knowledge.learn(Scene.draw(random, 16));
            knowledge.learn(Scene.draw(random, 32));
        }
    }

    /**
     * Walks.
     *
     * @return what he learned that he must not
     */
    Optional<String> walk(int length) throws CardFailure {
        for (int i = 0; i < length && knowledge.leak().isEmpty(); i++) {
            ApduChannel card = scene.cards.get(random.nextInt(scene.cards.size()));
            try {
                steps.get(random.nextInt(steps.size())).on(card);
            } catch (StatusWordFailure refused) {
                // The card has kept a rule; he tries something else.
            }
        }
        return knowledge.leak();
    }

    private int slot() {
        return 1 + random.nextInt(SLOTS);
    }

    private int ref1() {
        return 1 + random.nextInt(REFERENCES);
    }

    private Bytes knownKey() {
        List<Bytes> keys = List.copyOf(knowledge.known().keySet());
        return keys.get(random.nextInt(keys.size()));
    }

    private static Suite suite(Bytes key) {
        return key.length() == Suite.AES_128.keyLength() ? Suite.AES_128 : Suite.AES_256;
    }

    /** The card with every PIN that he knows verified, in LOADING if he gets it there. */
    private AsAdministration inLoading(ApduChannel card) throws CardFailure {
        AsAdministration as = AsAdministration.select(card);
        for (PinReference reference : scene.pinsKnown) {
            as.verify(reference, Scene.pin(reference));
        }
        if (as.identity().state() != LifeCycleState.LOADING) {
            as.setState(LifeCycleState.LOADING);
        }
        return as;
    }

    /** The card at work, for its operator. */
    private AsSession atWork(ApduChannel card) throws CardFailure {
        AsSession as = AsSession.select(card);
        if (as.identity().state() == LifeCycleState.LOADING) {
            inLoading(card).setState(LifeCycleState.OPERATIONAL);
            as = AsSession.select(card);
        }
        if (scene.pinsKnown.contains(PinReference.OPERATOR)) {
            as.verifyOperator(Scene.pin(PinReference.OPERATOR));
        } else if (scene.pinsKnown.contains(PinReference.ADMINISTRATOR)) {
            as = operatorOfHisOwn(card);
        }
        return as;
    }

    /** The administrator may set a new PIN of the operator: so he can be the operator. */
    private static AsSession operatorOfHisOwn(ApduChannel card) throws CardFailure {
        AsAdministration as = AsAdministration.select(card);
        as.verify(PinReference.ADMINISTRATOR, Scene.pin(PinReference.ADMINISTRATOR));
        as.resetOperatorPin(HIS_OWN.toCharArray());
        AsSession session = AsSession.select(card);
        session.verifyOperator(HIS_OWN.toCharArray());
        return session;
    }

    /** A PIN of his own in the place of one that is set; its owner would miss it, so he takes an operator's. */
    private void plantPin(ApduChannel card) throws CardFailure {
        AsAdministration as = AsAdministration.select(card);
        for (PinReference reference : scene.pinsKnown) {
            as.verify(reference, Scene.pin(reference));
        }
        as.putPin(PinReference.OPERATOR, Scene.pin(PinReference.OPERATOR));
    }

    private void plantTransportKey(ApduChannel card) throws CardFailure {
        AsAdministration as = inLoading(card);
        Bytes key = knownKey();
        as.storeTransportKey(slot(), suite(key), 1 + random.nextInt(3), scene.load(as, key));
    }

    private void drawTransportKey(ApduChannel card) throws CardFailure {
        AsAdministration as = inLoading(card);
        Kcv kcv = as.generate(KeyType.AES_128);
        as.storeTransportKey(slot(), Suite.AES_128, 1 + random.nextInt(3), kcv);
        if (random.nextBoolean()) {
            as.storeKey(transportEntry(kcv));
        }
    }

    private KeyDirectoryEntry transportEntry(Kcv kcv) {
        return new KeyDirectoryEntry(
                ref1(), "", 0, KeyType.AES_128, 1 + random.nextInt(3), false, true, Set.of(), kcv, 100);
    }

    private void plantBackupKey(ApduChannel card) throws CardFailure {
        AsAdministration as = inLoading(card);
        as.storeBackupKey(scene.load(as, knownKey()));
    }

    private void drawSuccessor(ApduChannel card) throws CardFailure {
        AsAdministration as = inLoading(card);
        as.storeSuccessor(successor(as.generate(KeyType.AES_128), Suite.AES_128));
    }

    private void typeSuccessor(ApduChannel card) throws CardFailure {
        AsAdministration as = inLoading(card);
        Bytes key = knownKey();
        as.storeSuccessor(successor(scene.load(as, key), suite(key)));
    }

    private StoreSuccessor successor(Kcv kcv, Suite suite) {
        int predecessor = slot();
        int slot = predecessor % SLOTS + 1;
        return new StoreSuccessor(slot, predecessor, suite, 1 + random.nextInt(3), kcv, ref1(), "", 100);
    }

    private void storeKey(ApduChannel card) throws CardFailure {
        AsAdministration as = inLoading(card);
        as.storeKey(Scene.entry(ref1(), scene.load(as, knownKey()), Set.of()));
    }

    private void drawKey(ApduChannel card) throws CardFailure {
        AsAdministration as = inLoading(card);
        as.storeKey(Scene.entry(ref1(), as.generate(KeyType.AES_128), Set.of(slot())));
    }

    private void clear(ApduChannel card) throws CardFailure {
        inLoading(card)
                .clear(
                        random.nextBoolean()
                                ? new KeyPlace.TransportKeySlot(slot())
                                : new KeyPlace.ApplicationKey(ref1()));
    }

    private void allow(ApduChannel card) throws CardFailure {
        AsAdministration as = inLoading(card);
        for (KeyDirectoryEntry key : as.keys()) {
            for (TransportKeySlot slot : as.identity().slots()) {
                as.allow(slot.slot(), key.ref1());
            }
        }
    }

    private void lock(ApduChannel card) throws CardFailure {
        inLoading(card).lock(Set.of(Lock.ALLOW));
    }

    private void giveExports(ApduChannel card) throws CardFailure {
        AsAdministration as = inLoading(card);
        for (KeyDirectoryEntry key : as.keys()) {
            as.putExportsLeft(key.ref1(), 100);
        }
    }

    private void seal(ApduChannel card) throws CardFailure {
        AsAdministration as = inLoading(card);
        Set<KeyPlace> places = new HashSet<>();
        as.identity().slots().forEach(slot -> places.add(new KeyPlace.TransportKeySlot(slot.slot())));
        as.keys().forEach(key -> places.add(new KeyPlace.ApplicationKey(key.ref1())));
        for (KeyPlace place : places) {
            try {
                SealedRecord record = as.exportSealed(place);
                records.add(record);
                knowledge.see(new Output.Sealed(record));
            } catch (StatusWordFailure barred) {
                // Another one may leave.
            }
        }
    }

    private void unseal(ApduChannel card) throws CardFailure {
        if (!records.isEmpty()) {
            inLoading(card).importSealed(records.get(random.nextInt(records.size())));
        }
    }

    /** Every key of the card under every T that he knows, for modules that there are not. */
    private void reap(ApduChannel card) throws CardFailure {
        AsSession as = atWork(card);
        List<KeyDirectoryEntry> keys = as.keys();
        for (TransportKeySlot slot : as.identity().slots()) {
            for (Map.Entry<Bytes, Kcv> known : knowledge.known().entrySet()) {
                if (known.getValue().equals(slot.kcv()) && suite(known.getKey()) == slot.suite()) {
                    for (KeyDirectoryEntry key : keys) {
                        reap(as, slot, known.getKey(), key);
                    }
                }
            }
        }
    }

    private void reap(AsSession as, TransportKeySlot slot, Bytes t, KeyDirectoryEntry key) throws CardFailure {
        SerialNumber sn = Scene.FIRST_MODULE;
        Bytes r = Scene.draw(random, 16);
        try (SecretKeyBytes secret = SecretKeyBytes.copyOf(t.toArray())) {
            Bytes p = Derivation.proof(secret, slot.suite(), slot.tVersion(), sn, r);
            export(as, new ExportKey(slot.suite(), slot.slot(), sn, key.ref1(), key.transport() ? 0 : 5, r, p));
        } catch (StatusWordFailure barred) {
            // Another one may leave.
        }
    }

    private ExportedKey export(AsSession as, ExportKey command) throws CardFailure {
        ExportedKey exported = as.exportKey(command);
        knowledge.see(new Output.Exported(exported, command.sn(), command.r()));
        return exported;
    }

    /** A genuine module proves its T for him; what it is sent he keeps, for the day that he learns that T. */
    private void serveModule(ApduChannel card) throws CardFailure {
        EiSession module = EiSession.select(scene.modules.get(random.nextInt(scene.modules.size())));
        AsSession as = atWork(card);
        for (KeyDirectoryEntry key : as.keys()) {
            Initiation initiation = module.initiate();
            for (TransportKeySlot slot : as.identity().slots()) {
                if (slot.kcv().equals(initiation.tKcv()) && (!key.transport() || random.nextInt(4) == 0)) {
                    int ref2 = key.transport() ? 0 : 5;
                    try {
                        ExportedKey exported = export(
                                as,
                                new ExportKey(
                                        slot.suite(),
                                        slot.slot(),
                                        initiation.sn(),
                                        key.ref1(),
                                        ref2,
                                        initiation.r(),
                                        initiation.p()));
                        module.importKey(exported, false);
                    } catch (StatusWordFailure refused) {
                        // Barred, or not newer than what the module has.
                    }
                }
            }
        }
    }
}
