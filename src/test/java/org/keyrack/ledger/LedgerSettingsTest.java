package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerSettingsTest {
    private static final Map<String, String> SHARED = Map.of("KEYRACK_LEDGER", "jdbc:postgresql://host/keyrack");

    @Test
    void theVariableNamesTheLedgerOfRealModulesAndTheCommandLineWins() {
        assertEquals(
                Optional.of("jdbc:postgresql://host/keyrack"),
                LedgerSettings.location(Optional.empty(), SHARED, false));
        assertEquals(Optional.of("own.db"), LedgerSettings.location(Optional.of("own.db"), SHARED, false));
        assertEquals(Optional.empty(), LedgerSettings.location(Optional.empty(), Map.of("KEYRACK_LEDGER", " "), false));
    }

    @Test
    void theVirtualBenchNeverWritesIntoASharedLedgerUnlessTheCommandLineSaysSo() {
        assertEquals(Optional.empty(), LedgerSettings.location(Optional.empty(), SHARED, true));
        assertEquals(Optional.of("own.db"), LedgerSettings.location(Optional.of("own.db"), SHARED, true));
    }
}
