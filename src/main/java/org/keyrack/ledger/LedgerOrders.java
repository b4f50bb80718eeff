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

    LedgerOrders(EventWriter writer, WriterConnection connection, Database database, BenchKey key) {
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
        act(acts -> acts.open(order));
    }

    /**
     * Closes an order; nothing more is loaded under it.
     *
     * @throws OrderException when it is not open, or modules of it are in work
     * @throws JournalUnavailable when the ledger cannot write
     */
    public void close(String number) throws OrderException, JournalUnavailable {
        act(acts -> acts.close(number));
    }

    /**
     * Trusts a supervisor's key, or withdraws it.
     *
     * @param note a {@link org.keyrack.order.TrustNote} that a trusted supervisor signed
     * @throws OrderException when nobody who may signed it, or it changes nothing
     * @throws JournalUnavailable when the ledger cannot write
     */
    public void trust(SignedNote note) throws OrderException, JournalUnavailable {
        act(acts -> acts.trust(note));
    }

    /**
     * Trusts the first supervisor's key, by the bench's own.
     *
     * @throws OrderException when a key is trusted already: its owner signs
     * @throws JournalUnavailable when the ledger cannot write
     */
    public void trustFirst(VerifierKey supervisor) throws OrderException, JournalUnavailable {
        act(acts -> acts.trustFirst(supervisor, key));
    }

    /** Signs what came of an order with the bench's key, under the name of its chain. */
    public SignedNote certificate(OrderView closed) {
        return SignedNote.signed(
                OrderCertificate.text(closed, connection.origin()), key.verifier(connection.origin()), key::sign);
    }

    private void act(Act act) throws OrderException, JournalUnavailable {
        try {
            Optional<SentenceException> refused = writer.act(
                    (handle, transaction, now) -> act.with(new OrderActs(database, handle, transaction, now)));
            if (refused.isPresent()) {
                if (refused.get() instanceof OrderException order) {
                    throw order;
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
        void with(OrderActs orders) throws OrderException;
    }
}
