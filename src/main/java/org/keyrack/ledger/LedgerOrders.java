package org.keyrack.ledger;

import java.sql.SQLException;
import java.util.Optional;
import org.keyrack.evidence.SignedNote;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.SentenceException;
import org.keyrack.order.OrderException;
import org.keyrack.order.SignedOrder;

/** What is done with the orders of a ledger that is open for work. Any thread may use it. */
public final class LedgerOrders {
    private final EventWriter writer;
    private final WriterConnection connection;
    private final Database database;
    private final BenchKey key;
    private final Reading reading;

    LedgerOrders(EventWriter writer, WriterConnection connection, Database database, BenchKey key, Reading reading) {
        this.reading = reading;
        this.writer = writer;
        this.connection = connection;
        this.database = database;
        this.key = key;
    }

    /**
     * Opens an order, or goes on with it when it is open already.
     *
     * @throws OrderException when the ledger does not take it, saying why
     * @throws JournalUnavailable when the ledger cannot write
     */
    public void open(SignedOrder order) throws OrderException, JournalUnavailable {
        try {
            act(acts -> acts.open(order));
        } catch (PersonException impossible) {
            throw new IllegalStateException("Opening an order needs no release", impossible);
        }
    }

    /**
     * Closes an order; nothing more is loaded under it.
     *
     * @param operator who closes it, by ID; empty on a bench without people
     * @throws OrderException when it is not open, or modules of it are in work
     * @throws PersonException when modules are missing and no supervisor other than the operator has released that
     * @throws JournalUnavailable when the ledger cannot write
     */
    public void close(String number, Optional<String> operator)
            throws OrderException, PersonException, JournalUnavailable {
        act(acts -> acts.close(number, operator));
    }

    /**
     * Has the benches of this ledger load real modules under orders alone, or not any more.
     *
     * @param by a supervisor who is signed in
     * @throws PersonException when it is no supervisor
     * @throws JournalUnavailable when the ledger cannot write
     */
    public void require(boolean on, Person by) throws PersonException, JournalUnavailable {
        try {
            act(acts -> acts.require(on, by));
        } catch (OrderException impossible) {
            throw new IllegalStateException("No order is looked at", impossible);
        }
    }

    /** Whether the benches of this ledger load real modules under orders alone. */
    public boolean required() {
        return reading.with(handle -> OrderBook.required(handle, database));
    }

    /**
     * Trusts a supervisor's key, or withdraws it.
     *
     * @param note a {@link org.keyrack.order.TrustNote} that a trusted supervisor signed
     * @param operator who brings it, by ID; empty on a bench without people
     * @throws OrderException when nobody who may signed it, or it changes nothing
     * @throws PersonException when there are two supervisors and the other one has not released it
     * @throws JournalUnavailable when the ledger cannot write
     */
    public void trust(SignedNote note, Optional<String> operator)
            throws OrderException, PersonException, JournalUnavailable {
        act(acts -> acts.trust(note, operator));
    }

    /**
     * Trusts the first supervisor's key, by the bench's own.
     *
     * @param operator who brings it, by ID; empty on a bench without people
     * @throws OrderException when a key is trusted already: its owner signs
     * @throws PersonException when there are two supervisors and the other one has not released it
     * @throws JournalUnavailable when the ledger cannot write
     */
    public void trustFirst(VerifierKey supervisor, Optional<String> operator)
            throws OrderException, PersonException, JournalUnavailable {
        act(acts -> acts.trustFirst(supervisor, key, operator));
    }

    /** Signs what came of an order with the bench's key, under the name of its chain. */
    public SignedNote certificate(OrderView closed) {
        return SignedNote.signed(
                OrderCertificate.text(closed, connection.origin()), key.verifier(connection.origin()), key::sign);
    }

    private void act(Act act) throws OrderException, PersonException, JournalUnavailable {
        try {
            Optional<SentenceException> refused = writer.act(
                    (handle, transaction, now) -> act.with(new OrderActs(database, handle, transaction, now)));
            if (refused.isPresent()) {
                if (refused.get() instanceof OrderException order) {
                    throw order;
                }
                if (refused.get() instanceof PersonException person) {
                    throw person;
                }
                throw new IllegalStateException(refused.get());
            }
        } catch (SQLException e) {
            throw new JournalUnavailable("The ledger at " + database.name() + " cannot write: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalUnavailable("The ledger was not asked to the end", e);
        }
    }

    /** Something that is done with orders. */
    private interface Act {
        void with(OrderActs orders) throws OrderException, PersonException;
    }
}
