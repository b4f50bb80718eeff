package org.keyrack.ui;

import org.keyrack.RackHead;

/** The rack of the window's tests, as rack files write it. */
public final class RackYaml {
    /** One set and an AS of two keys: of application 0101, and of 0102 for each module its own. */
    static final String HEAD = RackHead.SET + RackHead.AS;

    private static final String LOCATIONS =
            "locations: [ { ref: 5, appId: \"0101\", types: [AES-128] }, { ref: 6, appId: \"0102\", types: [AES-128] } ]";

    private RackYaml() {}

    /** Modules with two free locations. */
    public static String modules(int count, String firstSerial) {
        return "{ count: " + count + ", firstSerial: \"" + firstSerial + "\", " + LOCATIONS + " }";
    }

    /** A second module that says this serial number: one of them is a copy. */
    public static String copy(String serial) {
        return "{ count: 1, firstSerial: \"" + serial + "\", duplicateSerial: true, " + LOCATIONS + " }";
    }

    /** A module of a set that no AS holds. */
    public static String foreign(String serial) {
        return "{ count: 1, firstSerial: \"" + serial
                + "\", set: { transportKey: \"ff0102030405060708090a0b0c0d0e0f\", version: 1 }, " + LOCATIONS + " }";
    }

    /** A module that is not finished. */
    public static String loading(String serial) {
        return "{ count: 1, firstSerial: \"" + serial + "\", state: LOADING, " + LOCATIONS + " }";
    }
}
