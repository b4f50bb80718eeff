package org.keyrack.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.keyrack.app.CardReading.As;
import org.keyrack.app.CardReading.Ei;
import org.keyrack.journal.History;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.ReaderSnapshot.Card;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.keyrack.reader.Readers;
import org.keyrack.reader.Readers.Subscription;
import org.keyrack.unit.AsUnit;
import org.keyrack.unit.EiSession;
import org.keyrack.unit.EiUnit;
import org.keyrack.unit.UnitAccess;
import org.keyrack.world.Signal;
import org.keyrack.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bench: watches the readers, reads each card that comes, keeps its session open. What waits for a card runs on threads of
 * the bench; listeners are called there too.
 */
public final class Bench implements UnitAccess, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Bench.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Readers readers;
    private final ShelfLabels labels;
    private final History history;
    private final Settler settler;
    private final Map<String, Seat> seats = new LinkedHashMap<>();
    private final List<Consumer<BenchView>> listeners = new CopyOnWriteArrayList<>();
    private final World world;
    private final BenchThreads threads;
    private final Signal changes;
    private final Subscription subscription;
    /** Whether the listeners are about to be told. */
    private final AtomicBoolean telling = new AtomicBoolean();

    private ReaderSnapshot snapshot = ReaderSnapshot.EMPTY;
    private volatile boolean closed;

    /**
     * Begins to watch.
     *
     * @param readers closed with the bench
     * @param labels the numbers on the slots of the shelf
     * @param history which downloads are open for a module
     * @param settler writes down what reading a module settles
     * @param world whose clock and threads it uses
     */
    public Bench(Readers readers, ShelfLabels labels, History history, Settler settler, World world) {
        this.world = world;
        this.threads = new BenchThreads(world);
        this.changes = new Signal(world);
        this.readers = readers;
        this.labels = labels;
        this.history = history;
        this.settler = settler;
        this.subscription = readers.listen(this::changed);
    }

    /** The same by the clock and the threads of the machine. */
    public Bench(Readers readers, ShelfLabels labels, History history, Settler settler) {
        this(readers, labels, history, settler, World.real());
    }

    /** The same of a bench whose slots have no labels of people. */
    public Bench(Readers readers, History history, Settler settler) {
        this(readers, ShelfLabels.NONE, history, settler);
    }

    World world() {
        return world;
    }

    /** The bench now. */
    public synchronized BenchView view() {
        return new BenchView(
                snapshot.service(),
                snapshot.limit(),
                readers.simulated(),
                seats.values().stream().map(seat -> seat.view(labels)).toList());
    }

    /** Calls the listener with the view now and after each change; fast changes may be folded into one call. */
    public Subscription listen(Consumer<BenchView> listener) {
        listeners.add(listener);
        threads.notice(() -> listener.accept(view()));
        return () -> listeners.remove(listener);
    }

    /**
     * Waits until every card present has been read.
     *
     * @return the view then, or after the time given
     */
    public BenchView awaitRead(Duration atMost) throws InterruptedException {
        changes.await(() -> !view().reading(), () -> closed, atMost);
        return view();
    }

    /** Reads a card again, as F5 does. Ignored while a run has it in work. */
    public void readAgain(String reader) {
        Optional<CardReading> old;
        Runnable reading;
        synchronized (this) {
            Seat seat = seats.get(reader);
            if (seat == null || seat.leased() || !seat.usable()) {
                return;
            }
            old = seat.take();
            reading = begin(seat, seat.view().insertion());
        }
        // Before the card is read: letting go resets it, which would break the new session.
        old.ifPresent(CardReading::close);
        threads.card(reading);
        publish();
    }

    /**
     * Verifies the operator's PIN in an AS.
     *
     * @param pin wiped by this call
     * @throws CardFailure a {@link org.keyrack.protocol.apdu.PinFailure} when it is wrong or blocked
     */
    public void verifyOperator(String reader, char[] pin) throws CardFailure {
        try {
            As as = openAs(reader);
            try {
                as.session().verifyOperator(pin);
            } finally {
                refresh(as);
            }
        } finally {
            Arrays.fill(pin, '\0');
        }
    }

    /** The session of an AS, for a run. */
    public AsHandle as(String reader) throws LinkFailure {
        As as = openAs(reader);
        return new AsHandle(as.session(), as.unit());
    }

    private synchronized As openAs(String reader) throws LinkFailure {
        return Optional.ofNullable(seats.get(reader)).flatMap(Seat::as).orElseThrow(() -> gone(reader));
    }

    /** Reads tries and exports left again; an AS that does not answer is read anew and forgets its PIN. */
    private void refresh(As as) {
        String reader = as.unit().reader();
        try {
            AsUnit unit = AsUnit.read(reader, as.session());
            synchronized (this) {
                Seat seat = seats.get(reader);
                if (seat == null || !seat.readAgain(as, unit)) {
                    return;
                }
            }
            publish();
        } catch (CardFailure failure) {
            LOG.info("The AS in {} cannot be read: {}", reader, failure.getMessage());
            readAgain(reader);
        }
    }

    /** Reads every AS again, for the exports left after a batch. */
    public void refreshAs() {
        List<As> open;
        synchronized (this) {
            open = seats.values().stream().flatMap(seat -> seat.as().stream()).toList();
        }
        open.forEach(as -> threads.card(() -> refresh(as)));
    }

    /** Gives a unit to a run: until {@link #release} nobody else talks to it; an overtaken reading has sent its last command. */
    public void lease(String reader) {
        Optional<Seat> given;
        synchronized (this) {
            given = Optional.ofNullable(seats.get(reader));
            given.ifPresent(Seat::give);
        }
        given.ifPresent(seat -> seat.quietly(this::publish));
    }

    /** Takes a unit back from a run and reads it again. */
    public void release(String reader) {
        synchronized (this) {
            Seat seat = seats.get(reader);
            if (seat == null || !seat.leased()) {
                return;
            }
            seat.lease(false);
            if (!seat.usable()) {
                seat.show(SlotView.of(reader, seat.view().insertion(), new SlotCard.Empty()));
            }
        }
        readAgain(reader);
        publish();
    }

    @Override
    public EiSession session(String reader) throws CardFailure {
        Optional<EiUnit> known;
        synchronized (this) {
            Seat seat = Optional.ofNullable(seats.get(reader)).orElseThrow(() -> gone(reader));
            if (seat.ei().isPresent()) {
                return seat.ei().get().session();
            }
            known = seat.view().ei();
        }
        CardConnection connection = readers.open(reader, Readers.Sharing.SHARED);
        try {
            EiSession session = EiSession.select(connection);
            // Not known when the run overtook a reading of the card.
            EiUnit unit = known.isPresent() ? known.get() : new EiUnit(reader, session.identity(), session.locations());
            synchronized (this) {
                Seat seat = Optional.ofNullable(seats.get(reader)).orElseThrow(() -> gone(reader));
                seat.opened(new Ei(connection, session, unit, List.of()));
            }
            return session;
        } catch (CardFailure | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void discard(String reader) {
        Optional<CardReading> open;
        synchronized (this) {
            open = Optional.ofNullable(seats.get(reader)).flatMap(Seat::take);
        }
        open.ifPresent(CardReading::close);
    }

    @Override
    public boolean awaitCard(String reader, Duration atMost) throws InterruptedException {
        return changes.await(() -> usable(reader), () -> closed, atMost);
    }

    private synchronized boolean usable(String reader) {
        Seat seat = seats.get(reader);
        return seat != null && seat.usable() && snapshot.service() == Service.RUNNING;
    }

    private static LinkFailure gone(String reader) {
        return new LinkFailure(Reason.CARD_REMOVED, "There is no such card in " + reader);
    }

    /** A new snapshot of the readers: cards that came are read, cards that went are forgotten. */
    private void changed(ReaderSnapshot next) {
        List<CardReading> gone = new ArrayList<>();
        synchronized (this) {
            snapshot = next;
            Map<String, Seat> ordered = new LinkedHashMap<>();
            for (ReaderSnapshot.Reader reader : next.readers()) {
                Seat seat = seats.computeIfAbsent(reader.name(), name -> new Seat(name, world.lock()));
                ordered.put(reader.name(), seat);
                seat.shelf(reader.shelf());
                update(seat, reader, gone);
            }
            seats.forEach((name, seat) -> {
                if (!ordered.containsKey(name)) {
                    seat.usable(false);
                    if (seat.leased()) {
                        // After a restart of the service its reader comes back, and the run goes on with it.
                        ordered.put(name, seat);
                    } else {
                        seat.take().ifPresent(gone::add);
                    }
                }
            });
            seats.clear();
            seats.putAll(ordered);
        }
        gone.forEach(CardReading::close);
        publish();
    }

    private void update(Seat seat, ReaderSnapshot.Reader reader, List<CardReading> gone) {
        boolean usable = reader.card() == Card.PRESENT || reader.card() == Card.BUSY;
        boolean sameCard = seat.usable() && usable && seat.view().insertion() == reader.insertion();
        seat.usable(usable);
        if (sameCard) {
            return;
        }
        if (seat.leased()) {
            // The run's worker finds out by itself; it is bound to the SN.
            seat.show(seat.view().inWork(reader.insertion()));
            return;
        }
        seat.take().ifPresent(gone::add);
        switch (reader.card()) {
            case ABSENT -> seat.show(SlotView.of(reader.name(), reader.insertion(), new SlotCard.Empty()));
            case MUTE -> seat.show(SlotView.of(reader.name(), reader.insertion(), new SlotCard.Mute(Optional.empty())));
            default -> threads.card(begin(seat, reader.insertion()));
        }
    }

    /** A reading of the card in a seat, which overtakes every earlier one; it waits for the card, so it runs on a thread. */
    private Runnable begin(Seat seat, long insertion) {
        String reader = seat.view().reader();
        seat.show(SlotView.of(reader, insertion, new SlotCard.Reading()));
        long turn = seat.nextReading();
        return () -> read(seat, reader, insertion, turn);
    }

    private void read(Seat seat, String reader, long insertion, long turn) {
        if (overtaken(seat, insertion, turn)) {
            return;
        }
        BooleanSupplier late = () -> overtaken(seat, insertion, turn);
        OneReading one = new OneReading(readers, seat.talk(), late);
        SlotReading result = SlotReading.of(one, reader, insertion, history, settler, world, late);
        Optional<CardReading> unwanted = result.reading();
        synchronized (this) {
            if (!overtaken(seat, insertion, turn)) {
                unwanted.ifPresent(seat::opened);
                one.ended();
                seat.show(result.view());
                unwanted = Optional.empty();
                if (result.again()) {
                    threads.cardLater(LOOK_AGAIN, () -> read(seat, reader, insertion, turn));
                }
            }
        }
        unwanted.ifPresent(CardReading::close);
        publish();
    }

    /** Of two readings of one card only the later counts: the earlier would find it in use, by the later. */
    private synchronized boolean overtaken(Seat seat, long insertion, long turn) {
        return closed
                || seat.leased()
                || !seat.usable()
                || seat.view().insertion() != insertion
                || seat.reading() != turn;
    }

    private void publish() {
        changes.give();
        // What changes until the listeners are told is told with it: a bench of a thousand is not looked through for
        // each card.
        if (!telling.getAndSet(true)) {
            threads.notice(() -> {
                telling.set(false);
                BenchView view = view();
                listeners.forEach(listener -> listener.accept(view));
            });
        }
    }

    /**
     * Ends the bench. Readings that are in work are waited for, five seconds at most, so that none of them writes after its
     * ledger was closed; a later one is refused by the ledger.
     */
    @Override
    public void close() {
        List<CardReading> open = new ArrayList<>();
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            seats.values().forEach(seat -> seat.take().ifPresent(open::add));
            threads.refuse();
        }
        changes.give();
        subscription.close();
        open.forEach(CardReading::close);
        readers.close();
        if (!threads.awaitEnd(CLOSING)) {
            LOG.warn("A card has not answered yet; what it says is not waited for");
        }
    }
}
