package org.keyrack.run;

import org.keyrack.journal.RunEvent.EndReason;

/**
 * The end of a batch in numbers.
 *
 * @param unitsFailed units failed or with an unknown outcome
 * @param unitsStopped units that the stop came before
 * @param keysLoaded keys whose receipt matches V
 * @param keysFailed keys planned for failed units and not loaded
 * @param keysUnknown keys in or not in, to be settled when the module is read again
 */
public record RunSummary(
        long batch,
        EndReason reason,
        int unitsDone,
        int unitsFailed,
        int unitsStopped,
        int keysLoaded,
        int keysFailed,
        int keysUnknown) {
    public boolean complete() {
        return reason == EndReason.FINISHED && unitsFailed == 0 && unitsStopped == 0;
    }
}
