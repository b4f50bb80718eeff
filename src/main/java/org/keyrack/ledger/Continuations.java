package org.keyrack.ledger;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyrack.journal.ChainName;
import org.keyrack.protocol.Bytes;

/**
 * What the first lines of chains say of those that they continue. A chain may be read before the one that continues it, so what
 * one reading finds is looked at in the next.
 */
final class Continuations {
    private final Set<Claim> claims = new LinkedHashSet<>();

    /**
     * What one first line says.
     *
     * @param chain whose first line
     * @param older the chain that it continues
     * @param seq up to which of its lines
     * @param root of the tree over those lines, 32 bytes
     */
    record Claim(ChainName chain, ChainName older, long seq, Bytes root) {}

    void add(Claim claim) {
        claims.add(claim);
    }

    /** What is said of a chain, by the number of the line up to which it is continued. */
    Map<Long, List<Claim>> of(ChainName older) {
        return claims.stream()
                .filter(claim -> claim.older().equals(older))
                .collect(Collectors.groupingBy(Claim::seq, Collectors.toCollection(ArrayList::new)));
    }

    int size() {
        return claims.size();
    }
}
