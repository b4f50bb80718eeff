package org.keyrack.prepare;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyrack.card.CapFile;
import org.keyrack.card.CardRefusal;
import org.keyrack.journal.PreparationStep;
import org.keyrack.prepare.PreparationRefusal.Reason;
import org.keyrack.prepare.TransportKeyPlan.Successor;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.answer.AsProtection;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.command.StoreSuccessor;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.unit.AsAdministration;

/** A blank card on its way to an AS. */
final class AsWork extends CardWork {
    private final AsPlan plan;

    AsWork(ApduChannel card, AsPlan plan, PreparationSecrets secrets, Optional<CapFile> cap, SecureRandom random) {
        super(card, secrets, cap, random);
        this.plan = plan;
    }

    @Override
    Role role() {
        return Role.AS;
    }

    @Override
    List<PreparationStep> personalization() {
        return List.of(
                PreparationStep.IDENTITY, PreparationStep.TRANSPORT_KEYS, PreparationStep.KEYS, PreparationStep.STATE);
    }

    /** An AS that is left in LOADING is worked on later, when nobody has a Kperso any more. */
    @Override
    boolean keepsSession() {
        return plan.state() == LifeCycleState.OPERATIONAL;
    }

    @Override
    boolean isPrepared() throws CardFailure, PreparationRefusal {
        try (AsAdministration as = AsAdministration.select(card())) {
            AsIdentity identity = as.identity();
            boolean whole = isWhole(as, identity);
            switch (identity.state()) {
                case TERMINATED -> throw new PreparationRefusal(Reason.TERMINATED);
                case OPERATIONAL -> {
                    if (!whole) {
                        throw new PreparationRefusal(Reason.AS_DIFFERS);
                    }
                    return true;
                }
                case LOADING -> {
                    if (whole && plan.state() == LifeCycleState.LOADING) {
                        return true;
                    }
                    if (!isBegunAnew(identity, as.protection())) {
                        throw new PreparationRefusal(Reason.AS_DIFFERS);
                    }
                    return false;
                }
                default -> {
                    return false;
                }
            }
        }
    }

    /**
     * Whether an AS in LOADING may go: keys that it drew die with it, so it is only what never gave one to anybody. That is
     * so without a KBK; with a Kperso, under which alone it can be spoken to and which nobody has any more; and before it was
     * finished, as its label says, when its KBK is the plan's.
     */
    private boolean isBegunAnew(AsIdentity identity, AsProtection protection) {
        boolean nothingSealed = protection.kbkKcv().equals(Kcv.NONE) || protection.personalizationKey();
        boolean notFinished = identity.label().equals(AsPlan.NOT_FINISHED)
                && identity.asId().equals(plan.asId())
                && plan.backup()
                        .filter(key -> key.kcv().equals(protection.kbkKcv()))
                        .isPresent();
        return identity.acts() == 0 && identity.ctr() == 0 && (nothingSealed || notFinished);
    }

    /** Whether an AS holds all that the plan names; the state is not looked at. */
    private boolean isWhole(AsAdministration as, AsIdentity identity) throws CardFailure {
        List<KeyDirectoryEntry> entries = as.keys();
        AsProtection protection = as.protection();
        return identity.asId().equals(plan.asId())
                && identity.label().equals(plan.label())
                && protection.locks().containsAll(plan.locks())
                && plan.backup()
                        .map(key -> key.kcv().equals(protection.kbkKcv()))
                        .orElse(true)
                && plan.transportKeys().stream().allMatch(key -> holds(identity, key))
                && plan.keys().stream().allMatch(key -> entries.stream().anyMatch(key::is));
    }

    private static boolean holds(AsIdentity identity, TransportKeyPlan key) {
        return identity.slots().stream().anyMatch(slot -> is(slot, key));
    }

    private static boolean is(TransportKeySlot slot, TransportKeyPlan key) {
        return slot.slot() == key.slot()
                && slot.suite() == key.suite()
                && slot.tVersion() == key.version()
                && key.kcv().map(slot.kcv()::equals).orElse(true);
    }

    /** A card whose link was lost goes on with what it lacks, in a new session under the same Kperso. */
    @Override
    void personalize(CardSteps steps, SecretKeyBytes kperso)
            throws CardFailure, CardRefusal, PreparationRefusal, InterruptedException {
        boolean over = false;
        boolean again = false;
        while (!over) {
            try {
                if (again) {
                    requireSameCard();
                }
                open(steps, kperso);
                over = true;
            } catch (LinkFailure lost) {
                secrets().awaitCard(lost);
                again = true;
            }
        }
    }

    private void open(CardSteps steps, SecretKeyBytes kperso)
            throws CardFailure, CardRefusal, PreparationRefusal, InterruptedException {
        try (AsAdministration as =
                keepsSession() ? AsAdministration.select(card(), kperso, random()) : AsAdministration.select(card())) {
            try {
                personalize(steps, as);
            } finally {
                keepTrace(as.trace());
            }
        }
    }

    private void personalize(CardSteps steps, AsAdministration as)
            throws CardFailure, CardRefusal, PreparationRefusal, InterruptedException {
        steps.step(PreparationStep.IDENTITY, () -> identify(as));
        // Every T before the first TA: one that comes later would bar its slot for them.
        steps.step(PreparationStep.TRANSPORT_KEYS, () -> {
            // A KBK saves what comes after it.
            if (plan.backup().isPresent()) {
                storeBackupKey(as, plan.backup().get().kcv());
            }
            AsIdentity before = as.identity();
            for (TransportKeyPlan key : plan.transportKeys()) {
                Optional<Kcv> held = before.slots().stream()
                        .filter(slot -> is(slot, key))
                        .map(TransportKeySlot::kcv)
                        .findFirst();
                if (held.isEmpty()) {
                    store(as, key);
                } else {
                    secrets().stored(key.name(), held.get(), key.components().isEmpty());
                }
            }
        });
        steps.step(PreparationStep.KEYS, () -> {
            List<KeyDirectoryEntry> before = as.keys();
            for (KeyPlan key : plan.keys()) {
                Optional<KeyDirectoryEntry> held =
                        before.stream().filter(key::is).findFirst();
                if (held.isEmpty()) {
                    store(as, key);
                } else {
                    secrets()
                            .stored(
                                    key.name(),
                                    held.get().kcv(),
                                    key.components().isEmpty());
                }
            }
            if (!plan.locks().isEmpty()) {
                as.lock(plan.locks());
            }
        });
        steps.step(PreparationStep.STATE, () -> {
            if (plan.state() == LifeCycleState.OPERATIONAL) {
                as.setState(LifeCycleState.OPERATIONAL);
            } else {
                as.putIdentity(plan.asId(), plan.label());
            }
            AsIdentity identity = as.identity();
            if (identity.state() != plan.state() || !isWhole(as, identity)) {
                throw new ProtocolFailure("The AS does not show what it was given");
            }
        });
    }

    /** Identity and PINs; each PIN is verified again when the link was lost in between. */
    private void identify(AsAdministration as) throws CardFailure, PreparationRefusal, InterruptedException {
        Set<PinReference> set = as.protection().pinsSet();
        boolean blank = as.identity().state() == LifeCycleState.BLANK;
        for (PinReference reference : PinReference.values()) {
            if (set.contains(reference)) {
                as.verify(reference, secrets().pin(reference));
            }
        }
        if (!blank) {
            return;
        }
        as.putIdentity(plan.asId(), keepsSession() ? plan.label() : AsPlan.NOT_FINISHED);
        for (PinReference reference : PinReference.values()) {
            if (!set.contains(reference)) {
                as.putPin(reference, secrets().pin(reference));
                as.verify(reference, secrets().pin(reference));
            }
        }
        as.setState(LifeCycleState.LOADING);
    }

    private void storeBackupKey(AsAdministration as, Kcv kcv)
            throws CardFailure, PreparationRefusal, InterruptedException {
        if (as.protection().kbkKcv().equals(kcv)) {
            secrets().stored(BackupKeyPlan.NAME, kcv, false);
        } else {
            load(BackupKeyPlan.NAME, plan.shape(BackupKeyPlan.NAME), as::loadComponent, () -> as.storeBackupKey(kcv));
        }
    }

    private void store(AsAdministration as, TransportKeyPlan key)
            throws CardFailure, PreparationRefusal, InterruptedException {
        if (key.components().isPresent()) {
            load(
                    key.name(),
                    plan.shape(key.name()),
                    as::loadComponent,
                    () -> as.storeTransportKey(
                            key.slot(), key.suite(), key.version(), key.kcv().orElseThrow()));
            return;
        }
        Kcv drawn = draw(as, KeyType.ofSuite(key.suite()), kcv -> {
            if (key.successor().isPresent()) {
                as.storeSuccessor(successor(key, key.successor().get(), kcv));
            } else {
                as.storeTransportKey(key.slot(), key.suite(), key.version(), kcv);
            }
        });
        secrets().stored(key.name(), drawn, true);
    }

    /** STORE of a key that was drawn. */
    private interface StoringDrawn {
        void store(Kcv kcv) throws CardFailure;
    }

    private static Kcv draw(AsAdministration as, KeyType type, StoringDrawn store)
            throws CardFailure, PreparationRefusal {
        List<Kcv> drawn = new ArrayList<>();
        store(() -> {
            Kcv kcv = as.generate(type);
            store.store(kcv);
            drawn.add(kcv);
        });
        return drawn.get(0);
    }

    private static StoreSuccessor successor(TransportKeyPlan key, Successor successor, Kcv kcv) {
        return new StoreSuccessor(
                key.slot(),
                successor.follows(),
                key.suite(),
                key.version(),
                kcv,
                successor.ref1(),
                successor.label(),
                successor.modules());
    }

    private void store(AsAdministration as, KeyPlan key) throws CardFailure, PreparationRefusal, InterruptedException {
        if (key.components().isPresent()) {
            load(key.name(), plan.shape(key.name()), as::loadComponent, () -> as.storeKey(key.entry()));
        } else {
            Kcv drawn = draw(as, key.entry().keyType(), kcv -> as.storeKey(key.entry(kcv)));
            secrets().stored(key.name(), drawn, true);
        }
    }
}
