package org.keyrack.journal;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Range;

/**
 * What an AS had left when it was read before a batch: GET DATA 0101 and 0102.
 *
 * @param asId 4 bytes
 * @param acts as it showed them, 0 to 65535
 * @param ctr the exports that it had made, 0 to 2^32 - 1
 * @param left of each key that the batch loads and that has a limit, by REF1, the exports left, 0 to 2^32 - 2; empty when none
 *     has one
 */
public record ExportsLeft(Bytes asId, int acts, long ctr, SortedMap<Integer, Long> left) {
    public ExportsLeft {
        Range.requireLength("The AS id", asId, 4);
        left = Collections.unmodifiableSortedMap(new TreeMap<>(left));
    }
}
