package org.keyrack.simulation;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.keyrack.ledger.DiskAudit.Place;
import org.keyrack.order.Order;
import org.keyrack.protocol.SerialNumber;

/** What is loaded under orders, beside what they allow: never another module, never one too many. */
final class OrderTruth {
    private final Truth truth;
    private final Map<String, Order> orders = new HashMap<>();
    private final Set<String> closed = new HashSet<>();
    private final BenchClocks clocks = new BenchClocks();
    /** The order that a batch loads, by bench and batch. */
    private final Map<String, String> batches = new HashMap<>();
    /** The order of a download, by its R. */
    private final Map<String, String> downloads = new HashMap<>();
    /** Modules with exports that are not proved not to be loaded, by R. */
    private final Map<String, String> kept = new LinkedHashMap<>();
    /** Modules that got a key, by order. */
    private final Map<String, Set<String>> loaded = new HashMap<>();

    OrderTruth(Truth truth) {
        this.truth = truth;
    }

    /** An order that is brought to the benches. */
    void ordered(Order order) {
        orders.put(order.number(), order);
    }

    /** Whether the order that a batch loads is known: places are asked for then. */
    boolean orders(Line line) {
        return batches.containsKey(batch(line));
    }

    boolean closed(String number) {
        return closed.contains(number);
    }

    /** Modules that hold a key of an order, or may, as the lines have it. */
    Set<String> kept(String number) {
        Set<String> modules = new TreeSet<>();
        kept.forEach((r, sn) -> {
            if (downloads.get(r).equals(number)) {
                modules.add(sn);
            }
        });
        return modules;
    }

    /** Modules that got a key of an order. */
    Set<String> loaded(String number) {
        return loaded.getOrDefault(number, Set.of());
    }

    /** Whether a bench may say that the last day of an order has passed. */
    boolean expired(Order order, String bench, Instant now) {
        return clocks.latest(bench).isAfter(order.until())
                || BenchClocks.day(now).isAfter(order.until());
    }

    void durable(Line line) {
        clocks.durable(line);
        switch (line.type()) {
            case "batch-started" -> {
                if (!line.order().isEmpty()) {
                    batches.put(batch(line), line.order());
                }
            }
            case "order-closed" -> closed.add(line.order());
            case "intent" -> intent(line);
            case "exported" -> exported(line);
            case "outcome" -> {
                if (line.result().startsWith("not")) {
                    kept.remove(line.r());
                }
            }
            default -> {
                // Nothing that a place hangs on.
            }
        }
    }

    private static String batch(Line line) {
        return line.bench() + " " + line.batch();
    }

    private void intent(Line line) {
        String number = batches.get(batch(line));
        if (number == null) {
            return;
        }
        downloads.put(line.r(), number);
        if (!order(number).names(SerialNumber.parse(line.sn()))) {
            throw truth.found("a download begins to a module that the order does not name: " + line.sn());
        }
        if (closed.contains(number)) {
            throw truth.found("a download begins under an order that is closed: module " + line.sn());
        }
        if (clocks.latest(line.bench()).isAfter(order(number).until())) {
            throw truth.found("a download begins after the last day of its order: module " + line.sn());
        }
    }

    private void exported(Line line) {
        String number = downloads.get(line.r());
        if (number == null) {
            return;
        }
        kept.put(line.r(), line.sn());
        requireRoom(number, kept(number), "keys of the order are exported for");
    }

    /** A place is used by a module in work, or by one that a key is in, or may be, and by no other while the order is open. */
    void places(String number, List<Place> places) {
        Set<String> used = new TreeSet<>();
        Set<String> left = new TreeSet<>();
        for (Place place : places) {
            place.sn().ifPresent(used::add);
            place.sn().filter(sn -> !place.held()).ifPresent(left::add);
        }
        Set<String> kept = kept(number);
        if (!used.containsAll(kept)) {
            throw truth.found("a key is in, or may be, in modules without a place: " + kept + ", places of " + used);
        }
        // Once it is closed nothing gives a place back.
        if (!closed(number) && !kept.containsAll(left)) {
            throw truth.found(
                    "places are kept for modules that no key is in: " + left + ", a key is in, or may be, in " + kept);
        }
    }

    /** An AS exports for an R: its module must be one that the order names. */
    void beforeExport(String r, SerialNumber sn) {
        String number = downloads.get(r);
        if (number != null && !order(number).names(sn)) {
            throw truth.found("EXPORTKEY for a module that the order does not name: " + sn.hex());
        }
    }

    /** A module has stored the key of an R. */
    void imported(String r, SerialNumber sn) {
        String number = downloads.get(r);
        if (number != null) {
            Set<String> modules = loaded.computeIfAbsent(number, each -> new TreeSet<>());
            modules.add(sn.hex());
            requireRoom(number, modules, "keys of the order are in");
        }
    }

    private void requireRoom(String number, Set<String> modules, String what) {
        if (modules.size() > order(number).places()) {
            throw truth.found(what + " " + modules.size() + " modules, and it has "
                    + order(number).places() + " places");
        }
    }

    private Order order(String number) {
        return orders.get(number);
    }
}
