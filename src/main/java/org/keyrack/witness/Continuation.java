package org.keyrack.witness;

import java.util.List;
import java.util.Optional;
import org.keyrack.evidence.TreeProof;
import org.keyrack.evidence.WitnessRequest;
import org.keyrack.witness.WitnessAnswer.Kind;

/**
 * How a new chain of a known bench goes on from what a witness has seen of it.
 *
 * @param kind what was found
 * @param older the chain that it goes on from, or should
 * @param named whether its first line names that chain
 * @param from first of the lines that are lost; 0 when none are
 */
record Continuation(Kind kind, KeptChain older, boolean named, long from) {
    /** @param known chains of this bench that no other one has taken the place of; at least one */
    static Continuation of(List<KeptChain> known, Beginning beginning, Optional<WitnessRequest.Continued> proof) {
        Optional<Beginning.Continued> continued = beginning.continued();
        List<KeptChain> named = known.stream()
                .filter(chain -> continued
                        .filter(older -> older.chain().equals(chain.origin().chain()))
                        .isPresent())
                .toList();
        if (named.isEmpty()) {
            return new Continuation(Kind.LINES_LOST, known.get(0), false, 1);
        }
        List<Continuation> found = named.stream()
                .map(chain -> of(chain, continued.orElseThrow(), proof))
                .toList();
        // Two benches may have one name: the one whose lines are all there is meant.
        return found.stream()
                .filter(one -> one.kind == Kind.CONTINUES)
                .findFirst()
                .orElse(found.get(0));
    }

    private static Continuation of(
            KeptChain older, Beginning.Continued continued, Optional<WitnessRequest.Continued> proof) {
        if (continued.lines() < older.size()) {
            return new Continuation(Kind.LINES_LOST, older, true, continued.lines() + 1);
        }
        if (continued.root().isEmpty()) {
            return new Continuation(Kind.UNPROVEN, older, true, 0);
        }
        boolean same = continued.lines() == older.size();
        if (!same && proof.filter(given -> given.oldSize() == older.size()).isEmpty()) {
            return new Continuation(Kind.CONTINUED_WANTED, older, true, 0);
        }
        boolean grown = TreeProof.consistent(
                older.size(),
                older.checkpoint().root(),
                continued.lines(),
                continued.root().get(),
                same ? List.of() : proof.orElseThrow().proof());
        return new Continuation(grown ? Kind.CONTINUES : Kind.REWRITTEN, older, true, 0);
    }
}
