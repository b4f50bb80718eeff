package org.keyrack.witness;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.KeyChange;
import org.keyrack.evidence.LineCertificate;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.NoteSignature;
import org.keyrack.evidence.Origin;
import org.keyrack.evidence.SignedNote;
import org.keyrack.evidence.TreeProof;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.evidence.WitnessRequest;
import org.keyrack.witness.KeptChain.State;
import org.keyrack.witness.WitnessAnswer.Kind;

/**
 * Cosigns checkpoints that grew from what it saw last (C2SP tlog-witness), and never two histories of one chain. What it sees is
 * kept on the disk before it cosigns: a crash in between costs a question, and no memory.
 */
public final class Witness {
    private final WitnessFolder folder;
    private final VerifierKey key;
    private final SignedNote.Signer signer;
    private final Beginning.Reader beginnings;

    /**
     * @param key of type {@link VerifierKey#COSIGNATURE}
     * @param signer has the private part
     */
    public Witness(WitnessFolder folder, VerifierKey key, SignedNote.Signer signer, Beginning.Reader beginnings) {
        this.folder = folder;
        this.key = key;
        this.signer = signer;
        this.beginnings = beginnings;
    }

    /** The key that its cosignatures are checked with. */
    public VerifierKey key() {
        return key;
    }

    /** Every chain that it has seen. */
    public List<KeptChain> kept() throws IOException, NoteException {
        return folder.alone(folder::kept);
    }

    /** What it has seen last of a chain. */
    public Optional<KeptChain> kept(Origin origin) throws IOException, NoteException {
        return folder.alone(() -> folder.kept(origin));
    }

    /** What a supervisor has to decide about a chain. */
    public Optional<KeptChain> waiting(Origin origin) throws IOException, NoteException {
        return folder.alone(() -> folder.waiting(origin));
    }

    /**
     * Answers a request.
     *
     * @throws NoteException when its bench did not sign it, or its form is wrong
     * @throws IOException when what was seen cannot be read or kept; nothing is cosigned then
     */
    public WitnessAnswer answer(WitnessRequest request, Instant now) throws IOException, NoteException {
        return folder.alone(() -> {
            Checkpoint asked = Checkpoint.parse(request.growth().checkpoint().text());
            Optional<KeptChain> kept = folder.kept(asked.origin());
            return kept.isPresent() ? grown(request, kept.get(), now) : begun(request, asked, now);
        });
    }

    private WitnessAnswer grown(WitnessRequest request, KeptChain kept, Instant now) throws IOException, NoteException {
        SignedNote note = request.growth().checkpoint();
        VerifierKey bench = changed(kept.key(), request.keyChanges(), note);
        Checkpoint asked = Checkpoint.signed(note, bench, List.of());
        if (kept.state() != State.OPEN) {
            return refused(kept.state() == State.FORKED ? Kind.STOPPED : Kind.ENDED, asked, kept);
        }
        if (request.growth().oldSize() != kept.size()) {
            return refused(request.growth().oldSize() > kept.size() ? Kind.FORGOTTEN : Kind.STALE, asked, kept);
        }
        KeptChain next = KeptChain.seen(note, asked, bench, now).continuing(kept.continues());
        Optional<Kind> fork = fork(request, kept, asked);
        if (fork.isPresent()) {
            folder.keepFork(kept, note);
            folder.keepWaiting(next);
            folder.keep(kept.with(State.FORKED));
            return refused(fork.get(), asked, kept);
        }
        if (asked.size() > kept.size()) {
            folder.keep(next);
        }
        return cosigned(Kind.GROWN, next, Optional.of(kept), now);
    }

    private static Optional<Kind> fork(WitnessRequest request, KeptChain kept, Checkpoint asked) {
        if (asked.size() < kept.size()) {
            return Optional.of(Kind.SMALLER);
        }
        if (asked.size() == kept.size()
                && !asked.root().equals(kept.checkpoint().root())) {
            return Optional.of(Kind.OTHER_ROOT);
        }
        boolean grown = TreeProof.consistent(
                kept.size(),
                kept.checkpoint().root(),
                asked.size(),
                asked.root(),
                request.growth().proof());
        return grown ? Optional.empty() : Optional.of(Kind.NOT_GROWN);
    }

    /** A chain that was never seen. */
    private WitnessAnswer begun(WitnessRequest request, Checkpoint asked, Instant now)
            throws IOException, NoteException {
        SignedNote note = request.growth().checkpoint();
        if (request.growth().oldSize() > 0) {
            return new WitnessAnswer(Kind.FORGOTTEN, asked, Optional.empty(), Optional.empty(), 0);
        }
        Optional<LineCertificate> first = request.first()
                .filter(line -> line.index() == 0
                        && line.checkpoint().text().equals(note.text())
                        && Origin.of(line.line(), asked.origin().chain()).equals(asked.origin()));
        Optional<Beginning> beginning = first.flatMap(
                line -> beginnings.read(line.line(), asked.origin().chain()));
        if (beginning.isEmpty()) {
            return new WitnessAnswer(Kind.FIRST_LINE_WANTED, asked, Optional.empty(), Optional.empty(), 0);
        }
        VerifierKey named = new VerifierKey(
                asked.origin().toString(), VerifierKey.NOTE, beginning.get().key());
        VerifierKey bench = changed(named, request.keyChanges(), note);
        first.get().verify(bench, List.of());
        Checkpoint.signed(note, bench, List.of());
        KeptChain next = KeptChain.seen(note, asked, bench, now);
        List<KeptChain> known = folder.kept().stream()
                .filter(chain -> chain.state() != State.CONTINUED && isOfBench(chain, next, named))
                .toList();
        if (known.isEmpty()) {
            folder.keep(next);
            return cosigned(Kind.FIRST, next, Optional.empty(), now);
        }
        Continuation continuation = Continuation.of(known, beginning.get(), request.continued());
        KeptChain older = continuation.older();
        KeptChain continuing = next.continuing(continuation.named() ? Optional.of(older.origin()) : Optional.empty());
        if (continuation.kind() == Kind.CONTINUES) {
            folder.keep(continuing);
            folder.keep(older.with(State.CONTINUED));
            folder.decided(asked.origin());
            return cosigned(Kind.CONTINUES, continuing, Optional.of(older), now);
        }
        if (continuation.kind().waits()) {
            folder.keepWaiting(continuing);
        }
        return new WitnessAnswer(continuation.kind(), asked, Optional.of(older), Optional.empty(), continuation.from());
    }

    /** A bench is known by its name and by its key: neither a new name nor a new key makes it a stranger. */
    private static boolean isOfBench(KeptChain chain, KeptChain next, VerifierKey named) {
        return chain.bench().equals(next.bench())
                || chain.key().key().equals(named.key())
                || chain.key().key().equals(next.key().key());
    }

    /** The key that signed, when the one that is known led to it; else the one that is known. */
    private static VerifierKey changed(VerifierKey known, List<String> notes, SignedNote signed) {
        VerifierKey current = known;
        for (String note : notes) {
            if (isSignedBy(signed, current)) {
                return current;
            }
            try {
                KeyChange change = KeyChange.signed(note, current.key());
                current = change.newKey().name().equals(known.name()) ? change.newKey() : current;
            } catch (NoteException ofAnotherKey) {
                // Notes of changes before the known key are among them: passed over.
            }
        }
        return current;
    }

    private static boolean isSignedBy(SignedNote note, VerifierKey key) {
        return note.signatures().stream().anyMatch(signature -> signature.isOf(key));
    }

    /**
     * A supervisor has decided that a chain is cosigned again, from the checkpoint that waits.
     *
     * @return empty when nothing waits of this chain
     */
    public Optional<WitnessAnswer> accept(Origin origin, Instant now) throws IOException, NoteException {
        return folder.alone(() -> {
            Optional<KeptChain> waiting = folder.waiting(origin);
            if (waiting.isEmpty()) {
                return Optional.empty();
            }
            KeptChain next = waiting.get();
            Optional<KeptChain> before = folder.kept(origin);
            Optional<KeptChain> older =
                    next.continues().isPresent() ? folder.kept(next.continues().get()) : Optional.empty();
            folder.keep(next);
            if (older.isPresent()) {
                folder.keep(older.get().with(State.CONTINUED));
            }
            folder.decided(origin);
            return Optional.of(cosigned(Kind.ACCEPTED, next, before.or(() -> older), now));
        });
    }

    private WitnessAnswer refused(Kind kind, Checkpoint asked, KeptChain kept) {
        return new WitnessAnswer(kind, asked, Optional.of(kept), Optional.empty(), 0);
    }

    /** Called after it is kept. */
    private WitnessAnswer cosigned(Kind kind, KeptChain next, Optional<KeptChain> kept, Instant now) {
        NoteSignature cosignature = key.cosign(next.note().text(), now, signer);
        return new WitnessAnswer(kind, next.checkpoint(), kept, Optional.of(cosignature), 0);
    }
}
