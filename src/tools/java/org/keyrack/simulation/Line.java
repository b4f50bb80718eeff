package org.keyrack.simulation;

import java.time.Instant;
import java.util.Optional;

/**
 * A line of the ledger, as far as the truth is compared with it; what a line does not have is empty.
 *
 * @param type as the ledger writes it
 * @param bench who wrote it
 * @param at what its clock said
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
        Instant at,
        long batch,
        String sn,
        String ref2,
        String r,
        String result,
        String card,
        String step,
        String order,
        String text) {

    /** Another text that the line has; none that a simulation looks at needs an escape. */
    Optional<String> field(String name) {
        String before = "\"" + name + "\":\"";
        int at = text.indexOf(before);
        return at < 0
                ? Optional.empty()
                : Optional.of(text.substring(at + before.length(), text.indexOf('"', at + before.length())));
    }

    /** A number that the line has. */
    long number(String name) {
        String before = "\"" + name + "\":";
        int from = text.indexOf(before) + before.length();
        int to = from;
        while (Character.isDigit(text.charAt(to))) {
            to++;
        }
        return Long.parseLong(text, from, to, 10);
    }

    /** Where it stands: {@code CHAIN/SEQ}. */
    String place() {
        return field("bench").orElseThrow() + "/" + number("seq");
    }
}
