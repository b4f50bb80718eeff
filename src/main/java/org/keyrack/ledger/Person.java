package org.keyrack.ledger;

import java.util.Locale;

/**
 * Who may work on benches.
 *
 * @param id a personnel number, 1 to 32 of {@code [A-Za-z0-9._-]}: what lines name
 * @param name shown on this ledger's screens alone
 */
public record Person(String id, String name, Role role) {
    /** What somebody may do. */
    public enum Role {
        OPERATOR,
        SUPERVISOR;

        /** As lines write it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Role of(String word) {
            return SUPERVISOR.word().equals(word) ? SUPERVISOR : OPERATOR;
        }
    }
}
