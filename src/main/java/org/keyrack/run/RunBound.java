package org.keyrack.run;

/**
 * The least time a rack can take, from the first INITIATE to the last receipt: no order of the commands is faster (design:
 * "Scheduling"). Either the AS cards are the bottleneck, or one unit's own chain of commands is.
 *
 * @param units modules, each in a reader of its own
 * @param keys downloads of each
 * @param asCards AS cards that serve them
 * @param initiate milliseconds of an INITIATE, link included
 * @param export milliseconds of an EXPORTKEY
 * @param store milliseconds of an IMPORTKEY, the next R included
 */
public record RunBound(int units, int keys, int asCards, double initiate, double export, double store) {
    /** The bound in milliseconds. */
    public double milliseconds() {
        double exports = Math.ceil((double) units * keys / asCards);
        return Math.max(initiate + exports * export + store, initiate + keys * (export + store));
    }
}
