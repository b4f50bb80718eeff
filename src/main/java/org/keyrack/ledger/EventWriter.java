package org.keyrack.ledger;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.keyrack.journal.DurableEvent;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.RunEvent.BatchEnded;
import org.keyrack.journal.RunEvent.UnitSetAside;
import org.keyrack.language.SentenceException;
import org.keyrack.ledger.WriterToken.Replaced;
import org.keyrack.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes what waits as one group and commits it; while the disk works on one group the next
 * one gathers.
 */
final class EventWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
    private static final int GROUP = 256;
    private static final int TRIES = 4;

    /** A bench tells that it has committed at most so often: a notice takes a turn of the writer. */
    private static final long BETWEEN_NOTICES = 50_000_000;

    private final Database database;
    private final WriterConnection connection;
    private final Optional<Ballast> ballast;
    private final BenchKey key;
    private final HeadsFolder heads;
    private final CheckpointSigner checkpoints;
    private final World world;
    private final Queue<Request> queue = new ArrayDeque<>();
    private final Lock lock;
    private final Condition arrived;
    /** Durable although their callers were told otherwise: a commit whose answer was lost, or the part that still fitted. */
    private final Set<DurableEvent> writtenUntold = new HashSet<>();

    private volatile Runnable afterBatch = () -> {};
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private boolean closed;
    /** Something is durable that nobody was told of yet. */
    private boolean unannounced;

    private long announcedAt;

    EventWriter(
            Database database,
            WriterConnection connection,
            Optional<Ballast> ballast,
            BenchKey key,
            HeadsFolder heads,
            CheckpointSigner checkpoints,
            World world) {
        this.database = database;
        this.connection = connection;
        this.ballast = ballast;
        this.key = key;
        this.heads = heads;
        this.checkpoints = checkpoints;
        this.world = world;
        this.lock = world.lock();
        this.arrived = lock.newCondition();
        this.announcedAt = world.nanos() - BETWEEN_NOTICES;
        world.start("ledger", this::work);
    }

    /** As {@link org.keyrack.journal.Journal#commit}. An interrupt does not shorten the wait: the outcome must be known. */
    void commit(List<DurableEvent> events) throws JournalUnavailable, ClaimRefused {
        Request request = new Request(List.copyOf(events), new CompletableFuture<>(), false, Optional.empty());
        if (!bring(request)) {
            throw new JournalUnavailable("The ledger is closed", null, true);
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    world.get(request.done);
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof ClaimRefused refused) {
                        throw refused;
                    }
                    if (e.getCause() instanceof JournalUnavailable unavailable) {
                        throw unavailable;
                    }
                    throw new IllegalStateException("The ledger's writer failed", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** @param work what the writer begins after it has signed a batch's end; it must not wait */
    void afterBatch(Runnable work) {
        afterBatch = work;
    }

    /** @return false when the ledger is closed */
    private boolean bring(Request request) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            closed = request.last();
            queue.add(request);
            arrived.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** @return nothing when whoever watches is to be told now */
    private List<Request> take() throws InterruptedException {
        lock.lock();
        try {
            while (queue.isEmpty()) {
                if (!unannounced) {
                    arrived.await();
                } else if (arrived.awaitNanos(announcedAt + BETWEEN_NOTICES - world.nanos()) <= 0) {
                    return List.of();
                }
            }
            List<Request> group = new ArrayList<>();
            while (!queue.isEmpty() && group.size() < GROUP) {
                group.add(queue.remove());
            }
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            checkpoints.sign(connection);
            while (true) {
                List<Request> group = take();
                if (group.isEmpty()) {
                    announce();
                    continue;
                }
                boolean last = group.removeIf(Request::last);
                write(group.stream().filter(request -> request.task.isEmpty()).toList());
                group.stream().filter(request -> request.task.isPresent()).forEach(this::perform);
                if (last || unannounced && world.nanos() - announcedAt >= BETWEEN_NOTICES) {
                    announce();
                }
                if (last) {
                    checkpoints.sign(connection);
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connection.close();
            ended.complete(null);
        }
    }

    private void announce() {
        if (unannounced) {
            connection.announce();
            announcedAt = world.nanos();
            unannounced = false;
        }
    }

    /** As {@link WriterConnection#write}, after what waits already. */
    void write(WriterConnection.Write write) throws SQLException, InterruptedException {
        perform(() -> connection.write(write));
    }

    /** As {@link WriterConnection#act}, after what waits already; the head is signed. */
    Optional<SentenceException> act(WriterConnection.Act act) throws SQLException, InterruptedException {
        List<SentenceException> refused = new ArrayList<>();
        perform(() -> {
            connection.act(act, world.now()).ifPresent(refused::add);
            unannounced = database.announces();
            keepHead(connection.head());
        });
        return refused.stream().findFirst();
    }

    /** As {@link WriterConnection#adoptTree}; what it reaches to is signed. */
    boolean adoptTree() throws SQLException, InterruptedException {
        boolean[] adopted = {false};
        perform(() -> {
            adopted[0] = connection.adoptTree();
            checkpoints.sign(connection);
        });
        return adopted[0];
    }

    private void perform(Task task) throws SQLException, InterruptedException {
        Request request = new Request(List.of(), new CompletableFuture<>(), false, Optional.of(task));
        if (!bring(request)) {
            throw new SQLException("the ledger is closed");
        }
        try {
            world.get(request.done);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException sql ? sql : new SQLException(e.getCause());
        }
    }

    private void perform(Request request) {
        try {
            request.task.orElseThrow().run();
            request.done.complete(null);
        } catch (SQLException | RuntimeException e) {
            request.done.completeExceptionally(e);
        }
    }

    private void write(List<Request> group) {
        if (group.isEmpty()) {
            return;
        }
        try {
            writtenUntold.addAll(connection.open());
            List<Part> parts = new ArrayList<>();
            for (Request request : group) {
                parts.add(new Part(request, without(request.events), Optional.empty()));
            }
            if (ballast.isPresent() && !ballast.get().ready()) {
                parts.replaceAll(this::onlyEnds);
            }
            try {
                attempt(parts);
            } catch (SQLException e) {
                if (!database.full(e) || ballast.isEmpty() || !ballast.get().release()) {
                    throw e;
                }
                LOG.warn("The disk of the ledger is full: the last outcomes are written, no new download begins");
                parts.replaceAll(this::onlyEnds);
                attempt(parts);
            }
        } catch (SQLException e) {
            fail(group, e);
        } catch (RuntimeException e) {
            LOG.error("The ledger's writer failed", e);
            group.forEach(request -> request.done.completeExceptionally(e));
        }
    }

    /** Tries until the parts are durable and their callers know. */
    private void attempt(List<Part> parts) throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                tell(parts, connection.commit(parts.stream().map(Part::events).toList()));
                return;
            } catch (SQLException e) {
                List<DurableEvent> in = connection.open();
                if (!in.isEmpty()) {
                    // COMMIT went through and its answer was lost; the callers hear it when they repeat, now.
                    writtenUntold.addAll(in);
                    if (in.stream().anyMatch(EventWriter::isEnd)) {
                        keepHead(connection.head());
                    }
                    parts.replaceAll(part -> new Part(part.request, without(part.events), part.later));
                } else if (!database.again(e) || tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Whether the head is to be signed after it. */
    private static boolean isEnd(DurableEvent event) {
        return event instanceof BatchEnded || event instanceof UnitSetAside || Transaction.isEnd(event);
    }

    private void tell(List<Part> parts, WriterConnection.Committed committed) {
        unannounced = database.announces();
        if (committed.headDue()) {
            keepHead(committed.head());
            afterBatch.run();
        }
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.later.isPresent()) {
                writtenUntold.addAll(part.events);
                part.request.done.completeExceptionally(part.later.get());
                continue;
            }
            part.request.events.forEach(writtenUntold::remove);
            Optional<ClaimRefused> refused = committed.refusals().get(i);
            if (refused.isPresent()) {
                part.request.done.completeExceptionally(refused.get());
            } else {
                part.request.done.complete(null);
            }
        }
    }

    private void keepHead(Head head) {
        try {
            heads.append(key.sign(head));
        } catch (IOException e) {
            LOG.warn("The head of the ledger could not be kept: {}", e.getMessage());
        }
        checkpoints.sign(connection);
    }

    private void fail(List<Request> group, SQLException failure) {
        String words = database.full(failure)
                ? "The disk of the ledger at " + database.name()
                        + " is full: free some space, work goes on by itself then"
                : "The ledger at " + database.name() + " cannot write: " + failure.getMessage();
        JournalUnavailable unavailable = new JournalUnavailable(words, failure, failure instanceof Replaced);
        group.forEach(request -> request.done.completeExceptionally(unavailable));
    }

    private List<DurableEvent> without(List<DurableEvent> events) {
        return writtenUntold.isEmpty()
                ? events
                : events.stream()
                        .filter(event -> !writtenUntold.contains(event))
                        .toList();
    }

    /** With a full disk: what stands before the first start of something new is written, the rest is refused. */
    private Part onlyEnds(Part part) {
        int first = 0;
        while (first < part.events.size() && !Transaction.starts(part.events.get(first))) {
            first++;
        }
        if (first == part.events.size()) {
            return part;
        }
        return new Part(
                part.request,
                part.events.subList(0, first),
                Optional.of(new JournalUnavailable(
                        "The disk of the ledger at " + database.name()
                                + " is full: no new download begins; free some space, work goes on by itself then",
                        null)));
    }

    @Override
    public void close() {
        if (!bring(new Request(List.of(), new CompletableFuture<>(), true, Optional.empty()))) {
            return;
        }
        boolean interrupted = false;
        while (!ended.isDone()) {
            try {
                world.get(ended);
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A caller's events.
     *
     * @param last whether it ends the thread, and holds no events
     * @param task what is to be done between two groups instead
     */
    private record Request(
            List<DurableEvent> events, CompletableFuture<Void> done, boolean last, Optional<Task> task) {}

    /** Something that the writer's thread does between two groups. */
    private interface Task {
        void run() throws SQLException;
    }

    /** What of a request is written now, and what its caller hears when that is not all. */
    private record Part(Request request, List<DurableEvent> events, Optional<JournalUnavailable> later) {}
}
