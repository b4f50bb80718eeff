package org.keyrack.ledger;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.keyrack.evidence.SignedNote;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.ReleasedAct;
import org.keyrack.ledger.Releases.Wanted;
import org.keyrack.order.Order;
import org.keyrack.order.OrderException;
import org.keyrack.order.OrderException.Cause;
import org.keyrack.order.SignedOrder;
import org.keyrack.order.SupervisorName;
import org.keyrack.order.TrustNote;
import org.keyrack.order.TrustedKeys;

/** What is done with orders, each in one transaction of the writer: all of it or nothing. */
final class OrderActs {
    private final Database database;
    private final Handle handle;
    private final Transaction transaction;
    private final Instant now;

    /**
     * @param transaction takes the lines
     * @param now what the clock says
     */
    OrderActs(Database database, Handle handle, Transaction transaction, Instant now) {
        this.database = database;
        this.handle = handle;
        this.transaction = transaction;
        this.now = now;
    }

    /**
     * Opens an order: its whole file stands in the ledger, and its places exist. One that is open already goes on.
     *
     * @throws OrderException when this ledger, a trusted supervisor or the date does not allow it, or its number has another
     *     text
     */
    void open(SignedOrder signed) throws OrderException {
        Order order = signed.order();
        Optional<OrderBook.Entry> entry = OrderBook.entry(handle, order.number());
        if (entry.isPresent()) {
            requireSame(entry.get(), order);
            return;
        }
        List<String> signers = check(signed);
        EventLine opened = EventLine.of(EventType.ORDER_OPENED, now)
                .with("order", order.number())
                .with("hash", order.hash().hex())
                .with("places", order.places())
                .with("signedBy", signers);
        OrderBook.lines(signed, opened, now).forEach(transaction::appendApart);
        OrderPlaces.make(handle, order);
    }

    private static void requireSame(OrderBook.Entry entry, Order order) throws OrderException {
        if (!entry.hash().equals(order.hash().hex())) {
            throw new OrderException(Cause.NUMBER_TAKEN, order.number());
        }
        if (!entry.open()) {
            throw new OrderException(Cause.CLOSED, order.number());
        }
    }

    /** @return who of the trusted supervisors signed it */
    private List<String> check(SignedOrder signed) throws OrderException {
        String ledger = OrderBook.ledgerId(handle);
        if (!signed.order().ledger().equals(ledger)) {
            throw new OrderException(Cause.OTHER_LEDGER, signed.order().ledger(), ledger);
        }
        List<String> signers =
                signed.signers(OrderBook.trusted(handle, database).now());
        if (latest().atZone(ZoneId.systemDefault())
                .toLocalDate()
                .isAfter(signed.order().until())) {
            throw new OrderException(Cause.EXPIRED, signed.order().until().toString());
        }
        return signers;
    }

    private Instant latest() {
        Instant latest = transaction.state().latest;
        return now.isAfter(latest) ? now : latest;
    }

    /**
     * Closes an order: nothing more is loaded under it, and its modules are counted.
     *
     * @param operator who closes it, by ID; empty on a bench without people
     * @throws OrderException when no order of this number is open, or a module of it is in work
     * @throws PersonException when modules are missing and no supervisor other than the operator has released that
     */
    void close(String number, Optional<String> operator) throws OrderException, PersonException {
        OrderBook.Entry entry =
                OrderBook.entry(handle, number).orElseThrow(() -> new OrderException(Cause.NOT_OPEN, number));
        if (!entry.open()) {
            throw new OrderException(Cause.CLOSED, number);
        }
        for (Held held : held(number)) {
            requireDead(number, held);
        }
        handle.createUpdate("DELETE FROM order_place WHERE number = :order AND sn IS NULL")
                .bind("order", number)
                .execute();
        OrderView view = OrderCount.of(handle, database, entry);
        EventLine closed = EventLine.of(EventType.ORDER_CLOSED, now)
                .with("order", number)
                .with("cause", "closed")
                .with("used", view.used())
                .with("missing", view.missing());
        if (operator.isPresent() && PeopleTable.signInWanted(handle, database)) {
            closed.with("operator", operator.get());
            if (view.missing() > 0) {
                transaction.state().releases.use(new Wanted(ReleasedAct.CLOSE_ORDER, number, operator.get()), closed);
            }
        }
        for (ModuleClass each : OrderView.CLASSES) {
            closed.with(OrderView.word(each), view.counts().of(each));
        }
        transaction.appendApart(closed);
    }

    private record Held(String sn, BatchId batch) {}

    private List<Held> held(String number) {
        return handle
                .createQuery("SELECT sn, bench, batch, held FROM order_place WHERE number = :order"
                        + " ORDER BY number, place" + database.lockRows())
                .bind("order", number)
                .map((row, context) -> row.getBoolean(4)
                        ? Optional.of(new Held(row.getString(1), new BatchId(row.getString(2), row.getLong(3))))
                        : Optional.<Held>empty())
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** What a bench that died holds is let go by whoever closes, as its claims are; what is on its way to a module is not. */
    private void requireDead(String number, Held held) throws OrderException {
        String own = transaction.state().head.chain().bench();
        boolean dead = !held.batch().bench().equals(own)
                && database.stopped(handle, held.batch().bench())
                && ModuleHistory.open(handle, held.sn()).isEmpty();
        if (!dead) {
            throw new OrderException(
                    Cause.IN_WORK,
                    number,
                    held.batch().bench(),
                    String.valueOf(held.batch().number()));
        }
        new OrderPlaces(database, own).letGo(handle, number, held.sn());
    }

    /**
     * Has benches load real modules under orders alone, or not any more.
     *
     * @param by a supervisor who is signed in
     */
    void require(boolean on, Person by) throws PersonException {
        if (by.role() != Person.Role.SUPERVISOR) {
            throw new PersonException(PersonException.Cause.NO_SUPERVISOR, by.id());
        }
        long change = OrderBook.newestRequired(handle, database)
                .map(line -> line.number("change"))
                .orElse(0L);
        transaction.appendApart(EventLine.of(EventType.ORDERS_REQUIRED, now)
                .with("on", on)
                .with("change", change + 1)
                .with("by", by.id()));
    }

    /**
     * Says whose signatures count: a note that a trusted supervisor signed.
     *
     * @param operator who brings it, by ID; empty on a bench without people
     * @throws OrderException when nobody who may signed it, or it changes nothing
     * @throws PersonException when there are two supervisors and the other one has not released it
     */
    void trust(SignedNote note, Optional<String> operator) throws OrderException, PersonException {
        TrustNote added = OrderBook.trusted(handle, database).added(note);
        trust(note, added.key(), operator);
    }

    private void trust(SignedNote note, VerifierKey key, Optional<String> operator) throws PersonException {
        EventLine line = EventLine.of(EventType.SUPERVISOR_KEY, now).with("note", note.encode());
        if (operator.isPresent() && PeopleTable.signInWanted(handle, database)) {
            line.with("operator", operator.get());
            if (PeopleTable.hasSupervisorBut(handle, operator.get())) {
                transaction.state().releases.use(new Wanted(ReleasedAct.TRUST, key.name(), operator.get()), line);
            }
        }
        transaction.appendApart(line);
    }

    /**
     * The first one: the bench's key signs, once in a ledger.
     *
     * @throws OrderException when somebody is trusted already
     * @throws PersonException as {@link #trust}
     */
    void trustFirst(VerifierKey key, BenchKey bench, Optional<String> operator) throws OrderException, PersonException {
        TrustedKeys trusted = OrderBook.trusted(handle, database);
        TrustNote note = new TrustNote(OrderBook.ledgerId(handle), key, SupervisorName.id(key), true);
        if (!trusted.none()) {
            throw new OrderException(Cause.NOT_FIRST, key.name());
        }
        SignedNote signed = SignedNote.signed(
                note.text(), bench.verifier(transaction.state().origin.orElseThrow()), bench::sign);
        trust(signed, key, operator);
    }
}
