package org.keyrack.reader.place;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.reader.ForwardingReaders;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.ReaderSnapshot.Card;
import org.keyrack.reader.ReaderSnapshot.Reader;
import org.keyrack.reader.Readers;
import org.keyrack.reader.SnapshotListeners;
import org.keyrack.unit.OpenAs;

/**
 * Readers, and in front of them places that hold an AS which is no card. A place whose AS cannot be opened is looked at
 * again until it can, and then counts as a card that was put in anew.
 */
public final class PlacedReaders extends ForwardingReaders {
    /** Guarded by this. */
    private final Map<String, Place> places = new LinkedHashMap<>();

    private final Readers readers;
    private final ScheduledExecutorService telling = Executors.newSingleThreadScheduledExecutor(daemons("places"));
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(daemons("look again"));
    private final SnapshotListeners listeners = new SnapshotListeners(telling);
    private final Subscription subscription;

    /** Opens the AS of a place. */
    @FunctionalInterface
    public interface Opener {
        /** @throws CardFailure when it cannot be opened */
        OpenAs open() throws CardFailure;
    }

    /**
     * @param readers closed with these
     * @param openers the places by their names, in the order in which they are shown
     */
    public PlacedReaders(Readers readers, Map<String, Opener> openers) {
        super(readers);
        this.readers = readers;
        openers.forEach((name, opener) -> places.put(name, new Place(name, opener, looking, this::changed)));
        subscription = readers.listen(snapshot -> changed());
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private synchronized void changed() {
        listeners.tell(snapshot());
    }

    /** Adds a place behind the others; one of that name that is there already stays as it is. */
    public void add(String name, Opener opener) {
        synchronized (this) {
            if (places.containsKey(name)) {
                return;
            }
            places.put(name, new Place(name, opener, looking, this::changed));
        }
        changed();
    }

    /** Takes a place away; its AS is closed by whoever has it open. */
    public void remove(String name) {
        Optional<Place> gone;
        synchronized (this) {
            gone = Optional.ofNullable(places.remove(name));
        }
        gone.ifPresent(Place::close);
        changed();
    }

    @Override
    public synchronized ReaderSnapshot snapshot() {
        ReaderSnapshot cards = readers.snapshot();
        List<Reader> all = new ArrayList<>();
        places.forEach((name, place) -> all.add(new Reader(name, Card.PRESENT, place.insertion())));
        all.addAll(cards.readers());
        return new ReaderSnapshot(cards.service(), all, cards.limit());
    }

    @Override
    public Subscription listen(Consumer<ReaderSnapshot> listener) {
        return listeners.add(listener, snapshot());
    }

    @Override
    public Optional<OpenAs> openAs(String name) throws CardFailure {
        Place place;
        synchronized (this) {
            place = places.get(name);
        }
        return place == null ? super.openAs(name) : Optional.of(place.open());
    }

    @Override
    public void close() {
        subscription.close();
        looking.shutdownNow();
        telling.shutdownNow();
        synchronized (this) {
            places.values().forEach(Place::close);
        }
        super.close();
    }
}
