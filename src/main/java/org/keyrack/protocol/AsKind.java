package org.keyrack.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where the first security unit keeps its algorithms: the method lets it be another entity than a card. */
public enum AsKind {
    /** A smart card: T and the keys never leave it. */
    CARD,
    /** This computer, in a file under a passphrase. */
    HOST,
    /** A token behind PKCS#11, as a hardware security module is. */
    TOKEN;

    /** Its name in files and in the ledger, ASCII. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with this name; empty when there is none. */
    public static Optional<AsKind> of(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }
}
