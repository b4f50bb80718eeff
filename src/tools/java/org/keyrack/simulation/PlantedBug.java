package org.keyrack.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A mistake put into a copy of the program's classes, to show that the simulation finds it; each must be found. */
enum PlantedBug {
    OUTCOME_BEFORE_THE_JOURNAL(1, new Change("run/UnitWorker.java", """
                    context.commit(events);
                    uncommitted.clear();
                    events.forEach(context::tell);
            """, """
                    events.forEach(context::tell);
                    context.commit(events);
                    uncommitted.clear();
            """)),
    UNKNOWN_AS_DONE(38, new Change("run/UnitWorker.java", "new Unknown(cause))", "new NotLoaded(cause))")),
    R_USED_TWICE(
            42,
            new Change("run/UnitWorker.java", """
                            ready = Optional.empty();
                            Bytes r = initiation.r();
                    """, """
                            ready = Optional.of(initiation);
                            Bytes r = initiation.r();
                    """),
            new Change(
                    "run/UnitWorker.java",
                    "if (!randoms.add(initiation.r())) {",
                    "if (randoms.isEmpty() && randoms.add(initiation.r()) && false) {")),
    CLAIM_NOT_TAKEN(
            1,
            new Change(
                    "ledger/Transaction.java",
                    "claims.take(handle, state, at, sn.hex(), reader, past).ifPresent(this::append);",
                    "state.claimed.put(sn.hex(), false);")),
    CLAIM_OF_ANOTHER_BENCH_TAKEN(
            206,
            new Change(
                    "ledger/ModuleClaims.java",
                    "(works(handle, other.batch) || !past(handle, other.sn).open().isEmpty())",
                    "!past(handle, other.sn).open().isEmpty()")),
    RECOVERY_OF_THE_LAST_BATCH_ONLY(
            68,
            new Change(
                    "ledger/ModuleHistory.java",
                    "\" WHERE o.sn = :sn\"",
                    "\" WHERE o.sn = :sn AND o.batch = (SELECT max(batch) FROM open_download)\"")),
    ANSWER_LOST_COUNTED_AS_REFUSED(
            1,
            new Change(
                    "run/UnitWorker.java",
                    "return settle(download, r, export, cause, failure instanceof LinkFailure);",
                    "return failed(download, Optional.of(r), cause);")),
    COMMIT_WHOSE_ANSWER_WAS_LOST_WRITTEN_AGAIN(
            61,
            new Change(
                    "ledger/EventWriter.java",
                    ".filter(event -> !writtenUntold.contains(event))",
                    ".filter(event -> true)")),
    SETTLED_WHILE_IN_WORK(
            2_911,
            new Change(
                    "ledger/ModuleClaims.java", "if (runs && isClaimed(handle, sn, open.batch())) {", "if (false) {")),
    SN_GIVEN_WITHOUT_THE_LEDGER(
            4,
            new Change(
                    "prepare/PreparationRun.java",
                    "patiently(List.of(new SerialGiven(world.now(), number, candidate, seat.keepsSerial())));",
                    "patiently(List.of());")),
    SN_OF_A_CARD_FORGOTTEN(
            111,
            new Change(
                    "prepare/SerialSource.java",
                    ".filter(again::add);",
                    ".filter(sn -> again.add(sn) && again.isEmpty());")),
    OLDER_COPY_PASSES(
            0,
            new Change(
                    "ledger/ChainPass.java",
                    "heads.forEach((seq, list) -> list.forEach(head -> missing(seq)));",
                    "heads.clear();")),
    PLACE_NOT_GIVEN_BACK(3, new Change("ledger/OrderPlaces.java", "giveBack(handle, number, sn);", "")),
    PLACE_GIVEN_BACK_WHILE_UNKNOWN(
            93,
            new Change(
                    "ledger/OrderPlaces.java",
                    "results.get(ModuleHistory.download(export)) != KeyRecord.State.NOT_LOADED",
                    "results.get(ModuleHistory.download(export)) == KeyRecord.State.LOADED")),
    ORDER_BY_THE_CLOCK_ALONE(
            315,
            new Change(
                    "ledger/OrderPlaces.java",
                    "Instant latest = at.isAfter(state.latest) ? at : state.latest;",
                    "Instant latest = at;")),
    CLAIMS_OF_A_BENCH_THAT_WORKS_LET_GO(
            948, new Change("ledger/WriterConnection.java", "transaction.recoverPlaces();", """
                    transaction.recoverPlaces();
                    writing.execute("DELETE FROM claim");
            """)),
    RELEASE_USED_TWICE(
            56,
            new Change(
                    "ledger/Releases.java",
                    "return Optional.ofNullable(given.remove(wanted));",
                    "return Optional.ofNullable(given.get(wanted));")),
    FORK_NOT_TOLD(23, new Change("ledger/MutualWitness.java", "if (checkpoint.size() < kept.size()) {", """
            if (checkpoint.size() < kept.size()) {
                if (kept.size() > 0) {
                    return true;
                }
            """)),
    CHECKPOINT_BEFORE_ITS_COMMIT(
            150,
            new Change(
                    "ledger/EventWriter.java",
                    "tell(parts, connection.commit(parts.stream().map(Part::events).toList()));",
                    """
                    connection.early = checkpoints;
                    tell(parts, connection.commit(parts.stream().map(Part::events).toList()));
                    """),
            new Change("ledger/WriterConnection.java", """
                    doubtful = Optional.of(new Doubtful(transaction.state(), added));
                    database.commit(writing);
            """, """
                    doubtful = Optional.of(new Doubtful(transaction.state(), added));
                    if (committed.headDue()) {
                        early.before(transaction.state());
                    }
                    database.commit(writing);
            """),
            new Change("ledger/WriterConnection.java", "private volatile ChainState state;", """
                    CheckpointSigner early;
                    private volatile ChainState state;
                    """),
            new Change("ledger/CheckpointSigner.java", "private long signed;", """
                    private long signed;

                    void before(ChainState state) {
                        Checkpoint checkpoint =
                                new Checkpoint(state.origin.get(), state.tree.get().size(), state.tree.get().root());
                        try {
                            kept.append(
                                    state.head.bench(),
                                    SignedNote.signed(checkpoint.text(), key.verifier(checkpoint.origin()), key::sign));
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    }
                    """)),
    TILE_ONE_LINE_LATE(84, new Change("ledger/OpenTree.java", """
                open.add(hash);
                if (open.size() < TreeTile.WIDTH) {
                    break;
                }
                TreeTile tile = TreeTile.of(level, TreeTile.whole(level, size), open);
                filled.add(tile);
                open.clear();
            """, """
                if (open.size() < TreeTile.WIDTH) {
                    open.add(hash);
                    break;
                }
                TreeTile tile = TreeTile.of(level, TreeTile.whole(level, size) - 1, open);
                filled.add(tile);
                open.clear();
                open.add(hash);
            """)),
    STEP_BEFORE_THE_JOURNAL(4, new Change("prepare/PreparationRun.java", """
            patiently(List.of(new StepStarted(world.now(), number, seat.card(), step)));
            open = Optional.of(step);
            action.run();
    """, """
            action.run();
            patiently(List.of(new StepStarted(world.now(), number, seat.card(), step)));
            open = Optional.of(step);
    """));

    private static final Path SOURCES = Path.of("src", "main", "java", "org", "keyrack");

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<Change> changes;
    /** Finds it first. */
    private final long seed;

    /** @param seed the first that finds it; when what seeds draw has changed, {@code PlantedBugsTest} says which does now */
    PlantedBug(long seed, Change... changes) {
        this.seed = seed;
        this.changes = List.of(changes);
    }

    /**
     * A text of a source and what takes its place.
     *
     * @param from stands in the file once, lines cut of what indents them all
     */
    record Change(String file, String from, String to) {}

    long seed() {
        return seed;
    }

    /**
     * Writes the sources with the mistake.
     *
     * @return their files
     * @throws IOException when a text is not there any more, or more than once: the mistake must be planted anew
     */
    List<Path> plant(Path folder) throws IOException {
        List<Path> written = new ArrayList<>();
        for (Change change : changes) {
            Path copy = folder.resolve(change.file());
            String source = Files.readString(Files.exists(copy) ? copy : SOURCES.resolve(change.file()));
            String from = found(source, change.from());
            Files.createDirectories(copy.getParent());
            Files.writeString(copy, source.replace(from, change.to()));
            if (!written.contains(copy)) {
                written.add(copy);
            }
        }
        return written;
    }

    private String found(String source, String text) throws IOException {
        String indented = text;
        for (int spaces = 0; spaces <= 24; spaces += 4) {
            indented = spaces == 0 ? text : text.indent(spaces);
            int at = source.indexOf(indented);
            if (at >= 0 && source.indexOf(indented, at + 1) < 0) {
                return indented;
            }
        }
        throw new IOException(this + ": this is not in the source once: " + text);
    }
}
