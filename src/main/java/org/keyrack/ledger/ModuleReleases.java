package org.keyrack.ledger;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.keyrack.journal.ClaimRefusal;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.ReleasedAct;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.ledger.Releases.Wanted;
import org.keyrack.protocol.SerialNumber;

/** Modules that a second person releases before a batch may load them: where the ledger knows its people. */
final class ModuleReleases {
    private ModuleReleases() {}

    /** Who answers for a batch; empty on a bench without people, and on a virtual one where nobody has signed in. */
    static Optional<String> responsible(Handle handle, Database database, BatchStarted started) {
        boolean known = PeopleTable.row(handle, started.operator()).isPresent();
        return PeopleTable.signInWanted(handle, database) && (known || !started.simulated())
                ? Optional.of(started.operator())
                : Optional.empty();
    }

    /**
     * Whether a batch that is begun has no order where it needs one: on a real bench, and where somebody has signed in.
     *
     * @return who has released that it goes without, or nothing; the state says whether it needs one still
     */
    static Optional<String> withoutOrder(Handle handle, Database database, ChainState state, BatchStarted started) {
        boolean ruled = !started.simulated()
                || PeopleTable.row(handle, started.operator()).isPresent();
        if (started.order().isPresent() || !ruled || !OrderBook.required(handle, database)) {
            state.unordered = false;
            return Optional.empty();
        }
        Optional<String> by = state.releases.use(
                new Wanted(ReleasedAct.LOAD_WITHOUT_ORDER, started.profileHash().hex(), started.operator()));
        state.unordered = by.isEmpty();
        return by;
    }

    /** @throws ClaimRefused when the running batch has no order where it needs one */
    static void requireOrder(ChainState state, SerialNumber sn) throws ClaimRefused {
        if (state.unordered) {
            throw new ClaimRefused(new ClaimRefusal.NotReleased(sn, ReleasedAct.LOAD_WITHOUT_ORDER));
        }
    }

    /** @throws ClaimRefused when something holds the module back that nobody has released for this operator */
    static void require(ChainState state, SerialNumber sn, Optional<HeldBack> held) throws ClaimRefused {
        if (held.isPresent() && !state.releases.has(wanted(state, held.get(), sn.hex()))) {
            refuse(sn, held);
        }
    }

    /** @throws ClaimRefused when something holds the module back */
    static void refuse(SerialNumber sn, Optional<HeldBack> held) throws ClaimRefused {
        if (held.isPresent()) {
            throw new ClaimRefused(new ClaimRefusal.NotReleased(sn, held.get().act()));
        }
    }

    /** Uses the release up: the line of the module's start says who gave it, to whom, and from what. */
    static void write(ChainState state, Optional<HeldBack> held, EventLine started) {
        if (held.isPresent()) {
            Wanted wanted = wanted(state, held.get(), started.text("sn"));
            started.with("operator", wanted.operator())
                    .with("releasedBy", state.releases.use(wanted).orElseThrow())
                    .with("act", wanted.act().word())
                    .with(HeldBack.RELEASES, held.get().lines());
        }
    }

    private static Wanted wanted(ChainState state, HeldBack held, String sn) {
        return new Wanted(held.act(), sn, state.responsible.orElseThrow());
    }
}
