package org.keyrack.ui.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import javafx.scene.chart.NumberAxis;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.kit.Texts;

/** Axes of the history's charts. */
@Tag("window")
class ChartPartsTest {
    private static List<Double> axis(int most) {
        return OpenWindow.started(() -> {
            NumberAxis axis = new ChartParts(new Texts(Locale.ENGLISH)).numbersUpTo(most);
            return List.of(axis.getTickUnit(), axis.getUpperBound());
        });
    }

    @Test
    void anAxisHasRoundStepsAndRoomForANumberAboveItsHighestBar() {
        assertEquals(List.of(500.0, 3000.0), axis(2403));
        assertEquals(List.of(200.0, 1000.0), axis(810));
        assertEquals(List.of(2.0, 10.0), axis(8));
        assertEquals(List.of(1.0, 2.0), axis(1));
        assertEquals(List.of(1.0, 1.0), axis(0));
        assertEquals(List.of(20.0, 120.0), axis(100));
    }
}
