package org.keyrack.ui.supervision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrack.evidence.Origin;
import org.keyrack.ledger.LedgerWitness;
import org.keyrack.ledger.LedgerWitness.Fork;
import org.keyrack.ledger.LedgerWitness.Undecided;
import org.keyrack.witness.KeptChain;

/**
 * What this bench has seen of a chain as a witness.
 *
 * @param lines how many it has, as it was seen, or would be cosigned
 * @param seen when what is told of it was seen; empty for a fork that was decided
 * @param before lines that had been seen before of it, or of the one that it takes the place of
 * @param older the chain that it takes the place of
 */
record WitnessedChain(
        Kind kind, Origin origin, long lines, Optional<Instant> seen, long before, Optional<Origin> older) {
    /** Whether something is to be decided comes first. */
    enum Kind {
        /** Two histories; a supervisor decides. */
        FORK,
        /** A new chain that is not proven to go on from what was seen; a supervisor decides. */
        NEW,
        /** It is cosigned. */
        OPEN,
        /** Another one goes on from it. */
        CONTINUED,
        /** Two histories, about which it was decided. */
        DECIDED;

        boolean waits() {
            return this == FORK || this == NEW;
        }
    }

    /** Everything that is known, what waits for a decision first. */
    static List<WitnessedChain> all(LedgerWitness witness) throws Exception {
        List<WitnessedChain> chains = new ArrayList<>();
        List<Undecided> undecided = witness.undecided();
        undecided.stream().map(WitnessedChain::of).forEach(chains::add);
        witness.kept().stream()
                .filter(chain -> undecided.stream()
                        .noneMatch(each -> each.waiting().origin().equals(chain.origin())))
                .map(WitnessedChain::of)
                .forEach(chains::add);
        witness.forks().stream()
                .filter(fork -> undecided.stream()
                        .noneMatch(each -> each.waiting().origin().equals(fork.origin())))
                .map(WitnessedChain::of)
                .forEach(chains::add);
        return chains;
    }

    private static WitnessedChain of(Undecided each) {
        return new WitnessedChain(
                each.isFork() ? Kind.FORK : Kind.NEW,
                each.waiting().origin(),
                each.waiting().size(),
                each.before().map(KeptChain::seen),
                each.before().map(KeptChain::size).orElse(0L),
                each.waiting().continues());
    }

    private static WitnessedChain of(KeptChain chain) {
        Kind kind =
                switch (chain.state()) {
                    case OPEN -> Kind.OPEN;
                    case FORKED -> Kind.FORK;
                    case CONTINUED -> Kind.CONTINUED;
                };
        return new WitnessedChain(
                kind, chain.origin(), chain.size(), Optional.of(chain.seen()), chain.size(), chain.continues());
    }

    private static WitnessedChain of(Fork fork) {
        return new WitnessedChain(
                Kind.DECIDED, fork.origin(), fork.seen(), Optional.empty(), fork.kept(), Optional.empty());
    }
}
