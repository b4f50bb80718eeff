package org.keyrack.plan;

import org.keyrack.protocol.KeyType;

/**
 * One download of a plan.
 *
 * @param ref1 the key of the AS
 * @param ref2 the location of the EI; 0000 replaces T
 * @param label the key's label in the AS
 * @param keyType its type
 * @param keyVersion the version to be loaded, 01 to FF
 * @param diversified whether this EI gets its own key, derived from the AS's
 * @param replacesVersion the version it replaces, or 0
 */
public record PlannedKey(
        int ref1, int ref2, String label, KeyType keyType, int keyVersion, boolean diversified, int replacesVersion) {
    public boolean replaces() {
        return replacesVersion != 0;
    }
}
