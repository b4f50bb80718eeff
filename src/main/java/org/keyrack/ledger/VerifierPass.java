package org.keyrack.ledger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyrack.journal.ChainName;
import org.keyrack.language.SentenceException;
import org.keyrack.ledger.EventLine.MalformedLine;
import org.keyrack.ledger.Verification.Finding;
import org.keyrack.ledger.Verification.Finding.What;

/** One pass over the events, chain by chain. */
final class VerifierPass {
    private final Map<ChainName, ChainPass> chains = new LinkedHashMap<>();
    private final Set<ChainPass> seen = new LinkedHashSet<>();
    private final Optional<String> publicKey;
    private final Set<ChainName> trees;
    private final Set<ChainName> treesNeeded = new HashSet<>();
    private final Continuations continuations;
    private final List<Continuations.Claim> wrong = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Finding> notices = new ArrayList<>();
    private final OrderPass orders = new OrderPass();
    private final ReleasePass releases = new ReleasePass();
    private boolean readable = true;
    private boolean damaged;
    private long events;

    /**
     * A pass that has seen no line yet.
     *
     * @param trees the chains whose tree is computed: those in which the key changes, that another one continues, or of which
     *     checkpoints were kept
     * @param continuations what the passes before have found of them; takes what this one finds
     */
    VerifierPass(KeptOutside kept, Optional<String> publicKey, Set<ChainName> trees, Continuations continuations) {
        this.publicKey = publicKey;
        this.continuations = continuations;
        this.trees = Set.copyOf(trees);
        // A head is kept at every export too, so the same line may stand in a file more than once.
        new LinkedHashSet<>(kept.heads())
                .forEach(head -> chain(head.head().chain()).expect(head));
        new LinkedHashSet<>(kept.checkpoints())
                .forEach(checkpoint -> chain(checkpoint.chain()).expect(checkpoint));
    }

    private ChainPass chain(ChainName name) {
        return chains.computeIfAbsent(
                name, chain -> new ChainPass(chain, this, publicKey, trees.contains(chain), continuations.of(chain)));
    }

    void damaged(String words) {
        damaged = true;
        add(findings, new Finding(Optional.empty(), 0, What.DAMAGED, List.of(words)));
    }

    /** A line of an export: its own fields say where it belongs. No text: its bytes are no UTF-8. */
    void line(int number, Optional<String> body) {
        if (body.isEmpty()) {
            unreadable(What.NO_TEXT, String.valueOf(number));
            return;
        }
        ChainName chain;
        long seq;
        try {
            EventLine line = EventLine.parse(body.get());
            chain = line.chain();
            seq = line.number("seq");
        } catch (MalformedLine | LedgerUnreadable e) {
            unreadable(What.NO_LINE_OF_EXPORT, String.valueOf(number), SentenceException.said(e));
            return;
        }
        row(chain, seq, body.get());
    }

    /** A line of a chain that is not known: from here on no chain is what it was. */
    private void unreadable(What what, String... details) {
        readable = false;
        add(findings, new Finding(Optional.empty(), 0, what, List.of(details)));
    }

    /** A row of the database. */
    void row(ChainName chain, long seq, String body) {
        events++;
        ChainPass pass = chain(chain);
        seen.add(pass);
        pass.row(seq, body);
    }

    /** The key of a chain changes with a note whose tree this pass does not compute. */
    void needTree(ChainName chain) {
        treesNeeded.add(chain);
    }

    /** The first line of a chain says what it continues: that needs the tree over those lines. */
    void continued(Continuations.Claim claim) {
        continuations.add(claim);
        needTree(claim.older());
    }

    /** The lines that a chain continues have another root, or are not there. */
    void wrong(Continuations.Claim claim) {
        wrong.add(claim);
    }

    /** The chains whose changes of keys this pass could not check: it is to be done again with their trees. */
    Set<ChainName> treesNeeded() {
        return treesNeeded;
    }

    /** Whether every line up to here belonged to a chain. */
    boolean readable() {
        return readable;
    }

    /** A line whose form is right: what it says of orders is counted, and who released what. */
    void understood(EventLine line) {
        orders.take(line);
        releases.take(line);
    }

    Verification end() {
        chains.values().forEach(chain -> chain.finish(publicKey.isPresent()));
        wrong.forEach(claim -> chain(claim.chain())
                .refuse(1, What.CONTINUES_OTHER_LINES, claim.older().name(), String.valueOf(claim.seq())));
        releases.end(this::add);
        orders.overrun()
                .forEach((order, modules) -> add(
                        findings,
                        new Finding(
                                Optional.empty(),
                                0,
                                What.ORDER_OVERRUN,
                                List.of(order, modules + " / " + orders.room(order)))));
        return new Verification(
                events,
                findings,
                notices,
                damaged
                        ? List.of()
                        : seen.stream()
                                .flatMap(chain -> chain.vouched().stream())
                                .toList(),
                seen.stream().flatMap(chain -> chain.keys().shown().stream()).toList(),
                seen.stream().map(ChainPass::end).toList());
    }

    void add(ChainName chain, long seq, What what, String... details) {
        add(findings, new Finding(Optional.of(chain), seq, what, List.of(details)));
    }

    void notice(ChainName chain, long seq, What what) {
        add(notices, new Finding(Optional.of(chain), seq, what, List.of()));
    }

    private static void add(List<Finding> list, Finding finding) {
        if (list.size() < Verification.LIMIT) {
            list.add(finding);
        }
    }
}
