package org.keyrack.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.LineCertificate;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.Origin;
import org.keyrack.evidence.SignedNote;
import org.keyrack.evidence.TreeProof;
import org.keyrack.journal.ChainName;
import org.keyrack.ledger.LedgerProblem.Kind;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.SerialNumber;

/** Makes certificates of modules from a ledger; no key is needed for it, its benches have signed already. */
final class Certificates {
    private final Handle handle;
    private final Database database;

    Certificates(Handle handle, Database database) {
        this.handle = handle;
        this.database = database;
    }

    /**
     * The certificates of a module: one a batch that has loaded keys into it, one for each audit of a batch's receipts.
     *
     * @throws LedgerUnreadable when there is none, saying why
     */
    List<ModuleCertificate> of(SerialNumber sn) {
        List<EventLine> lines = Chains.ofModule(handle, database, sn.hex());
        Map<String, EventLine> last = new LinkedHashMap<>();
        for (EventLine line : lines) {
            if (ModuleCertificate.isCertified(line)) {
                // What was settled is told after the batch's end, perhaps in another bench's chain.
                last.merge(
                        batch(line),
                        line,
                        (before, next) -> before.type() == EventType.UNIT_SETTLED && next.type() == EventType.UNIT_ENDED
                                ? before
                                : next);
            }
        }
        if (last.isEmpty()) {
            throw none(sn, lines);
        }
        return last.values().stream().map(this::of).toList();
    }

    /** Certificates are told apart by the batch, and those of audits by the T as well: the last one of each counts. */
    private static String batch(EventLine line) {
        if (line.type() == EventType.AUDITED) {
            return String.join(" ", "audited", line.text("exportedBy"), line.text("setKcv"));
        }
        return line.maybe("exportedBy").orElseGet(() -> line.batch().bench() + " " + line.number("batch"));
    }

    private static LedgerUnreadable none(SerialNumber sn, List<EventLine> lines) {
        boolean older = lines.stream()
                .anyMatch(
                        line -> line.type() == EventType.UNIT_ENDED && line.number("loaded") > 0 && !line.has("keys"));
        Kind kind = lines.isEmpty()
                ? Kind.CERTIFICATE_UNKNOWN_MODULE
                : older ? Kind.CERTIFICATE_OLDER_PROGRAM : Kind.CERTIFICATE_NOTHING_LOADED;
        return new LedgerUnreadable(LedgerProblem.of(kind, sn.toString()), null);
    }

    private ModuleCertificate of(EventLine line) {
        ChainName chain = line.chain();
        long seq = line.number("seq");
        String body = Chains.line(handle, chain, seq).orElseThrow();
        try {
            Optional<SignedNote> cosigned = CosignatureTable.newest(handle, chain, seq);
            SignedNote signed = cosigned.isPresent() ? cosigned.get() : SignedNote.parse(note(chain, seq));
            Checkpoint checkpoint = Checkpoint.parse(signed.text());
            List<Bytes> proof = proof(chain, seq, checkpoint);
            if (!TreeProof.includes(TreeProof.leaf(body), seq - 1, checkpoint.size(), proof, checkpoint.root())) {
                throw problem(Kind.CERTIFICATE_UNPROVEN, chain, null);
            }
            return ModuleCertificate.of(new LineCertificate(body, seq - 1, proof, signed));
        } catch (NoteException e) {
            throw problem(Kind.CERTIFICATE_UNPROVEN, chain, e);
        }
    }

    private String note(ChainName chain, long seq) {
        return CheckpointTable.newest(handle, chain, seq)
                .orElseThrow(() -> problem(Kind.CERTIFICATE_NOT_SIGNED, chain, null));
    }

    private List<Bytes> proof(ChainName chain, long seq, Checkpoint checkpoint) {
        try {
            return new StoredTree(handle, chain).inclusion(seq - 1, checkpoint.size());
        } catch (LedgerUnreadable notBuilt) {
            throw problem(Kind.CERTIFICATE_NO_TREE, chain, notBuilt);
        }
    }

    private static LedgerUnreadable problem(Kind kind, ChainName chain, @Nullable Exception cause) {
        return new LedgerUnreadable(LedgerProblem.of(kind, chain.name()), cause);
    }

    /** The public keys that certificates are verified with: of each chain the one in force, as vkeys. */
    List<String> keys() {
        return Chains.ordered(handle).stream()
                .flatMap(chain -> Chains.line(handle, chain, 1).stream()
                        .flatMap(first -> Optional.of(Opening.currentKey(handle, database, chain))
                                .filter(key -> !key.isEmpty())
                                .map(key -> BenchKey.verifier(Origin.of(first, chain.name()), key))
                                .stream()))
                .map(Object::toString)
                .toList();
    }
}
