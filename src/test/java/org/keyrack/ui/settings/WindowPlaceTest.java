package org.keyrack.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.geometry.Rectangle2D;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class WindowPlaceTest {
    private static final Rectangle2D LAPTOP = new Rectangle2D(0, 24, 1366, 744);
    private static final Rectangle2D MONITOR = new Rectangle2D(1366, 0, 2560, 1440);

    @Property
    void theWindowIsAlwaysWhollyOnAScreen(
            @ForAll @DoubleRange(min = -9000, max = 9000) double x,
            @ForAll @DoubleRange(min = -9000, max = 9000) double y,
            @ForAll @DoubleRange(min = 1, max = 9000) double width,
            @ForAll @DoubleRange(min = 1, max = 9000) double height) {
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
