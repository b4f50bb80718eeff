package org.keyrack.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FigureTest {
    @Test
    void theFirstMeasurementOfASeriesIsColdAndNoneOfTheSamples() {
        Figure figure = Figure.of(1, "wall / bound", "", Figure.atMost(1.02), List.of(2.0, 1.01, 1.03, 1.015));
        assertEquals(Optional.of(2.0), figure.cold());
        assertEquals(1.015, figure.value());
        assertEquals(Optional.of(true), figure.met());
    }

    @Test
    void aMissedGoalIsMarkedInTableAndJson() {
        Figure figure = Figure.of(3, "one AS / two AS", "", Figure.atLeast(1.93), List.of(1.5));
        assertTrue(Figure.table(List.of(figure)).contains("MISSED"));
        assertEquals(false, figure.json().get("met").asBoolean());
    }

    @Test
    void aFigureWithoutAGoalHasNoMark() {
        assertEquals(
                Optional.empty(), Figure.of(5, "reported", "", List.of(1.0)).met());
    }

    @Test
    void whatCannotBeMeasuredHasNoValueAndNoMarkButItsLine() {
        Figure figure = Figure.unmeasured(9, "durable keys: needs a C compiler");
        assertEquals(Optional.empty(), figure.met());
        assertTrue(Figure.table(List.of(figure)).contains("needs a C compiler"));
        assertFalse(figure.json().has("value"));
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
        assertEquals(2.5, Figure.median(List.of(9.0, 1.0, 2.0, 3.0)));
    }
}
