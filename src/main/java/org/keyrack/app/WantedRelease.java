package org.keyrack.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrack.journal.ReleasedAct;
import org.keyrack.language.TypedName;
import org.keyrack.ledger.HeldBack;
import org.keyrack.ledger.LedgerPeople;
import org.keyrack.plan.Plan;
import org.keyrack.plan.PlannedUnit;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.answer.AsIdentity;

/**
 * What a supervisor other than the operator has to release before something is loaded, or a last PIN try is used; the same for window and command line.
 *
 * @param object what is released, as {@link ReleasedAct} says
 * @param shown the same for people: an SN in groups, the name of a profile
 * @param held what holds a module back; empty when it is no module
 */
public record WantedRelease(ReleasedAct act, String object, String shown, Optional<HeldBack> held) {
    /**
     * Of a plan that somebody who has signed in is about to load.
     *
     * @param ordered whether it is loaded under an order
     */
    public static List<WantedRelease> of(OpenLedger ledger, Plan plan, boolean ordered) {
        List<WantedRelease> wanted = new ArrayList<>();
        if (!ordered && ledger.orders().required()) {
            wanted.add(new WantedRelease(
                    ReleasedAct.LOAD_WITHOUT_ORDER,
                    plan.profile().hash().hex(),
                    TypedName.shown(plan.profile().name()),
                    Optional.empty()));
        }
        for (PlannedUnit unit : plan.units()) {
            if (!unit.keys().isEmpty()) {
                of(ledger, unit.sn()).ifPresent(wanted::add);
            }
        }
        return List.copyOf(wanted);
    }

    /** Of a module that is about to be loaded; empty when nothing holds it back. */
    public static Optional<WantedRelease> of(OpenLedger ledger, SerialNumber sn) {
        return ledger.people()
                .heldBack(sn)
                .map(held -> new WantedRelease(held.act(), sn.hex(), sn.grouped(), Optional.of(held)));
    }

    /** Of a PIN that is about to be entered; empty while it has more than one try. */
    public static Optional<WantedRelease> of(AsIdentity as, PinReference pin) {
        return as.triesLeft(pin) == 1
                ? Optional.of(new WantedRelease(
                        ReleasedAct.LAST_PIN_TRY,
                        LedgerPeople.lastPinTry(as.asId(), pin),
                        as.label() + " (" + CareWords.name(pin) + ")",
                        Optional.empty()))
                : Optional.empty();
    }

    /** Who set the module aside, as it is shown. */
    public String by() {
        return TypedName.shown(held.flatMap(HeldBack::by).orElse("?"));
    }
}
