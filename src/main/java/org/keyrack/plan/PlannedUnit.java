package org.keyrack.plan;

import java.util.List;
import java.util.OptionalInt;
import org.keyrack.journal.LoadedKey;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;

/**
 * One unit of a plan.
 *
 * @param reader the reader it is in now
 * @param shelf the number on the reader's slot of the shelf, from 1; absent when it has none
 * @param sn the module; a run writes to no other
 * @param suite the suite of its T
 * @param tKcv KCV of its T
 * @param slot the AS's slot with this T, 1 to 4
 * @param keys its downloads in order; T itself last
 * @param past what the ledger had proved to be loaded in it when it was planned
 */
public record PlannedUnit(
        String reader,
        OptionalInt shelf,
        SerialNumber sn,
        Suite suite,
        Kcv tKcv,
        int slot,
        List<PlannedKey> keys,
        List<LoadedKey> past) {
    public PlannedUnit {
        keys = List.copyOf(keys);
        past = List.copyOf(past);
    }
}
