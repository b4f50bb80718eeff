package org.keyrack.app;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.keyrack.journal.ChainName;
import org.keyrack.ledger.BenchNow;
import org.keyrack.ledger.LedgerException;
import org.keyrack.ledger.LedgerQuery;
import org.keyrack.ledger.LedgerWatch;
import org.keyrack.ledger.OrderView;
import org.keyrack.order.OrderException;
import org.keyrack.protocol.Bytes;

/** Every bench and open order of a ledger as it is now, and each change of one soon after it is durable. Reads only. */
public final class Floor implements LedgerWatch.Sink {
    private final LedgerQuery query;
    private final Consumer<View> show;
    private final BooleanSupplier ended;
    private final TreeMap<String, BenchNow> benches = new TreeMap<>();
    private final TreeMap<String, OrderView> orders = new TreeMap<>();
    private final Set<String> closed = new HashSet<>();
    private Set<String> changed;
    private boolean told;

    private Floor(LedgerQuery query, Consumer<View> show, BooleanSupplier ended) {
        this.query = query;
        this.show = show;
        this.ended = ended;
        this.changed = new TreeSet<>(query.benches());
    }

    /**
     * Shows the floor of a ledger now and after each change, on the caller's thread.
     *
     * @param location a file or a {@code jdbc:postgresql:} URL
     * @param ended asked after each look, about once a second: whether nobody looks any more
     * @throws LedgerException when the ledger is gone
     */
    public static void follow(String location, Consumer<View> show, BooleanSupplier ended)
            throws LedgerException, InterruptedException {
        try (LedgerWatch watch = LedgerWatch.fromNow(location);
                LedgerQuery query = LedgerQuery.open(location)) {
            watch.follow(new Floor(query, show, ended));
        }
    }

    /**
     * The benches and orders of a ledger as they are now.
     *
     * @param benches every bench by its name
     * @param orders by its number, every order that is open, or was when the floor was shown first
     * @param changedBenches those that are new or have changed since the last time
     * @param changedOrders the same of orders
     */
    public record View(
            SortedMap<String, BenchNow> benches,
            SortedMap<String, OrderView> orders,
            Set<String> changedBenches,
            Set<String> changedOrders) {}

    @Override
    public void event(ChainName chain, long seq, String body) {
        changed.add(chain.bench());
    }

    @Override
    public void idle() {
        if (changed.isEmpty() && told) {
            return;
        }
        Set<String> now = changed;
        changed = new TreeSet<>();
        for (String bench : now) {
            query.bench(bench).ifPresent(view -> benches.put(bench, view));
        }
        now.addAll(withTheirAs(now));
        Set<String> counted = countAgain();
        show.accept(new View(new TreeMap<>(benches), new TreeMap<>(orders), now, counted));
        told = true;
    }

    /**
     * Looks again at benches that have written nothing, but whose AS another one uses now.
     *
     * @return those whose AS have other exports left than before
     */
    private Set<String> withTheirAs(Set<String> now) {
        Set<Bytes> used = now.stream()
                .flatMap(bench -> Optional.ofNullable(benches.get(bench)).stream())
                .flatMap(bench -> bench.exports().as().stream())
                .collect(Collectors.toSet());
        Set<String> others = new TreeSet<>();
        for (BenchNow before : List.copyOf(benches.values())) {
            if (!now.contains(before.bench())
                    && before.exports().fewest().isPresent()
                    && !Collections.disjoint(before.exports().as(), used)) {
                query.bench(before.bench())
                        .filter(again -> !again.exports().equals(before.exports()))
                        .ifPresent(again -> {
                            benches.put(again.bench(), again);
                            others.add(again.bench());
                        });
            }
        }
        return others;
    }

    /** Counts the open orders. @return the numbers of those that stand otherwise than before */
    private Set<String> countAgain() {
        Set<String> counted = new TreeSet<>();
        for (String number : query.orders()) {
            if (!closed.contains(number)) {
                try {
                    count(query.order(number), counted);
                } catch (OrderException wrong) {
                    // What is wrong with its lines is said by order status and ledger verify.
                    closed.add(number);
                }
            }
        }
        return counted;
    }

    private void count(OrderView now, Set<String> counted) {
        String number = now.signed().order().number();
        boolean over = now.closed().isPresent();
        if (over) {
            closed.add(number);
        }
        OrderView before = orders.get(number);
        if (before == null ? !over : before.used() != now.used() || over) {
            orders.put(number, now);
            counted.add(number);
        }
    }

    @Override
    public boolean ended() {
        return ended.getAsBoolean();
    }
}
