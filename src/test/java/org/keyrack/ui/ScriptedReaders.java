package org.keyrack.ui;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.ReaderSnapshot.Card;
import org.keyrack.reader.ReaderSnapshot.Reader;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.keyrack.reader.Readers;

/** Readers that show what a test says and whose cards answer nothing. */
public final class ScriptedReaders implements Readers {
    private final ExecutorService notices = Executors.newSingleThreadExecutor();
    private final List<Consumer<ReaderSnapshot>> listeners = new CopyOnWriteArrayList<>();
    private volatile ReaderSnapshot snapshot;

    public ScriptedReaders(ReaderSnapshot first) {
        snapshot = first;
    }

    /** The service is in a state and shows no reader. */
    public static ScriptedReaders service(Service service) {
        return new ScriptedReaders(new ReaderSnapshot(service, List.of(), 16));
    }

    /** Readers without a card, of a service that runs. */
    public static ReaderSnapshot empty(int count) {
        return new ReaderSnapshot(
                Service.RUNNING,
                java.util.stream.IntStream.rangeClosed(1, count)
                        .mapToObj(i -> new Reader(String.format("Reader %02d", i), Card.ABSENT, 0))
                        .toList(),
                16);
    }

    /** The same with a card of a kind in one reader. */
    public static ReaderSnapshot with(ReaderSnapshot before, String reader, Card card) {
        return new ReaderSnapshot(
                before.service(),
                before.readers().stream()
                        .map(each -> each.name().equals(reader) ? new Reader(reader, card, each.insertion() + 1) : each)
                        .toList(),
                before.limit());
    }

    public void show(ReaderSnapshot next) {
        snapshot = next;
        notices.execute(() -> listeners.forEach(listener -> listener.accept(next)));
    }

    @Override
    public ReaderSnapshot snapshot() {
        return snapshot;
    }

    @Override
    public Subscription listen(Consumer<ReaderSnapshot> listener) {
        listeners.add(listener);
        notices.execute(() -> listener.accept(snapshot));
        return () -> listeners.remove(listener);
    }

    @Override
    public CardConnection open(String reader, Sharing sharing) throws LinkFailure {
        boolean busy =
                snapshot.reader(reader).filter(each -> each.card() == Card.BUSY).isPresent();
        throw new LinkFailure(busy ? Reason.CARD_BUSY : Reason.CARD_MUTE, "The card in " + reader + " does not answer");
    }

    @Override
    public boolean simulated() {
        return false;
    }

    @Override
    public void close() {
        notices.shutdown();
    }
}
