package org.keyrack.launch;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyrack.app.InputException;

class LocalLedgersTest {
    @Test
    void aNameThatNoBenchCanHaveIsSaidWithWhatToUse() {
        InputException refused = assertThrows(
                InputException.class, () -> LocalLedgers.settings(Optional.empty(), "a b", Path.of("none")));
        assertTrue(refused.getMessage().contains("use 1 to 32 letters"), refused.getMessage());
    }
}
