package org.keyrack;

/** How the rack files of the tests begin: one set, and the AS that holds its T. */
public final class RackHead {
    /** T of the worked example of protocol.md, in slot 1. */
    public static final String SET = "set: { transportKey: \"000102030405060708090a0b0c0d0e0f\", version: 1 }\n";

    /** PIN 123456, and keys of applications 0101, 0102 for each module its own, and 0202 the same. */
    public static final String AS = """
            as:
              id: "00000001"
              label: Test AS
              operatorPin: "123456"
              adminPin: "87654321"
              keys:
                - { ref: 3, label: ONE, appId: "0101", type: AES-128, version: 2,
                    value: "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf", exports: 1000 }
                - { ref: 4, label: TWO, appId: "0102", type: AES-128, version: 2,
                    value: "b0b1b2b3b4b5b6b7b8b9babbbcbdbebf", diversify: true, exports: 1000 }
                - { ref: 10, label: TICKETING ID, appId: "0202", type: AES-128, version: 1,
                    value: "c0c1c2c3c4c5c6c7c8c9cacbcccdcecf", diversify: true }
            """;

    private RackHead() {}
}
