package org.keyrack.simulation;

import java.util.Optional;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.ledger.Ledger;
import org.keyrack.ledger.PersonException;
import org.keyrack.order.Order;
import org.keyrack.order.OrderException;
import org.keyrack.order.OrderException.Cause;
import org.keyrack.order.SignedOrder;
import org.keyrack.simulation.Choices.Kind;

/** Who brings the order to a bench before a batch, and closes it. */
final class OrderDesk {
    private static final int WITHOUT_OF_THOUSAND = 150;

    private final Scene scene;
    private final SimulatedWorld world;
    private final Ledger ledger;
    private final PeopleDesk people;
    private final boolean last;

    /** @param last whether nothing goes wrong any more: what is right is not refused */
    OrderDesk(Scene scene, SimulatedWorld world, Ledger ledger, PeopleDesk people, boolean last) {
        this.scene = scene;
        this.world = world;
        this.ledger = ledger;
        this.people = people;
        this.last = last;
    }

    /** The order of the batch that begins next; empty when it goes without. */
    Optional<Order> bring() {
        if (scene.order().isEmpty() || !last && scene.choices().happens(Kind.ACT, WITHOUT_OF_THOUSAND)) {
            return Optional.empty();
        }
        SignedOrder signed = scene.order().get().signed(ledger.query().ledgerId());
        scene.truth().orders().ordered(signed.order());
        try {
            if (ledger.query().trustedKeys().none()) {
                ledger.orders().trustFirst(Office.verifier(), Optional.empty());
            }
            ledger.orders().open(signed);
            return Optional.of(signed.order());
        } catch (OrderException refused) {
            boolean right = refused.why() == Cause.CLOSED
                            && scene.truth().orders().closed(signed.order().number())
                    || refused.why() == Cause.NOT_FIRST
                    || refused.why() == Cause.EXPIRED
                            && scene.truth().orders().expired(signed.order(), scene.bench(), world.now());
            if (!right) {
                throw new Finding("an order that is right is refused: " + refused.getMessage());
            }
            scene.trace().note("office", "the order is not taken: " + refused.why());
            return Optional.empty();
        } catch (PersonException impossible) {
            throw new Finding("a bench without people asks for one: " + impossible.getMessage());
        } catch (JournalUnavailable later) {
            unavailable("opened", later);
            return Optional.empty();
        }
    }

    /** Closes the order of the batches, at whatever time. */
    void close() throws InterruptedException {
        if (scene.order().isEmpty()) {
            return;
        }
        people.releaseClose(OrderDraw.NUMBER);
        try {
            ledger.orders().close(OrderDraw.NUMBER, people.operator());
            scene.trace().note("office", "the order is closed");
        } catch (OrderException refused) {
            scene.trace().note("office", "the order is not closed: " + refused.why());
            if (last && scene.others().isEmpty() && refused.why() == Cause.IN_WORK) {
                throw new Finding("an order cannot be closed though no batch is in work: " + refused.getMessage());
            }
        } catch (PersonException unreleased) {
            scene.trace().note("office", "the order is not closed: " + unreleased.why());
            if (scene.people().isEmpty() || last) {
                throw new Finding("an order cannot be closed for want of a person: " + unreleased.getMessage());
            }
        } catch (JournalUnavailable later) {
            unavailable("closed", later);
        }
    }

    private void unavailable(String what, JournalUnavailable why) {
        scene.trace().note("office", "the order is not " + what + ": " + why.getMessage());
        if (last) {
            throw new Finding("an order cannot be " + what + " although nothing is wrong: " + why.getMessage());
        }
    }
}
