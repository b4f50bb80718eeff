package org.keyrack.ui.reports;

/** A batch: batches are numbered on each bench. */
public record ReportedBatch(String bench, long batch) {
    /** How the names of its files begin. */
    public String fileName() {
        return "batch-" + bench + "-" + batch;
    }
}
