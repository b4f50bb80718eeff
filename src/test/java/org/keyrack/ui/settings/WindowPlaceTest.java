package org.keyrack.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;
import org.keyrack.Seeded;

class WindowPlaceTest {
    private static final Rectangle2D LAPTOP = new Rectangle2D(0, 24, 1366, 744);
    private static final Rectangle2D MONITOR = new Rectangle2D(1366, 0, 2560, 1440);

    @Test
    void theWindowIsAlwaysWhollyOnAScreen() {
        Seeded.repeat(1000, WindowPlaceTest::aWindowFromAnywhereIsWhollyOnAScreen);
    }

    private static void aWindowFromAnywhereIsWhollyOnAScreen(Random random) {
        double x = Seeded.between(random, -9000.0, 9000.0);
        double y = Seeded.between(random, -9000.0, 9000.0);
        double width = Seeded.between(random, 1.0, 9000.0);
        double height = Seeded.between(random, 1.0, 9000.0);
        WindowPlace place = new WindowPlace(x, y, width, height, false).clampedTo(List.of(LAPTOP, MONITOR));
        assertTrue(List.of(LAPTOP, MONITOR).stream()
                .anyMatch(screen -> screen.contains(place.x(), place.y())
                        && screen.contains(place.x() + place.width(), place.y() + place.height())));
    }

    @Test
    void theWindowStaysWhereItWasOnTheSecondScreen() {
        WindowPlace place = new WindowPlace(1500, 100, 1200, 800, true);
        assertEquals(place, place.clampedTo(List.of(LAPTOP, MONITOR)));
    }

    @Test
    void theWindowComesBackWhenItsScreenIsGone() {
        WindowPlace place = new WindowPlace(1500, 100, 1200, 700, false).clampedTo(List.of(LAPTOP));
        assertEquals(new WindowPlace(166, 68, 1200, 700, false), place);
    }
}
