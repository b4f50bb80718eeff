package org.keyrack.ledger;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.keyrack.journal.CauseId;
import org.keyrack.journal.ChainName;
import org.keyrack.journal.Download;
import org.keyrack.journal.DurableEvent;
import org.keyrack.journal.Failure;
import org.keyrack.journal.HeldTransportKey;
import org.keyrack.journal.History;
import org.keyrack.journal.Journal;
import org.keyrack.journal.KeyResult;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.journal.LoadedKey;
import org.keyrack.journal.OpenDownload;
import org.keyrack.journal.PreparationRecords;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.RunEvent.Outcome;
import org.keyrack.journal.RunEvent.Settled;
import org.keyrack.journal.RunEvent.UnitRefused;
import org.keyrack.journal.RunEvent.UnitSetAside;
import org.keyrack.journal.RunEvent.UnitStarted;
import org.keyrack.ledger.LedgerProblem.Kind;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.ProtocolStep;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.world.World;

/** A bench's ledger, open for work: the journal of its runs and the history for its plans. Any thread may use it. */
public final class Ledger implements Journal, History, PreparationRecords, AutoCloseable {
    private static final int PLACE_TRIES = 50;
    private static final Duration BETWEEN_PLACE_TRIES = Duration.ofMillis(100);

    private final LedgerSettings settings;
    private final Database database;
    private final BenchKey key;
    private final HeadsFolder heads;
    private final Reading reading;
    private final WriterConnection connection;
    private final EventWriter writer;
    private final Optional<Head> newer;
    private final LedgerWitness witness;
    private final MutualWitness mutual;
    private final World world;
    private long lastBatch;
    private long lastPreparation;

    private Ledger(
            LedgerSettings settings,
            Database database,
            BenchKey key,
            WriterConnection connection,
            CheckpointSigner signer,
            Optional<Head> newer,
            World world) {
        this.settings = settings;
        this.database = database;
        this.key = key;
        this.heads = new HeadsFolder(settings.heads());
        this.reading = new Reading(database);
        this.connection = connection;
        this.newer = newer;
        this.world = world;
        this.writer = new EventWriter(database, connection, ballast(database, settings), key, heads, signer, world);
        this.witness = new LedgerWitness(writer, database, reading, heads.beside("witness"), settings.bench(), world);
        this.mutual = new MutualWitness(witness, database, reading, settings.bench(), world);
        writer.afterBatch(mutual::batchEnded);
    }

    /** Whether the chain that is written has its tree. */
    boolean treeGrows() {
        return connection.treeGrows();
    }

    /** Trees that an older program did not build are built beside the work; a ledger that has them needs no thread for it. */
    private void buildTrees() {
        ChainName written = connection.head().chain();
        List<ChainName> behind = reading.with(handle -> Chains.of(handle, bench()).stream()
                .filter(chain -> !(chain.equals(written) && connection.treeGrows()))
                .filter(chain -> Tiles.open(
                                handle, chain, Chains.head(handle, chain).seq())
                        .isEmpty())
                .toList());
        if (!behind.isEmpty()) {
            TreeBuilder builder = new TreeBuilder(reading, writer, behind, written);
            world.start("tree", builder::build);
        }
    }

    /**
     * Opens the ledger, makes it when there is none, and closes the batch that a crash left open: what was exported then
     * is UNKNOWN from now on.
     *
     * @throws LedgerException when it cannot be opened, is not durable, or another KeyRack works as this bench
     */
    public static Ledger open(LedgerSettings settings) throws LedgerException {
        return open(settings, problem -> {}, World.real());
    }

    /**
     * The same; a database server that is just being started is waited for, 30 s at most.
     *
     * @param waiting hears once that it is waited for
     * @param world whose clock and threads it uses
     */
    public static Ledger open(LedgerSettings settings, Consumer<LedgerProblem> waiting, World world)
            throws LedgerException {
        return open(settings, Database.at(settings.location()), waiting, world);
    }

    static Ledger open(LedgerSettings settings, Database database, Consumer<LedgerProblem> waiting, World world)
            throws LedgerException {
        @Nullable Handle handle = null;
        try {
            database.await(waiting, world);
            database.upgrade();
            BenchKey key = BenchKey.at(settings.benchKey());
            handle = database.openWriter(settings.bench());
            new CatchUp(database, handle).run();
            Opening opening = new Opening(
                    handle, database, settings.bench(), key, BenchKey.before(settings.benchKey()), world.now());
            KeptCheckpoints checkpoints = new KeptCheckpoints(settings.heads());
            Head head = opening.chain(new HeadsFolder(settings.heads()).last(settings.bench()), checkpoints);
            opening.closeInterrupted();
            ModuleClaims claims = new ModuleClaims(database, settings.bench());
            WriterToken token = WriterToken.drawn(settings.bench(), world.random());
            WriterConnection connection = new WriterConnection(database, claims, token, handle, opening.state(head));
            connection.append(opening.lines(), opening.free());
            CheckpointSigner signer = new CheckpointSigner(key, checkpoints, opening.signed(head.chain()));
            Ledger ledger = new Ledger(settings, database, key, connection, signer, opening.newer(), world);
            ledger.buildTrees();
            return ledger;
        } catch (SQLException | JdbiException e) {
            throw abandoned(database, handle, database.unusable(e));
        } catch (LedgerUnreadable e) {
            LedgerProblem problem = LedgerProblem.of(Kind.UNUSABLE, database.name(), e.getMessage());
            throw abandoned(database, handle, new LedgerException(problem, e));
        } catch (LedgerException e) {
            throw abandoned(database, handle, e);
        } catch (RuntimeException e) {
            throw abandoned(database, handle, e);
        }
    }

    private static <E extends Exception> E abandoned(Database database, @Nullable Handle handle, E why) {
        Database.drop(handle);
        database.close();
        return why;
    }

    @Override
    public void commit(List<? extends DurableEvent> events) throws JournalUnavailable, ClaimRefused {
        List<DurableEvent> all = List.copyOf(events);
        for (int tries = 1; ; tries++) {
            try {
                writer.commit(all);
                return;
            } catch (ClaimRefused refused) {
                if (!Transaction.isInFlight(refused) || all.size() != 1 || !(all.get(0) instanceof UnitStarted)) {
                    throw refused;
                }
                if (tries == PLACE_TRIES || !waited()) {
                    writer.commit(List.of(gaveUp((UnitStarted) all.get(0))));
                    throw refused;
                }
            }
        }
    }

    /** Another bench has the last places of an order in a transaction that is not committed. */
    private boolean waited() {
        try {
            world.sleep(BETWEEN_PLACE_TRIES);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized UnitRefused gaveUp(UnitStarted unit) {
        return new UnitRefused(
                world.now(),
                lastBatch,
                new Refusal(
                        Refusal.Kind.ORDER_BUSY,
                        Optional.of(unit.reader()),
                        unit.shelf(),
                        Optional.of(unit.sn()),
                        0,
                        0,
                        ""));
    }

    /** Who works on the benches. */
    public LedgerPeople people() {
        return people(Pins.KEPT);
    }

    LedgerPeople people(Pins pins) {
        return new LedgerPeople(writer, reading, database, settings.benchKey(), world, pins);
    }

    /** What this bench does as a witness of others. */
    public LedgerWitness witness() {
        return witness;
    }

    /** What is done with orders. */
    public LedgerOrders orders() {
        return new LedgerOrders(writer, connection, database, key, reading);
    }

    @Override
    public List<OpenDownload> openDownloads(SerialNumber sn) {
        return past(sn).open().stream().map(ModuleHistory.Open::download).toList();
    }

    @Override
    public List<LoadedKey> loadedKeys(SerialNumber sn) {
        return past(sn).loaded();
    }

    @Override
    public OptionalLong highestCtr(Bytes asId) {
        return reading.with(handle -> Chains.highestCtr(handle, database, asId.hex()));
    }

    @Override
    public OptionalLong highestActs(Bytes asId) {
        return reading.with(handle -> Chains.highestActs(handle, database, asId.hex()));
    }

    @Override
    public synchronized long nextBatch() throws JournalUnavailable {
        try {
            long recorded = reading.with(
                    handle -> BenchChains.of(handle, database, settings.bench()).newest());
            lastBatch = Math.max(recorded, lastBatch) + 1;
            return lastBatch;
        } catch (LedgerUnreadable e) {
            throw new JournalUnavailable(e.getMessage(), e);
        }
    }

    @Override
    public synchronized long nextPreparation() throws JournalUnavailable {
        try {
            long recorded = reading.with(handle -> SerialNumbers.lastPreparation(handle, settings.bench()));
            lastPreparation = Math.max(recorded, lastPreparation) + 1;
            return lastPreparation;
        } catch (LedgerUnreadable e) {
            throw new JournalUnavailable(e.getMessage(), e);
        }
    }

    @Override
    public boolean hasSerial(SerialNumber sn) {
        return highestSerial(sn, sn).isPresent();
    }

    @Override
    public Optional<SerialNumber> highestSerial(SerialNumber from, SerialNumber to) {
        return reading.with(handle -> SerialNumbers.highest(handle, from, to));
    }

    @Override
    public Optional<SerialNumber> freeSerial(SerialNumber from, SerialNumber to) {
        return reading.with(handle -> SerialNumbers.free(handle, from, to));
    }

    @Override
    public Optional<SerialNumber> unfinished(Bytes card, Optional<SerialNumber> shown) {
        return reading.with(handle -> SerialNumbers.unfinished(handle, card.hex(), shown));
    }

    @Override
    public Optional<Bytes> planOf(SerialNumber sn) {
        return reading.with(handle -> SerialNumbers.planOf(handle, sn));
    }

    @Override
    public SortedMap<SerialNumber, HeldTransportKey> transportKeys() {
        return reading.with(SerialNumbers::transportKeys);
    }

    /** What earlier runs left to be done: which slots to fill again, so that modules are read and settled. */
    public Recovery recover() {
        LedgerQuery query = query();
        List<OpenDownload> open = query.openDownloads(settings.bench());
        Optional<InterruptedBatch> interrupted = query.newest(settings.bench())
                .filter(batch -> batch.state() == BatchSummary.State.INTERRUPTED)
                .flatMap(batch -> query.batch(batch.id()))
                .map(view -> InterruptedBatch.of(view, open));
        return new Recovery(open, interrupted, newer, witness.waiting());
    }

    /**
     * Writes down what reading a module again has told about a download of an earlier run.
     *
     * @param loaded the proof, when the key is in; empty: it is not in
     * @return false when nothing is written: its outcome is known meanwhile, or a run has the module in work and tells it
     */
    public boolean settle(OpenDownload download, Optional<Loaded> loaded) throws JournalUnavailable {
        Download named = new Download(download.sn(), download.reader(), download.ref1(), download.ref2(), 1);
        Failure failure =
                new Failure(ProtocolStep.STORE, "GET DATA", OptionalInt.empty(), CauseId.SETTLED_NOT_LOADED, List.of());
        KeyResult result = loaded.isPresent() ? loaded.get() : new KeyResult.NotLoaded(failure);
        try {
            commit(List.of(new Settled(new Outcome(world.now(), named, Optional.of(download.r()), result))));
            return true;
        } catch (ClaimRefused notOurs) {
            return false;
        }
    }

    /**
     * Writes down that a module was put aside.
     *
     * @param visit in a batch of this bench
     * @param operator who did it
     */
    public void setAside(ModuleVisit visit, String operator) throws JournalUnavailable {
        UnitRecord unit = visit.unit();
        try {
            commit(List.of(new UnitSetAside(
                    world.now(), visit.batch().id().number(), unit.sn(), unit.reader(), unit.shelf(), operator)));
        } catch (ClaimRefused impossible) {
            throw new IllegalStateException("Setting aside needs no claim", impossible);
        }
    }

    public String bench() {
        return settings.bench();
    }

    /** Where it is: a file or a {@code jdbc:postgresql:} URL, which may hold a password. */
    public String location() {
        return settings.location();
    }

    /** Where this bench's chain ends now, signed. */
    public SignedHead head() {
        return key.sign(connection.head());
    }

    /** Look-ups for reports and the history. */
    public LedgerQuery query() {
        return new LedgerQuery(database, reading);
    }

    private ModuleHistory past(SerialNumber sn) {
        return reading.with(handle -> ModuleHistory.of(handle, sn.hex()));
    }

    private static Optional<Ballast> ballast(Database database, LedgerSettings settings) {
        if (!(database instanceof SqliteDatabase sqlite) || settings.ballast() == 0) {
            return Optional.empty();
        }
        Path file = sqlite.file();
        return Optional.of(new Ballast(file.resolveSibling(file.getFileName() + ".ballast"), settings.ballast()));
    }

    /** Writes what waits, then lets go of the database and the bench's name. */
    @Override
    public void close() {
        mutual.close();
        // The writer last: only it can put the journal's pages into the file.
        reading.close();
        writer.close();
        database.close();
    }
}
