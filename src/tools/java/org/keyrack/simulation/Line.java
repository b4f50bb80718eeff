package org.keyrack.simulation;

/**
 * A line of the ledger, as far as the truth is compared with it; what a line does not have is empty.
 *
 * @param type as the ledger writes it
 * @param bench who wrote it
 * @param batch its number on the bench, 0 without one
 * @param r 16 bytes in hexadecimal digits
 * @param result of an outcome: loaded, not_loaded or unknown, as the ledger writes it
 * @param card key diversification data of a card that is prepared, 10 bytes in hexadecimal digits
 * @param step of its preparation, as the ledger writes it
 * @param order number of an order
 */
public record Line(
        String type,
        String bench,
        long batch,
        String sn,
        String ref2,
        String r,
        String result,
        String card,
        String step,
        String order,
        String text) {}
