package org.keyrack.run;

import java.time.Duration;

/**
 * How fast a run is, measured.
 *
 * @param exports keys exported up to now
 * @param asBusy time that the AS cards spent on them, all together
 * @param asCards AS cards in the pool now
 * @param imports IMPORTKEYs answered up to now
 * @param eiBusy time that the units spent on them, all together
 * @param unitsAtOnce units that were in work at the same time, at most
 * @param elapsed since the batch began
 */
public record RunFigures(
        long exports, Duration asBusy, int asCards, long imports, Duration eiBusy, int unitsAtOnce, Duration elapsed) {
    /** Share of the time in which the AS was at work, 0 to 1, averaged over the AS cards in the pool. */
    public double utilization() {
        long available = elapsed.toNanos() * Math.max(1, asCards);
        return available <= 0 ? 0 : Math.min(1, (double) asBusy.toNanos() / available);
    }

    /** Mean time of an EXPORTKEY, link included; zero before the first. */
    public Duration meanExport() {
        return exports == 0 ? Duration.ZERO : asBusy.dividedBy(exports);
    }

    /** Mean time of an IMPORTKEY, link included; zero before the first. */
    public Duration meanImport() {
        return imports == 0 ? Duration.ZERO : eiBusy.dividedBy(imports);
    }

    /** An AS that is at work for less than this share of the time leaves the rack waiting for something else. */
    private static final double BUSY = 0.8;

    /**
     * What limits this rack when it is full, from the measured times: the last units of a batch say nothing of it, and an AS
     * that is idle limits nothing.
     */
    public Limit limit() {
        double export = meanExport().toNanos();
        double store = meanImport().toNanos();
        if (export == 0 || store == 0 || unitsAtOnce == 0) {
            return new Limit(Limit.Kind.NOT_KNOWN, 0);
        }
        int cards = Math.max(1, asCards);
        double byAs = cards / export;
        double byUnits = unitsAtOnce / (export + store);
        if (byUnits <= byAs) {
            return new Limit(Limit.Kind.MODULES, 0);
        }
        if (utilization() < BUSY) {
            return new Limit(Limit.Kind.NOT_KNOWN, 0);
        }
        double withOneMore = Math.min((cards + 1) / export, byUnits);
        return new Limit(Limit.Kind.AS_CARD, 1 - byAs / withOneMore);
    }

    /**
     * What limits a rack.
     *
     * @param saving share of the time that one more AS card would save, 0 to 1
     */
    public record Limit(Kind kind, double saving) {
        /** What is waited for. */
        public enum Kind {
            NOT_KNOWN,
            /** The AS is always busy: one more would help. */
            AS_CARD,
            /** The modules are slower than the AS: more readers would help. */
            MODULES
        }
    }
}
