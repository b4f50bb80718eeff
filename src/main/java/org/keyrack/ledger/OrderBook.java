package org.keyrack.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.keyrack.evidence.Origin;
import org.keyrack.journal.ChainName;
import org.keyrack.order.OrderException;
import org.keyrack.order.OrderException.Cause;
import org.keyrack.order.SignedOrder;
import org.keyrack.order.TrustedKeys;

/** What a ledger has of orders. The lines are believed where they are signed; the tables say where they are. */
final class OrderBook {
    static final String OPEN = "open";
    static final String CLOSED = "closed";

    /** A line of this many characters takes less than 8 KB, whatever they are. */
    private static final int PART = 2_000;

    private OrderBook() {}

    /**
     * A number that an order has.
     *
     * @param hash SHA-256 of its text, 64 hexadecimal digits
     * @param chain where its lines are
     * @param seq number of the first one
     */
    record Entry(String number, String hash, boolean open, ChainName chain, long seq) {}

    /** What orders call this ledger: 16 hexadecimal digits. */
    static String ledgerId(Handle handle) {
        return handle.createQuery("SELECT id FROM ledger_id")
                .mapTo(String.class)
                .one();
    }

    static Optional<Entry> entry(Handle handle, String number) {
        return handle.createQuery("SELECT number, hash, state, chain, seq FROM order_state WHERE number = :order")
                .bind("order", number)
                .map((row, context) -> new Entry(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3).equals(OPEN),
                        new ChainName(row.getString(4)),
                        row.getLong(5)))
                .findOne();
    }

    /** The numbers of all orders, as text sorts. */
    static List<String> numbers(Handle handle) {
        return handle.createQuery("SELECT number FROM order_state ORDER BY number")
                .mapTo(String.class)
                .list();
    }

    /** The lines that hold the whole file of an order. */
    static List<EventLine> lines(SignedOrder signed, EventLine opened, Instant at) {
        String file = signed.note().encode();
        List<EventLine> parts = new ArrayList<>();
        for (int from = 0; from < file.length(); ) {
            int to = Math.min(file.length(), from + PART);
            if (to < file.length() && Character.isHighSurrogate(file.charAt(to - 1))) {
                to--;
            }
            parts.add(EventLine.of(EventType.ORDER_PART, at)
                    .with("order", signed.order().number())
                    .with("part", parts.size() + 1L)
                    .with("text", file.substring(from, to)));
            from = to;
        }
        List<EventLine> lines = new ArrayList<>(List.of(opened.with("parts", parts.size())));
        lines.addAll(parts);
        return lines;
    }

    /**
     * An order as its lines have it; whether who signed it is trusted is another matter.
     *
     * @throws OrderException when the lines are not those of an order of this number
     */
    static SignedOrder signed(Handle handle, Entry entry) throws OrderException {
        try {
            return signedOf(handle, entry);
        } catch (LedgerUnreadable changed) {
            throw new OrderException(Cause.CHANGED, entry.number());
        }
    }

    private static SignedOrder signedOf(Handle handle, Entry entry) throws OrderException {
        EventLine opened = ModuleHistory.read(
                Chains.line(handle, entry.chain(), entry.seq()).orElse(""));
        StringBuilder file = new StringBuilder();
        for (String body : Chains.lines(handle, entry.chain(), entry.seq(), (int) opened.number("parts"))) {
            EventLine part = ModuleHistory.read(body);
            if (part.type() != EventType.ORDER_PART || !part.text("order").equals(entry.number())) {
                throw new OrderException(Cause.CHANGED, entry.number());
            }
            file.append(part.text("text"));
        }
        SignedOrder signed = SignedOrder.parse(file.toString().getBytes(StandardCharsets.UTF_8), entry.number());
        if (!signed.order().number().equals(entry.number())
                || !signed.order().hash().hex().equals(entry.hash())) {
            throw new OrderException(Cause.CHANGED, entry.number());
        }
        return signed;
    }

    /** Whose signatures count in this ledger. */
    static TrustedKeys trusted(Handle handle, Database database) {
        List<TrustedKeys.Line> notes = new ArrayList<>();
        for (ChainName chain : Chains.ordered(handle)) {
            for (EventLine line : Chains.trustNotes(handle, database, chain)) {
                Optional<String> key = Chains.keyBefore(handle, database, chain, line.number("seq"));
                Optional<String> first = Chains.line(handle, chain, 1);
                if (key.isPresent() && first.isPresent()) {
                    notes.add(new TrustedKeys.Line(
                            line.maybe("note").orElse(""),
                            BenchKey.verifier(Origin.of(first.get(), chain.name()), key.get())));
                }
            }
        }
        return TrustedKeys.of(ledgerId(handle), notes);
    }

    /** Whether benches of this ledger load real modules under orders alone. */
    static boolean required(Handle handle, Database database) {
        return newestRequired(handle, database).map(line -> line.flag("on")).orElse(false);
    }

    /** The newest line that says so, or that it is so no more. */
    static Optional<EventLine> newestRequired(Handle handle, Database database) {
        return Chains.ordered(handle).stream()
                .flatMap(chain -> Chains.ordersRequired(handle, database, chain).stream())
                .max(Comparator.comparing(line -> line.number("change")));
    }

    /** The order that a batch names, when a trusted supervisor signed what the ledger has of it. */
    static RunningOrder running(Handle handle, Database database, String number) {
        Optional<Entry> entry = entry(handle, number);
        if (entry.isEmpty()) {
            return new RunningOrder(number, Optional.empty());
        }
        try {
            SignedOrder signed = signed(handle, entry.get());
            signed.signers(trusted(handle, database).ever());
            boolean here = signed.order().ledger().equals(ledgerId(handle));
            return new RunningOrder(number, here ? Optional.of(signed.order()) : Optional.empty());
        } catch (OrderException unproven) {
            return new RunningOrder(number, Optional.empty());
        }
    }

    /** Takes in a line about an order: the table made anew from the lines says the same. */
    static void take(Handle handle, EventLine line) {
        if (line.type() == EventType.ORDER_OPENED) {
            handle.createUpdate("INSERT INTO order_state (number, hash, state, chain, seq)"
                            + " VALUES (:order, :hash, 'open', :chain, :seq) ON CONFLICT (number) DO UPDATE"
                            + " SET hash = excluded.hash, chain = excluded.chain, seq = excluded.seq"
                            + " WHERE order_state.hash = ''")
                    .bind("order", line.text("order"))
                    .bind("hash", line.text("hash"))
                    .bind("chain", line.chain().name())
                    .bind("seq", line.number("seq"))
                    .execute();
        } else if (line.type() == EventType.ORDER_CLOSED) {
            // Another bench may have closed it: that chain may be read before the one that has it opened.
            handle.createUpdate("INSERT INTO order_state (number, hash, state, chain, seq)"
                            + " VALUES (:order, '', 'closed', '', 0) ON CONFLICT (number) DO UPDATE"
                            + " SET state = excluded.state")
                    .bind("order", line.text("order"))
                    .execute();
        }
    }
}
