package org.keyrack.prepare;

import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.keyrack.card.CapFile;
import org.keyrack.card.CardRefusal;
import org.keyrack.journal.PreparationStep;
import org.keyrack.prepare.PreparationRefusal.Reason;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.answer.EiIdentity;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.unit.EiAdministration;

/** A blank card on its way to a module. */
final class ModuleWork extends CardWork {
    private final ModulePlan plan;
    private Optional<SerialNumber> sn = Optional.empty();
    private Optional<SerialNumber> shown = Optional.empty();

    ModuleWork(
            ApduChannel card, ModulePlan plan, PreparationSecrets secrets, Optional<CapFile> cap, SecureRandom random) {
        super(card, secrets, cap, random);
        this.plan = plan;
    }

    @Override
    Role role() {
        return Role.EI;
    }

    @Override
    List<PreparationStep> personalization() {
        return List.of(
                PreparationStep.IDENTITY,
                PreparationStep.TRANSPORT_KEYS,
                PreparationStep.LOCATIONS,
                PreparationStep.STATE);
    }

    @Override
    Optional<SerialNumber> serialNumber() {
        return sn;
    }

    @Override
    Optional<SerialNumber> shown() {
        return shown;
    }

    @Override
    boolean isPrepared() throws CardFailure, PreparationRefusal {
        try (EiAdministration module = EiAdministration.select(card())) {
            EiIdentity identity = module.identity();
            shown = Optional.of(identity.sn()).filter(each -> !each.bytes().isZero());
            switch (identity.state()) {
                case TERMINATED -> throw new PreparationRefusal(Reason.TERMINATED);
                case OPERATIONAL -> {
                    sn = Optional.of(identity.sn());
                    if (!holds(identity) || !empty(module.locations()).equals(plan.locations())) {
                        throw new PreparationRefusal(Reason.MODULE_DIFFERS);
                    }
                    return true;
                }
                default -> {
                    // Its Kperso is known to nobody any more, so it is installed anew.
                    return false;
                }
            }
        }
    }

    /** The bootstrap T, or a later one that a rotation has brought. */
    private boolean holds(EiIdentity identity) {
        TransportKeyPlan t = plan.transportKey();
        boolean first = identity.tVersion() == t.version()
                && identity.tKcv().equals(t.kcv().orElseThrow());
        return identity.suite().equals(Optional.of(t.suite())) && (first || identity.tVersion() > t.version());
    }

    private static List<LocationEntry> empty(List<LocationEntry> locations) {
        return locations.stream()
                .map(entry -> LocationEntry.free(entry.ref2(), entry.appId(), entry.acceptedTypes(), entry.writeOnce()))
                .sorted(Comparator.comparingInt(LocationEntry::ref2))
                .toList();
    }

    @Override
    void personalize(CardSteps steps, SecretKeyBytes kperso)
            throws CardFailure, CardRefusal, PreparationRefusal, InterruptedException {
        try (EiAdministration module = EiAdministration.select(card(), kperso, random())) {
            try {
                personalize(steps, module);
            } finally {
                keepTrace(module.trace());
            }
        }
    }

    private void personalize(CardSteps steps, EiAdministration module)
            throws CardFailure, CardRefusal, PreparationRefusal, InterruptedException {
        SerialNumber given = steps.serialNumber();
        TransportKeyPlan t = plan.transportKey();
        steps.step(PreparationStep.IDENTITY, () -> module.putSerialNumber(given));
        steps.step(
                PreparationStep.TRANSPORT_KEYS,
                () -> load(
                        t.name(),
                        plan.shape(t.name()),
                        module::loadComponent,
                        () -> module.storeTransportKey(
                                t.suite(), t.version(), t.kcv().orElseThrow())));
        steps.step(PreparationStep.LOCATIONS, () -> {
            for (LocationEntry location : plan.locations()) {
                store(() -> module.putLocation(location));
            }
        });
        steps.step(PreparationStep.STATE, () -> {
            module.setState(LifeCycleState.LOADING);
            module.setState(LifeCycleState.OPERATIONAL);
            EiIdentity identity = module.identity();
            boolean right = identity.state() == LifeCycleState.OPERATIONAL
                    && identity.sn().equals(given)
                    && holds(identity)
                    && module.locations().equals(plan.locations());
            if (!right) {
                throw new ProtocolFailure("The module does not show what it was given");
            }
            sn = Optional.of(given);
        });
    }
}
