package org.keyrack.cli;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.keyrack.journal.ChainName;
import org.keyrack.ledger.BenchNow;
import org.keyrack.ledger.LedgerException;
import org.keyrack.ledger.LedgerQuery;
import org.keyrack.ledger.LedgerWatch;
import org.keyrack.ledger.OrderView;
import org.keyrack.order.OrderException;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyrack floor}: every bench and open order of a ledger as it is now, and each change of one soon after it is durable. Reads only. */
@CommandLine.Command(name = "floor")
final class FloorCommand extends ProgramCommand {
    @Mixin
    private LedgerPlace place;

    @Option(names = "--json")
    private boolean json;

    @Option(names = "--once")
    private boolean once;

    @Override
    int run(CliContext context) throws CliException, LedgerException, InterruptedException {
        String location = place.location(context);
        FloorText text = json
                ? new FloorJson(context)
                : context.live() && !once ? new FloorPage(context) : new FloorLines(context);
        try (LedgerWatch watch = LedgerWatch.fromNow(location);
                LedgerQuery query = LedgerQuery.open(location)) {
            watch.follow(new Benches(context, query, text, once));
        }
        return ExitCode.DONE;
    }

    /** Looks again at the benches that have written something, and then at the orders that were open. */
    private static final class Benches implements LedgerWatch.Sink {
        private final CliContext context;
        private final LedgerQuery query;
        private final FloorText text;
        private final boolean once;
        private final TreeMap<String, BenchNow> shown = new TreeMap<>();
        private final TreeMap<String, OrderView> orders = new TreeMap<>();
        private final Set<String> closed = new HashSet<>();
        private Set<String> changed;
        private boolean told;

        Benches(CliContext context, LedgerQuery query, FloorText text, boolean once) {
            this.context = context;
            this.query = query;
            this.text = text;
            this.once = once;
            this.changed = new TreeSet<>(query.benches());
        }

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
                Optional<BenchNow> known = query.bench(bench);
                known.ifPresent(view -> shown.put(bench, view));
            }
            text.show(new FloorText.Floor(shown, orders, now, countAgain()));
            context.out().flush();
            told = true;
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
            return once && told || context.out().checkError();
        }
    }
}
