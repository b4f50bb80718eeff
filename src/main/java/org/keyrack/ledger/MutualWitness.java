package org.keyrack.ledger;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.Origin;
import org.keyrack.evidence.SignedNote;
import org.keyrack.evidence.WitnessRequest;
import org.keyrack.journal.ChainName;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.SentenceException;
import org.keyrack.witness.Beginning;
import org.keyrack.witness.KeptChain;
import org.keyrack.witness.WitnessAnswer;
import org.keyrack.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Benches on one database cosign what the others signed last, each at its batch's end, at most once a minute and chain. */
final class MutualWitness {
    private static final Logger LOG = LoggerFactory.getLogger(MutualWitness.class);
    private static final long BETWEEN = 60_000_000_000L;
    /** How long the end of a ledger waits for a round. */
    private static final Duration LAST = Duration.ofSeconds(5);

    private final LedgerWitness witness;
    private final Database database;
    private final Reading reading;
    private final String bench;
    private final World world;
    private final Map<ChainName, Long> asked = new HashMap<>();
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile CompletableFuture<Void> round = CompletableFuture.completedFuture(null);

    MutualWitness(LedgerWitness witness, Database database, Reading reading, String bench, World world) {
        this.witness = witness;
        this.database = database;
        this.reading = reading;
        this.bench = bench;
        this.world = world;
    }

    /** A batch has ended. Nothing waits for it. */
    void batchEnded() {
        if (database.announces() && running.compareAndSet(false, true)) {
            CompletableFuture<Void> over = new CompletableFuture<>();
            round = over;
            world.start("witness", () -> {
                try {
                    round();
                } finally {
                    running.set(false);
                    over.complete(null);
                }
            });
        }
    }

    /** A program that ends with its batch has cosigned all the same: what has begun is waited for, for a while. */
    void close() {
        try {
            if (!world.await(round, LAST)) {
                LOG.warn("The database is slow: other benches' checkpoints are cosigned after the next batch");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks at the newest chain of each other bench. */
    void round() {
        try {
            Map<String, ChainName> newest = new LinkedHashMap<>();
            List<ChainName> chains = reading.with(Chains::ordered);
            chains.stream()
                    .filter(chain -> !chain.bench().equals(bench))
                    .forEach(chain -> newest.put(chain.bench(), chain));
            for (ChainName chain : newest.values()) {
                if (due(chain)) {
                    look(chain);
                }
            }
        } catch (IOException | NoteException | LedgerException | LedgerUnreadable | JournalUnavailable e) {
            LOG.warn("Other benches' checkpoints were not all cosigned: {}", SentenceException.said(e));
        }
    }

    private boolean due(ChainName chain) {
        long now = world.nanos();
        Long before = asked.get(chain);
        if (before != null && now - before < BETWEEN) {
            return false;
        }
        asked.put(chain, now);
        return true;
    }

    private void look(ChainName chain) throws IOException, NoteException, LedgerException, JournalUnavailable {
        Optional<String> text = reading.with(handle -> CheckpointTable.newest(handle, chain, 1));
        if (text.isEmpty()) {
            return;
        }
        SignedNote note = SignedNote.parse(text.get());
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        Optional<KeptChain> kept = witness.kept(checkpoint.origin());
        if (kept.isPresent() && isDone(chain, checkpoint, kept.get())) {
            return;
        }
        long continued = kept.isPresent() ? 0 : continued(chain);
        Optional<WitnessRequest> request = reading.with(handle -> {
            try {
                return Optional.of(new WitnessRequests(handle, database)
                        .of(chain, note, kept.map(KeptChain::size).orElse(0L), continued));
            } catch (NoteException altered) {
                return Optional.empty();
            }
        });
        if (request.isPresent()) {
            WitnessAnswer answer = witness.answer(request.get());
            if (answer.cosignature().isPresent()) {
                witness.take(
                        chain,
                        checkpoint,
                        witness.key(Optional.empty()),
                        answer.cosignature().get());
            }
            if (answer.kind() != WitnessAnswer.Kind.GROWN) {
                LOG.warn("{}", answer.sentence(Locale.ROOT));
            }
        }
    }

    /** Nothing is asked about what is cosigned already, and what a supervisor has to decide. */
    private boolean isDone(ChainName chain, Checkpoint checkpoint, KeptChain kept) throws LedgerException, IOException {
        if (kept.state() != KeptChain.State.OPEN) {
            return true;
        }
        if (checkpoint.size() < kept.size()) {
            // Somebody may have removed the row of the newer one; the lines tell whether anything else is gone.
            return reading.with(handle -> Chains.head(handle, chain).seq() >= kept.size()
                    && new LinesTree(handle, chain)
                            .root(kept.size())
                            .equals(kept.checkpoint().root()));
        }
        var key = witness.key(Optional.empty());
        return checkpoint.equals(kept.checkpoint())
                && reading.with(handle -> CosignatureTable.newestSize(handle, chain, Optional.of(key)))
                        == checkpoint.size();
    }

    /** How many lines were seen of the chain that a new one continues. */
    private long continued(ChainName chain) throws IOException, NoteException, LedgerException {
        Optional<Origin> older = reading.with(handle -> new WitnessRequests(handle, database)
                .beginning(chain)
                .flatMap(Beginning::continued)
                .flatMap(head -> Chains.line(handle, new ChainName(head.chain()), 1)
                        .map(line -> Origin.of(line, head.chain()))));
        return older.isEmpty()
                ? 0
                : witness.kept(older.get()).map(KeptChain::size).orElse(0L);
    }
}
