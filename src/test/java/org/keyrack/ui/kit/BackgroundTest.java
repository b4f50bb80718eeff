package org.keyrack.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BackgroundTest {
    /** A card that comes while the window goes asks for a reading of a bench that nobody looks at any more. */
    @Test
    void whatIsAskedAfterTheWindowIsClosedIsNotBegunAndBreaksNothing() {
        Background background = new Background();
        background.close();
        AtomicBoolean begun = new AtomicBoolean();
        background.run(() -> begun.set(true));
        assertFalse(begun.get());
        assertEquals(0, background.runningProperty().get());
    }
}
