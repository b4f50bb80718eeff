package org.keyrack.ui.rack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RackArrangementTest {
    @Property
    void tilesNeverLeaveTheRackSideways(
            @ForAll @IntRange(min = 1, max = 32) int tiles,
            @ForAll @IntRange(max = 16) int wanted,
            @ForAll @DoubleRange(min = 176, max = 4000) double width,
            @ForAll @DoubleRange(max = 3000) double height) {
        RackArrangement rack = RackArrangement.of(tiles, wanted, width, height);
        double across = rack.columns() * (rack.tileWidth() + RackArrangement.GAP) - RackArrangement.GAP;
        assertTrue(across <= width);
        assertTrue(rack.tileWidth() >= RackArrangement.WIDTH);
        assertTrue(rack.tileHeight() >= RackArrangement.HEIGHT);
    }

    @Property
    void tilesAreMagnifiedOnlyAsFarAsAllCanBeSeen(
            @ForAll @IntRange(min = 1, max = 32) int tiles,
            @ForAll @DoubleRange(min = 176, max = 4000) double width,
            @ForAll @DoubleRange(max = 3000) double height) {
        RackArrangement rack = RackArrangement.of(tiles, 0, width, height);
        assertTrue(rack.scale() == 1 || rack.height(tiles) <= height);
    }

    @Test
    void theShelfsOwnColumnsAreKeptWhereTheyFit() {
        assertEquals(8, RackArrangement.of(16, 8, 1600, 700).columns());
        assertEquals(4, RackArrangement.of(16, 8, 760, 700).columns());
    }

    @Test
    void sixteenSlotsAreSeenInTheSmallestWindow() {
        RackArrangement rack = RackArrangement.of(16, 0, 766, 369);
        assertEquals(4, rack.columns());
        assertTrue(rack.height(16) <= 369, "height " + rack.height(16));
    }
}
