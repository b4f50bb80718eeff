package org.keyrack.ui.tiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.keyrack.Seeded;

class RackArrangementTest {
    @Test
    void tilesNeverLeaveTheRackSideways() {
        Seeded.repeat(1000, RackArrangementTest::noTileLeavesTheRackSideways);
    }

    private static void noTileLeavesTheRackSideways(Random random) {
        int tiles = Seeded.between(random, 1, 32);
        int wanted = Seeded.between(random, 0, 16);
        double width = Seeded.between(random, 176.0, 4000.0);
        RackArrangement rack = RackArrangement.of(tiles, wanted, width, Seeded.between(random, 0.0, 3000.0));
        double across = rack.columns() * (rack.tileWidth() + RackArrangement.GAP) - RackArrangement.GAP;
        assertTrue(across <= width);
        assertTrue(rack.tileWidth() >= rack.density().width());
        assertTrue(rack.tileHeight() >= rack.density().height());
    }

    @Test
    void tilesAreMagnifiedOnlyAsFarAsAllCanBeSeen() {
        Seeded.repeat(1000, RackArrangementTest::magnifiedTilesCanAllBeSeen);
    }

    private static void magnifiedTilesCanAllBeSeen(Random random) {
        int tiles = Seeded.between(random, 1, 32);
        double height = Seeded.between(random, 0.0, 3000.0);
        RackArrangement rack = RackArrangement.of(tiles, 0, Seeded.between(random, 176.0, 4000.0), height);
        assertTrue(rack.scale() == 1 || rack.height(tiles) <= height);
    }

    @Test
    void theShelfsOwnColumnsAreKeptWhereTheyFit() {
        assertEquals(8, RackArrangement.of(16, 8, 1600, 700).columns());
        assertEquals(4, RackArrangement.of(16, 8, 760, 700).columns());
    }

    @Test
    void sixteenSlotsAreSeenCompactBesideAPausedBatch() {
        RackArrangement rack = RackArrangement.of(16, 0, 752, 200);
        assertEquals(RackArrangement.Density.COMPACT, rack.density());
        assertTrue(rack.height(16) <= 200, "height " + rack.height(16));
    }

    @Test
    void sixteenSlotsAreSeenInTheSmallestWindow() {
        RackArrangement rack = RackArrangement.of(16, 0, 766, 369);
        assertEquals(4, rack.columns());
        assertTrue(rack.height(16) <= 369, "height " + rack.height(16));
    }
}
