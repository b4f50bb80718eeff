package org.keyrack.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.keyrack.protocol.Bytes;

/**
 * What is to be loaded, as a supervisor wrote it.
 *
 * @param name shown to the operator and kept in the ledger
 * @param loads the downloads for each unit; empty when {@code automatic}
 * @param automatic match each EI's locations with the AS's keys by appId and type
 * @param onOccupied what to do with a location that holds a key
 * @param stopAfterFailures stop after so many failed units in a row; 0 never stops
 * @param hash SHA-256 of the profile's bytes, 32 bytes
 */
public record Profile(
        String name, List<Load> loads, boolean automatic, OnOccupied onOccupied, int stopAfterFailures, Bytes hash) {
    public Profile {
        loads = List.copyOf(loads);
    }

    /**
     * One download for each unit.
     *
     * @param ref1 the key of the AS, 0001 to FFFF
     * @param ref2 the location of the EI; 0000 replaces T
     */
    public record Load(int ref1, int ref2) {}

    /** What to do with a location that holds a key already, by the words of profiles and orders. */
    public enum OnOccupied {
        @JsonProperty("replace")
        REPLACE,
        @JsonProperty("skip")
        SKIP,
        @JsonProperty("fail")
        FAIL
    }
}
