package org.keyrack.reader.pcsc;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.ReaderSnapshot.Card;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.keyrack.reader.Readers.Sharing;
import org.keyrack.reader.Readers.Subscription;
import org.keyrack.reader.sim.SimulatedCard;
import org.keyrack.reader.sim.VpcdCard;

/** Readers over the class's pcscd, cards in them, and threads that work on them: all closed together. */
final class Bench implements AutoCloseable {
    static final CommandApdu COMMAND = CommandApdu.of(0x80, 0x52, 0, 0, true);
    private static final long DEADLINE_SECONDS = 15;

    final PcscReaders readers;
    final List<VpcdCard> cards = new ArrayList<>();
    private final PcscdExtension pcscd;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    Bench(PcscdExtension pcscd, Duration answerLimit) {
        this(pcscd, Provider.JNA, answerLimit);
    }

    Bench(PcscdExtension pcscd, Provider provider, Duration answerLimit) {
        this.pcscd = pcscd;
        readers = new PcscReaders(provider, answerLimit, PcscReaders.LOOK_INTERVAL);
    }

    /** Puts a card into the next reader, counted from 0. */
    VpcdCard plug(SimulatedCard card) throws IOException {
        VpcdCard plugged = next(card);
        plugged.plug();
        return plugged;
    }

    /** As plug, for a pcscd that will be started again. */
    VpcdCard plugAndStay(SimulatedCard card) throws IOException {
        VpcdCard plugged = next(card);
        plugged.plugAndStay();
        return plugged;
    }

    private VpcdCard next(SimulatedCard card) {
        VpcdCard plugged = new VpcdCard(card, pcscd.pcscd().firstPort() + cards.size());
        cards.add(plugged);
        return plugged;
    }

    /** Waits until a snapshot is as wanted. */
    ReaderSnapshot await(String what, Predicate<ReaderSnapshot> wanted) throws InterruptedException {
        return await(readers, what, wanted);
    }

    private static ReaderSnapshot await(PcscReaders readers, String what, Predicate<ReaderSnapshot> wanted)
            throws InterruptedException {
        CompletableFuture<ReaderSnapshot> seen = new CompletableFuture<>();
        Subscription subscription = readers.listen(snapshot -> {
            if (wanted.test(snapshot)) {
                seen.complete(snapshot);
            }
        });
        try {
            return seen.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException late) {
            return fail("not seen: " + what + "; last " + readers.snapshot(), late);
        } finally {
            subscription.close();
        }
    }

    ReaderSnapshot awaitCards(int count) throws InterruptedException {
        return await(count + " cards", snapshot -> present(snapshot) == count);
    }

    static long present(ReaderSnapshot snapshot) {
        return snapshot.readers().stream()
                .filter(reader -> reader.card() == Card.PRESENT)
                .count();
    }

    String name(int reader) {
        return readers.snapshot().readers().get(reader).name();
    }

    List<CardConnection> openAll(int count) throws LinkFailure {
        List<CardConnection> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(readers.open(name(i), Sharing.SHARED));
        }
        return all;
    }

    <T> Future<T> start(Callable<T> work) {
        return threads.submit(work);
    }

    /** Runs work for each connection at once, the threads starting together; the time in milliseconds until all are done. */
    double round(List<CardConnection> connections, Exchange work) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Future<?>> running = new ArrayList<>();
        for (CardConnection connection : connections) {
            running.add(threads.submit(() -> {
                go.await();
                work.with(connection);
                return null;
            }));
        }
        long start = System.nanoTime();
        go.countDown();
        for (Future<?> future : running) {
            future.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        }
        return milliseconds(start);
    }

    /** Something to do with a card. */
    interface Exchange {
        void with(CardConnection connection) throws Exception;
    }

    static double milliseconds(long since) {
        return (System.nanoTime() - since) / 1e6;
    }

    /**
     * Lets go of the cards before it takes them out, and waits until pcscd has seen them go, with eyes that have no
     * doubts from before: pcscd 1.9 keeps a reader "absent" when a card is reset, gone and replaced between two of its
     * looks.
     */
    @Override
    public void close() {
        readers.close();
        cards.forEach(VpcdCard::close);
        threads.shutdownNow();
        if (pcscd.pcscd() != null && pcscd.pcscd().alive()) {
            try (PcscReaders fresh = new PcscReaders()) {
                await(
                        fresh,
                        "empty readers",
                        snapshot -> snapshot.service() == Service.RUNNING
                                && snapshot.readers().stream().allMatch(reader -> reader.card() == Card.ABSENT));
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
