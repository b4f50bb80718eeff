package org.keyrack.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.ClaimRefusal;
import org.keyrack.journal.Download;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.OrderRule;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.order.Order;
import org.keyrack.protocol.SerialNumber;

/**
 * The places of orders: a module takes one in the transaction that begins its work, and gives it back when nothing of the
 * order is in it. The place after the last one does not exist, so that no race ends with one module too many.
 */
final class OrderPlaces {
    private final Database database;
    private final String bench;

    OrderPlaces(Database database, String bench) {
        this.database = database;
        this.bench = bench;
    }

    /**
     * Takes a place for a module of the running batch, after everything else that its order asks of it.
     *
     * @param at what the clock says
     * @throws ClaimRefused naming the rule; nothing is taken then
     */
    void take(Handle handle, ChainState state, Instant at, SerialNumber sn) throws ClaimRefused {
        RunningOrder running = state.order.orElseThrow();
        if (running.order().isEmpty()) {
            throw refused(sn, running, OrderRule.UNPROVEN);
        }
        Order order = running.order().get();
        if (!order.names(sn)) {
            throw refused(sn, running, OrderRule.SERIAL);
        }
        requireDay(handle, state, at, sn, order);
        String number = running.number();
        boolean again = hold(handle, state, number, sn.hex());
        boolean taken = again || takeFree(handle, state, number, sn.hex());
        boolean open =
                OrderBook.entry(handle, number).filter(OrderBook.Entry::open).isPresent();
        if (!open) {
            if (taken) {
                letGo(handle, number, sn.hex());
            }
            throw refused(sn, running, OrderRule.CLOSED);
        }
        if (!taken) {
            throw refused(sn, running, free(handle, number) == 0 ? OrderRule.QUANTITY : OrderRule.PLACE_IN_FLIGHT);
        }
    }

    /**
     * Asked for each download: a batch that was paused over its order's last day loads nothing more.
     *
     * @throws ClaimRefused when the running order does not have this download, or its last day has passed
     */
    void requireOrdered(Handle handle, ChainState state, Intent intent) throws ClaimRefused {
        Optional<Order> order = state.order.flatMap(RunningOrder::order);
        if (order.isEmpty()) {
            return;
        }
        Download download = intent.download();
        if (!order.get().orders(download.ref1(), download.ref2())) {
            throw refused(download.sn(), state.order.get(), OrderRule.DOWNLOAD);
        }
        requireDay(handle, state, intent.at(), download.sn(), order.get());
    }

    private void requireDay(Handle handle, ChainState state, Instant at, SerialNumber sn, Order order)
            throws ClaimRefused {
        if (today(handle, state, at).isAfter(order.until())) {
            throw refused(sn, state.order.orElseThrow(), OrderRule.DATE);
        }
    }

    /** The latest day that any clock knows of: a clock that is set back lets no order live longer. */
    private LocalDate today(Handle handle, ChainState state, Instant at) {
        Instant latest = at.isAfter(state.latest) ? at : state.latest;
        Instant server = database.serverTime(handle).orElse(latest);
        return (server.isAfter(latest) ? server : latest)
                .atZone(ZoneId.systemDefault())
                .toLocalDate();
    }

    /** It has its place already: from an earlier try, or kept from a bench that died. */
    private boolean hold(Handle handle, ChainState state, String number, String sn) {
        return handle.createUpdate("UPDATE order_place SET held = true, bench = :bench, batch = :batch"
                                + " WHERE number = :order AND sn = :sn")
                        .bind("bench", bench)
                        .bind("batch", state.batch)
                        .bind("order", number)
                        .bind("sn", sn)
                        .execute()
                == 1;
    }

    private boolean takeFree(Handle handle, ChainState state, String number, String sn) {
        return handle.createUpdate("UPDATE order_place SET sn = :sn, bench = :bench, batch = :batch, held = true"
                                + " WHERE (number, place) = (SELECT number, place FROM order_place"
                                + " WHERE number = :order AND sn IS NULL ORDER BY number, place LIMIT 1"
                                + database.skipLocked() + ")")
                        .bind("sn", sn)
                        .bind("bench", bench)
                        .bind("batch", state.batch)
                        .bind("order", number)
                        .execute()
                == 1;
    }

    /** Places that nobody has, as far as it is committed. */
    static long free(Handle handle, String number) {
        return handle.createQuery("SELECT count(*) FROM order_place WHERE number = :order AND sn IS NULL")
                .bind("order", number)
                .mapTo(long.class)
                .one();
    }

    /** Makes the places of an order that is opened. */
    static void make(Handle handle, Order order) {
        handle.createUpdate("INSERT INTO order_place (number, place, held) WITH RECURSIVE room(place) AS"
                        + " (SELECT 1 UNION ALL SELECT place + 1 FROM room WHERE place < :places)"
                        + " SELECT :order, place, false FROM room")
                .bind("order", order.number())
                .bind("places", order.places())
                .execute();
    }

    /** A module's work is over: its place goes back when every download under the order is proved not loaded. */
    void letGo(Handle handle, String number, String sn) {
        handle.createUpdate("UPDATE order_place SET held = false WHERE number = :order AND sn = :sn")
                .bind("order", number)
                .bind("sn", sn)
                .execute();
        giveBack(handle, number, sn);
    }

    /** The same of every module that a batch still holds: it is over. */
    void letGoAll(Handle handle, BatchId batch) {
        handle.createQuery("SELECT number, sn FROM order_place WHERE held AND bench = :bench AND batch = :batch")
                .bind("bench", batch.bench())
                .bind("batch", batch.number())
                .map((row, context) -> List.of(row.getString(1), row.getString(2)))
                .list()
                .forEach(place -> letGo(handle, place.get(0), place.get(1)));
    }

    /** The same of every module that this bench still holds: it has just been opened. */
    void recover(Handle handle) {
        handle.createQuery("SELECT DISTINCT batch FROM order_place WHERE held AND bench = :bench")
                .bind("bench", bench)
                .mapTo(Long.class)
                .list()
                .forEach(batch -> letGoAll(handle, new BatchId(bench, batch)));
    }

    /** Gives a place back that nobody holds, of an order that is open, unless a key is in or may be. */
    void giveBack(Handle handle, String number, String sn) {
        if (isKept(handle, number, sn)) {
            return;
        }
        handle.createUpdate("UPDATE order_place SET sn = NULL, bench = NULL, batch = NULL"
                        + " WHERE number = :order AND sn = :sn AND NOT held AND EXISTS"
                        + " (SELECT 1 FROM order_state WHERE number = :order AND state = 'open')")
                .bind("order", number)
                .bind("sn", sn)
                .execute();
    }

    private boolean isKept(Handle handle, String number, String sn) {
        return isKept(Chains.ofModule(handle, database, sn), number);
    }

    /**
     * Whether a key of an order is in a module, or may be.
     *
     * @param lines every line of the module
     */
    static boolean isKept(List<EventLine> lines, String number) {
        Set<BatchId> batches = new HashSet<>();
        List<EventLine> exports = new ArrayList<>();
        Map<String, KeyRecord.State> results = new HashMap<>();
        for (EventLine line : lines) {
            switch (line.type()) {
                case UNIT_STARTED -> {
                    if (line.maybe("order").filter(number::equals).isPresent()) {
                        batches.add(line.batch());
                    }
                }
                case EXPORTED -> {
                    if (line.has("batch") && batches.contains(line.batch())) {
                        exports.add(line);
                    }
                }
                case OUTCOME ->
                    results.merge(
                            ModuleHistory.download(line),
                            line.result(),
                            (before, next) -> next == KeyRecord.State.UNKNOWN ? before : next);
                default -> {}
            }
        }
        return exports.stream()
                .anyMatch(export -> results.get(ModuleHistory.download(export)) != KeyRecord.State.NOT_LOADED);
    }

    private static ClaimRefused refused(SerialNumber sn, RunningOrder order, OrderRule rule) {
        return new ClaimRefused(new ClaimRefusal.OutsideOrder(sn, order.number(), rule));
    }
}
