package org.keyrack.ledger;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.GrowthRequest;
import org.keyrack.evidence.LineCertificate;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.SignedNote;
import org.keyrack.evidence.TreeNodes;
import org.keyrack.evidence.TreeProof;
import org.keyrack.evidence.WitnessRequest;
import org.keyrack.evidence.WitnessRequest.Continued;
import org.keyrack.journal.ChainName;
import org.keyrack.ledger.LedgerProblem.Kind;
import org.keyrack.protocol.Bytes;
import org.keyrack.witness.Beginning;

/** Makes requests to witnesses from a ledger; no key is needed for it, its benches have signed already. */
final class WitnessRequests {
    private final Handle handle;
    private final Database database;

    WitnessRequests(Handle handle, Database database) {
        this.handle = handle;
        this.database = database;
    }

    static LedgerUnreadable notSigned(ChainName chain) {
        return new LedgerUnreadable(LedgerProblem.of(Kind.CERTIFICATE_NOT_SIGNED, chain.name()), null);
    }

    /**
     * A request for the newest checkpoint of a chain, as {@link #of}.
     *
     * @throws LedgerUnreadable also when there is none
     */
    WitnessRequest newest(ChainName chain, long old, long continued) {
        String note = CheckpointTable.newest(handle, chain, 1).orElseThrow(() -> notSigned(chain));
        try {
            return of(chain, SignedNote.parse(note), old, continued);
        } catch (NoteException altered) {
            throw new LedgerUnreadable(LedgerProblem.of(Kind.CERTIFICATE_UNPROVEN, chain.name()), altered);
        }
    }

    /** What the first line of a chain says. */
    Optional<Beginning> beginning(ChainName chain) {
        return Chains.line(handle, chain, 1).flatMap(line -> BeginningLine.read(line, chain.name()));
    }

    /**
     * A request for the newest checkpoint of a chain.
     *
     * @param note that checkpoint
     * @param old how many lines the witness has seen of it; 0 for none
     * @param continued how many lines it has seen of the chain that this one continues; 0 when that is not known
     */
    WitnessRequest of(ChainName chain, SignedNote note, long old, long continued) throws NoteException {
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        long size = checkpoint.size();
        List<Bytes> growth =
                old > 0 && old < size ? growth(chain, old, size, Optional.of(checkpoint.root())) : List.of();
        return new WitnessRequest(
                new GrowthRequest(old, growth, note),
                old > 0 ? Optional.empty() : Optional.of(first(chain, checkpoint, note)),
                old > 0 ? Optional.empty() : continued(chain, continued),
                keyChanges(chain));
    }

    private LineCertificate first(ChainName chain, Checkpoint checkpoint, SignedNote note) {
        String line =
                Chains.line(handle, chain, 1).orElseThrow(() -> LedgerUnreadable.event(chain + " is empty", null));
        List<Bytes> proof = proof(
                chain,
                tree -> tree.inclusion(0, checkpoint.size()),
                found -> TreeProof.includes(TreeProof.leaf(line), 0, checkpoint.size(), found, checkpoint.root()));
        return new LineCertificate(line, 0, proof, note);
    }

    private Optional<Continued> continued(ChainName chain, long seen) {
        return beginning(chain)
                .flatMap(Beginning::continued)
                .filter(older ->
                        seen > 0 && seen < older.lines() && older.root().isPresent())
                .map(older ->
                        new Continued(seen, growth(new ChainName(older.chain()), seen, older.lines(), older.root())));
    }

    private List<Bytes> growth(ChainName chain, long old, long size, Optional<Bytes> root) {
        Optional<Bytes> oldRoot = CheckpointTable.at(handle, chain, old).flatMap(WitnessRequests::root);
        return proof(
                chain,
                tree -> tree.consistency(old, size),
                found -> oldRoot.isPresent()
                        && TreeProof.consistent(old, oldRoot.get(), size, root.orElseThrow(), found));
    }

    private static Optional<Bytes> root(String note) {
        try {
            return Optional.of(Checkpoint.parse(SignedNote.parse(note).text()).root());
        } catch (NoteException altered) {
            return Optional.empty();
        }
    }

    /** A proof from tiles; from the lines when tiles are missing or no proof comes of them: they are no evidence. */
    private List<Bytes> proof(ChainName chain, Proof proof, Predicate<List<Bytes>> proves) {
        try {
            List<Bytes> found = proof.from(new StoredTree(handle, chain));
            if (proves.test(found)) {
                return found;
            }
        } catch (LedgerUnreadable notBuilt) {
            return proof.from(new LinesTree(handle, chain));
        }
        return proof.from(new LinesTree(handle, chain));
    }

    /** A proof out of a tree. */
    private interface Proof {
        List<Bytes> from(TreeNodes tree);
    }

    private List<String> keyChanges(ChainName chain) {
        return Chains.keyChanges(handle, database, chain).stream()
                .flatMap(line -> line.maybe(KeyChangeLine.NOTE).stream())
                .toList();
    }
}
