package org.keyrack.reader.sim;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cards of a bench in the readers of a pcscd. Whatever takes a card out, a fault or a pcscd that restarts, it is put
 * in again when its time has come and its port listens. A card that pcscd could not give power to is taken out for a moment:
 * pcscd 1.9 tries once, when it sees the card come, and never again while it is in.
 */
final class VpcdRack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VpcdRack.class);
    private static final long LOOK_MILLISECONDS = 50;
    /** pcscd gives power when it sees a card, which takes 400 ms at most on a machine that is not overloaded. */
    private static final long POWER_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** Longer than two looks of pcscd: it must see the reader empty. */
    private static final long OUT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<Place> places = new ArrayList<>();
    private final IntFunction<SimulatedCard> fresh;
    private final ScheduledThreadPoolExecutor looking = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "sim-vpcd");
        thread.setDaemon(true);
        return thread;
    });
    private final ScheduledFuture<?> looks;
    private final CompletableFuture<Void> connected = new CompletableFuture<>();

    /**
     * @param cards by reader
     * @param firstPort the port of the first; the others follow
     * @param fresh makes the module that a swap puts into the reader of that number
     */
    VpcdRack(List<? extends SimulatedCard> cards, int firstPort, IntFunction<SimulatedCard> fresh) {
        this.fresh = fresh;
        for (int i = 0; i < cards.size(); i++) {
            places.add(new Place(i, cards.get(i), firstPort + i));
        }
        looks = looking.scheduleWithFixedDelay(this::look, 0, LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    /** Completes when pcscd has given power to every card for the first time: then it shows them all. */
    CompletableFuture<Void> connected() {
        return connected.copy();
    }

    /** The ports on which nothing has listened yet, or no longer does. */
    List<Integer> missingPorts() {
        return places.stream()
                .filter(place -> !place.vpcd.connected())
                .map(place -> place.vpcd.port())
                .toList();
    }

    /** Takes the card out of a reader and puts another in. */
    void swap(int reader, SimulatedCard card) {
        places.get(reader).swap(card);
    }

    private void look() {
        boolean all = true;
        for (Place place : places) {
            all &= place.plug() && place.powered;
        }
        if (all) {
            connected.complete(null);
        }
    }

    @Override
    public void close() {
        looks.cancel(false);
        looking.shutdown();
        places.forEach(place -> place.vpcd.close());
    }

    /** One reader. */
    private final class Place {
        private final int number;
        private final VpcdCard vpcd;
        /** When a card that dropped the link is put in again (nanoTime); empty: not by itself. */
        private Optional<Long> back = Optional.of(System.nanoTime());

        private Optional<SimulatedCard> next = Optional.empty();
        private boolean another;
        /** When the card was put in last (nanoTime). */
        private long since;
        /** Whether pcscd has given it power since. */
        private volatile boolean powered;

        Place(int number, SimulatedCard card, int port) {
            this.number = number;
            vpcd = new VpcdCard(new Dropping(card, this), port);
        }

        synchronized void swap(SimulatedCard card) {
            next = Optional.of(card);
            another = false;
            back = Optional.of(System.nanoTime());
        }

        synchronized void dropped(IOException how) {
            if (how instanceof CardGone gone) {
                back = gone.back().map(Duration::toNanos).map(wait -> System.nanoTime() + wait);
                another = gone.another();
            }
        }

        /** Puts the card in, if it is due; whether it is in. Only on the one thread that looks. */
        boolean plug() {
            try {
                Optional<SimulatedCard> card;
                boolean make;
                synchronized (this) {
                    if (back.isEmpty() || back.get() - System.nanoTime() > 0) {
                        return vpcd.connected();
                    }
                    card = next;
                    make = another;
                    next = Optional.empty();
                    another = false;
                }
                // Without a lock held: it is the bench that makes a fresh one.
                Optional<SimulatedCard> in = make ? Optional.of(fresh.apply(number)) : card;
                if (in.isPresent()) {
                    begin();
                    vpcd.swap(new Dropping(in.get(), this));
                } else if (!vpcd.connected()) {
                    begin();
                    vpcd.plug();
                } else if (!powered && System.nanoTime() - since > POWER_NANOS) {
                    LOG.debug("Port {}: pcscd has given no power", vpcd.port());
                    vpcd.unplug();
                    later(OUT_NANOS);
                }
            } catch (IOException refused) {
                LOG.debug("{}", refused.getMessage());
            } catch (RuntimeException mistake) {
                LOG.warn("Port {}: the card is not put in", vpcd.port(), mistake);
            }
            return vpcd.connected();
        }

        private void begin() {
            powered = false;
            since = System.nanoTime();
        }

        private synchronized void later(long nanos) {
            back = Optional.of(System.nanoTime() + nanos);
        }
    }

    /**
     * A card that tells its place when it drops the link. It takes power by itself when the reader gives none: a pcscd
     * that has not seen a quick swap, because it looks every 400 ms, goes on as if the old card were there.
     */
    private static final class Dropping extends ForwardingCard {
        private final Place place;
        private volatile boolean powered;

        Dropping(SimulatedCard card, Place place) {
            super(card);
            this.place = place;
        }

        @Override
        public byte[] powerOn() {
            byte[] atr = super.powerOn();
            powered = true;
            place.powered = true;
            return atr;
        }

        @Override
        public byte[] reset() {
            powered = true;
            return super.reset();
        }

        @Override
        public void powerOff() {
            powered = false;
            super.powerOff();
        }

        @Override
        public byte[] transmit(byte[] apdu) throws IOException {
            if (!powered) {
                powerOn();
            }
            try {
                return super.transmit(apdu);
            } catch (IOException gone) {
                place.dropped(gone);
                throw gone;
            }
        }
    }
}
