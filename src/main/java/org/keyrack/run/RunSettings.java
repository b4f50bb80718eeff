package org.keyrack.run;

import java.time.Duration;

/**
 * What a run needs to know besides its plan.
 *
 * @param operator who runs it, for the ledger
 * @param stopAfterFailures stop after so many failed units in a row; 0 never stops
 * @param returnTime how long a unit whose link broke may stay away before the run gives it up for now
 * @param linkRetries how often a download whose command was lost, or that the AS gave no usable answer for, is begun again
 *     with a fresh R
 * @param simulated whether the cards are the virtual bench's
 */
public record RunSettings(
        String operator, int stopAfterFailures, Duration returnTime, int linkRetries, boolean simulated) {
    /** Settings for a bench: 5 s to come back, 2 retries of a lost command. */
    public static RunSettings of(String operator, int stopAfterFailures, boolean simulated) {
        return new RunSettings(operator, stopAfterFailures, Duration.ofSeconds(5), 2, simulated);
    }
}
