package org.keyrack.ledger;

import java.util.Optional;
import org.keyrack.order.Order;

/**
 * The order that the running batch loads.
 *
 * @param number as the batch's start names it
 * @param order what a trusted supervisor signed; empty when the ledger has nothing of it that is proven: then nothing is loaded
 */
record RunningOrder(String number, Optional<Order> order) {}
