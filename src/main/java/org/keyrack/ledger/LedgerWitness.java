package org.keyrack.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.Ed25519;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.NoteSignature;
import org.keyrack.evidence.Origin;
import org.keyrack.evidence.SignedNote;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.evidence.WitnessRequest;
import org.keyrack.files.InputFile;
import org.keyrack.files.OutputFile;
import org.keyrack.journal.ChainName;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.SentenceException;
import org.keyrack.protocol.Bytes;
import org.keyrack.witness.KeptChain;
import org.keyrack.witness.Witness;
import org.keyrack.witness.WitnessAnswer;
import org.keyrack.witness.WitnessFolder;
import org.keyrack.world.World;

/**
 * What a bench does as a witness of others: its folder and its key are its own, outside of every database; what it found stands
 * in its chain. Any thread may use it.
 */
public final class LedgerWitness {
    private static final String NAME = "keyrack-witness/";
    private static final int MOST_VKEY = 4096;

    private final EventWriter writer;
    private final Database database;
    private final Reading reading;
    private final WitnessFolder folder;
    private final String bench;
    private final World world;
    private @Nullable Witness opened;

    LedgerWitness(EventWriter writer, Database database, Reading reading, Path folder, String bench, World world) {
        this.writer = writer;
        this.database = database;
        this.reading = reading;
        this.folder = new WitnessFolder(folder);
        this.bench = bench;
        this.world = world;
    }

    /**
     * The witness's public key. It is made when there is none.
     *
     * @param name of a key that is made; empty for the bench's
     */
    public VerifierKey key(Optional<String> name) throws LedgerException, IOException {
        return witness(name).key();
    }

    private synchronized Witness witness(Optional<String> name) throws LedgerException, IOException {
        if (opened == null) {
            BenchKey key = BenchKey.at(folder.keyFile());
            Path file = folder.verifierFile();
            if (!Files.exists(file)) {
                Bytes raw = Bytes.of(Ed25519.rawKey(key.publicKey()).orElseThrow());
                VerifierKey made = new VerifierKey(NAME + name.orElse(bench), VerifierKey.COSIGNATURE, raw);
                OutputFile.write(file, (made + "\n").getBytes(StandardCharsets.US_ASCII));
            }
            opened = new Witness(folder, read(file, key), key::sign, BeginningLine::read);
        }
        return opened;
    }

    private static VerifierKey read(Path file, BenchKey key) throws LedgerException, IOException {
        try {
            VerifierKey read =
                    VerifierKey.parse(new String(InputFile.read(file, MOST_VKEY), StandardCharsets.UTF_8).strip());
            if (read.type() == VerifierKey.COSIGNATURE
                    && Ed25519.publicKey(read.key()).equals(key.publicKey())) {
                return read;
            }
        } catch (NoteException e) {
            throw new LedgerException(file + ": " + SentenceException.said(e), e);
        }
        throw new LedgerException(file + " does not belong to the key beside it: put the right file back");
    }

    /** Every chain that was seen. */
    public List<KeptChain> kept() throws LedgerException, IOException, NoteException {
        return witness(Optional.empty()).kept();
    }

    /**
     * A chain about which a supervisor has to decide.
     *
     * @param waiting what would be cosigned
     * @param before what was seen last of it, or of the one that it takes the place of
     */
    public record Undecided(KeptChain waiting, Optional<KeptChain> before) {
        /** Whether it has two histories; else it is a new chain of a known bench. */
        public boolean isFork() {
            return before.filter(kept -> kept.origin().equals(waiting.origin())).isPresent();
        }
    }

    /** Chains about which a supervisor has to decide. */
    public List<Undecided> undecided() throws LedgerException, IOException, NoteException {
        Witness witness = witness(Optional.empty());
        List<Undecided> undecided = new ArrayList<>();
        for (Origin origin : folder.waiting()) {
            Optional<KeptChain> waiting = witness.waiting(origin);
            if (waiting.isPresent()) {
                undecided.add(new Undecided(waiting.get(), before(witness, waiting.get())));
            }
        }
        return undecided;
    }

    private static Optional<KeptChain> before(Witness witness, KeptChain waiting) throws IOException, NoteException {
        return witness.kept(waiting.continues().orElse(waiting.origin()));
    }

    /**
     * Two histories of one chain, decided about or not.
     *
     * @param kept how many lines had been seen
     * @param seen how many the other one has
     */
    public record Fork(Origin origin, long kept, long seen) {}

    /** Every fork that was seen. */
    public List<Fork> forks() throws IOException, NoteException {
        List<Fork> forks = new ArrayList<>();
        for (Path fork : folder.forks()) {
            Checkpoint seen = Checkpoint.parse(folder.note(fork, "seen").text());
            long kept = Checkpoint.parse(folder.note(fork, "kept").text()).size();
            forks.add(new Fork(seen.origin(), kept, seen.size()));
        }
        return forks;
    }

    /** Chains of others about which a supervisor has to decide; what cannot be read is told by the next answer. */
    List<Origin> waiting() {
        try {
            return folder.waiting();
        } catch (IOException | NoteException unreadable) {
            return List.of();
        }
    }

    Optional<KeptChain> kept(Origin origin) throws LedgerException, IOException, NoteException {
        return witness(Optional.empty()).kept(origin);
    }

    /**
     * Answers a request. A fork is kept, and stands in this bench's chain when this returns.
     *
     * @throws NoteException when its bench did not sign it
     * @throws JournalUnavailable when the fork is kept, and the ledger cannot write it down; asked again, it tries again
     */
    public WitnessAnswer answer(WitnessRequest request)
            throws LedgerException, IOException, NoteException, JournalUnavailable {
        WitnessAnswer answer = witness(Optional.empty()).answer(request, world.now());
        tellForks();
        return answer;
    }

    private void tellForks() throws IOException, NoteException, JournalUnavailable {
        for (Path fork : folder.untold()) {
            SignedNote seen = folder.note(fork, "seen");
            Checkpoint kept = Checkpoint.parse(folder.note(fork, "kept").text());
            Checkpoint other = Checkpoint.parse(seen.text());
            write(EventLine.of(EventType.FORK_SEEN, world.now())
                    .with("origin", other.origin().toString())
                    .with("size", kept.size())
                    .with("otherSize", other.size())
                    .with(
                            "hash",
                            Bytes.sha256(seen.encode().getBytes(StandardCharsets.UTF_8))
                                    .hex()));
            folder.told(fork);
        }
    }

    /**
     * A supervisor has decided that a chain is cosigned again; it stands in this bench's chain before the next cosignature.
     *
     * @param by the supervisor's ID; empty where nobody signs in
     * @return empty when nothing waits of this chain
     */
    public Optional<WitnessAnswer> accept(Origin origin, Optional<String> by)
            throws LedgerException, IOException, NoteException, JournalUnavailable {
        Witness witness = witness(Optional.empty());
        Optional<KeptChain> waiting = witness.waiting(origin);
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        Optional<KeptChain> before = before(witness, waiting.get());
        EventLine line = EventLine.of(EventType.CHAIN_ACCEPTED, world.now())
                .with("origin", origin.toString())
                .with("size", waiting.get().size())
                .with(
                        "hash",
                        Bytes.sha256(waiting.get().note().encode().getBytes(StandardCharsets.UTF_8))
                                .hex());
        before.ifPresent(kept -> line.with("before", kept.origin() + " " + kept.size()));
        by.ifPresent(supervisor -> line.with("by", supervisor));
        write(line);
        return witness.accept(origin, world.now());
    }

    /**
     * Takes what a witness answered to a request of this ledger's benches.
     *
     * @param lines cosignatures
     * @return the checkpoint that is cosigned now; empty when they are of no checkpoint of this ledger
     */
    public Optional<Checkpoint> take(List<NoteSignature> lines, VerifierKey witness) throws JournalUnavailable {
        Optional<Cosigned> found = reading.with(handle -> Chains.all(handle).stream()
                .flatMap(chain -> CheckpointTable.newestFew(handle, chain).stream()
                        .flatMap(note -> cosigned(chain, note, lines, witness).stream()))
                .findFirst());
        if (found.isPresent()) {
            take(found.get().chain, found.get().checkpoint, witness, found.get().cosignature);
        }
        return found.map(Cosigned::checkpoint);
    }

    void take(ChainName chain, Checkpoint checkpoint, VerifierKey witness, NoteSignature cosignature)
            throws JournalUnavailable {
        try {
            writer.write(handle -> CosignatureTable.insert(handle, chain, checkpoint.size(), witness, cosignature));
        } catch (SQLException e) {
            throw unwritten(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static Optional<Cosigned> cosigned(
            ChainName chain, String note, List<NoteSignature> lines, VerifierKey witness) {
        try {
            SignedNote signed = SignedNote.parse(note);
            Checkpoint checkpoint = Checkpoint.parse(signed.text());
            return lines.stream()
                    .filter(line -> line.isOf(witness) && witness.verifies(signed.text(), line.signature()))
                    .findFirst()
                    .map(line -> new Cosigned(chain, checkpoint, line));
        } catch (NoteException altered) {
            return Optional.empty();
        }
    }

    private record Cosigned(ChainName chain, Checkpoint checkpoint, NoteSignature cosignature) {}

    private void write(EventLine line) throws JournalUnavailable {
        try {
            Optional<SentenceException> refused =
                    writer.act((handle, transaction, now) -> transaction.appendApart(line));
            if (refused.isPresent()) {
                throw new IllegalStateException(refused.get());
            }
        } catch (SQLException e) {
            throw unwritten(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private JournalUnavailable unwritten(SQLException e) {
        return new JournalUnavailable("The ledger at " + database.name() + " cannot write: " + e.getMessage(), e);
    }

    private static JournalUnavailable interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new JournalUnavailable("The ledger was not asked to the end", e);
    }
}
