package org.keyrack.journal;

/**
 * Names a batch: each bench numbers its own.
 *
 * @param bench the bench's name
 * @param number from 1; 0 for what stands in no batch
 */
public record BatchId(String bench, long number) {
    /** {@code batch-BENCH-NUMBER}: how its files begin. A bench's name in a ledger of others may hold anything. */
    public String fileName() {
        return "batch-" + bench.replaceAll("[^A-Za-z0-9._-]", "_") + "-" + number;
    }

    /** {@code BENCH/NUMBER}, as command lines take it. */
    @Override
    public String toString() {
        return bench + "/" + number;
    }
}
