package org.keyrack.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.ModuleClass;
import org.keyrack.order.Order;
import org.keyrack.order.OrderException;
import org.keyrack.order.SerialRange;
import org.keyrack.order.SignedOrder;
import org.keyrack.protocol.SerialNumber;

/** Counts the modules of an order from the lines of its batches. */
final class OrderCount {
    /** By module and bench, the classes of its last batch there; benches have no order among them. */
    private final Map<SerialNumber, Map<String, List<ModuleClass>>> last = new HashMap<>();

    private final Map<SerialNumber, OrderView.Work> work = new HashMap<>();
    private final Set<SerialNumber> used = new HashSet<>();

    private boolean simulated;

    private OrderCount() {}

    /**
     * How an order stands.
     *
     * @throws OrderException when the ledger's lines of the order are not what they were
     */
    static OrderView of(Handle handle, Database database, OrderBook.Entry entry) throws OrderException {
        SignedOrder signed = OrderBook.signed(handle, entry);
        OrderCount count = new OrderCount();
        // Numbers grow from chain to chain of a bench; the names of its chains say nothing of their order.
        List<EventLine> starts = Chains.ofOrder(handle, database, entry.number(), EventType.BATCH_STARTED).stream()
                .sorted(Comparator.comparing((EventLine line) -> line.batch().bench())
                        .thenComparing(line -> line.batch().number()))
                .toList();
        count.simulated = starts.stream().anyMatch(start -> start.flag("simulated"));
        if (!starts.isEmpty()) {
            Summaries summaries = new Summaries(handle, database, BenchChains.all(handle, database));
            starts.forEach(start -> count.take(
                    start.batch(),
                    summaries.fold(start.batch()).view(new Hash()).units()));
        }
        Instant opened = Chains.line(handle, entry.chain(), entry.seq())
                .map(ModuleHistory::read)
                .orElseThrow()
                .at();
        Optional<Instant> closed = Chains.ofOrder(handle, database, entry.number(), EventType.ORDER_CLOSED).stream()
                .map(EventLine::at)
                .findFirst();
        return count.view(signed, opened, closed);
    }

    /** Takes in what came of the modules of a batch; a bench's later batches after its earlier ones. */
    private void take(BatchId batch, List<UnitRecord> units) {
        Map<SerialNumber, List<ModuleClass>> now = new HashMap<>();
        for (UnitRecord unit : units) {
            if (unit.sn().isPresent()) {
                SerialNumber sn = unit.sn().get();
                now.computeIfAbsent(sn, each -> new ArrayList<>()).add(unit.state());
                work.put(
                        sn,
                        work.getOrDefault(sn, OrderView.Work.NONE)
                                .and(batch, unit.counts().of(KeyClass.LOADED)));
                if (unit.counts().of(KeyClass.LOADED) + unit.counts().of(KeyClass.UNKNOWN) > 0) {
                    used.add(sn);
                }
            }
        }
        now.forEach((sn, classes) -> last.computeIfAbsent(sn, each -> new HashMap<>())
                .merge(batch.bench(), classes, (before, next) -> later(before, next)));
    }

    /** A module that was loaded and is then found complete stays loaded. */
    private static List<ModuleClass> later(List<ModuleClass> before, List<ModuleClass> next) {
        return next.equals(List.of(ModuleClass.NOTHING_NEEDED)) && worst(before) == ModuleClass.DONE ? before : next;
    }

    private OrderView view(SignedOrder signed, Instant opened, Optional<Instant> closed) {
        Map<SerialNumber, ModuleClass> modules = new HashMap<>();
        last.forEach((sn, benches) -> modules.put(
                sn,
                worst(benches.values().stream()
                        .flatMap(List::stream)
                        .map(OrderCount::over)
                        .toList())));
        Order order = signed.order();
        long named = order.serials().stream().mapToLong(SerialRange::size).sum();
        boolean byName = named == order.places();
        List<SerialRange> missing = byName ? missing(order, modules.keySet()) : List.of();
        int count = byName
                ? (int) missing.stream().mapToLong(SerialRange::size).sum()
                : Math.max(0, order.places() - used.size());
        return new OrderView(signed, opened, closed, simulated, used.size(), modules, work, count, missing);
    }

    /** Of what a batch still works on nothing is known. */
    private static ModuleClass over(ModuleClass each) {
        return each == ModuleClass.IN_WORK ? ModuleClass.UNKNOWN : each;
    }

    private static ModuleClass worst(List<ModuleClass> classes) {
        return OrderView.CLASSES.stream().filter(classes::contains).findFirst().orElse(ModuleClass.UNKNOWN);
    }

    private static List<SerialRange> missing(Order order, Set<SerialNumber> seen) {
        SortedSet<SerialNumber> sorted = new TreeSet<>(seen);
        List<SerialRange> missing = new ArrayList<>();
        order.serials().forEach(range -> missing.addAll(range.without(sorted)));
        return missing;
    }
}
