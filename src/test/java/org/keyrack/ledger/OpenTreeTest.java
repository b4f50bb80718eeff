package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyrack.evidence.MerkleTree;

/** The tree that a writer keeps is the one of RFC 6962. */
class OpenTreeTest {
    private static final int LINES = 66_000;

    @Test
    void itsRootIsTheTreesAtEverySizeWithTilesOfThreeLevels() {
        OpenTree open = new OpenTree();
        MerkleTree tree = new MerkleTree();
        long tiles = 0;
        for (int n = 0; n < LINES; n++) {
            tiles += open.add("line " + n).size();
            tree.add("line " + n);
            if (n < 1_100 || n > 65_500) {
                assertEquals(tree.root(), open.root(), n + 1 + " lines");
            }
        }
        assertEquals(LINES, open.size());
        assertEquals(TreeTile.whole(0, LINES) + TreeTile.whole(1, LINES), tiles);
    }

    @Test
    void aTileTellsItsPlace() {
        OpenTree open = new OpenTree();
        List<TreeTile> filled = List.of();
        for (int n = 0; n < TreeTile.WIDTH * TreeTile.WIDTH; n++) {
            filled = open.add("line " + n);
        }
        assertEquals(List.of(0, 1), filled.stream().map(TreeTile::level).toList());
        assertEquals(List.of(255L, 0L), filled.stream().map(TreeTile::number).toList());
    }

    @Test
    void aCopyGrowsByItself() {
        OpenTree open = new OpenTree();
        open.add("line");
        OpenTree copy = open.copy();
        copy.add("another");
        assertEquals(1, open.size());
        assertNotEquals(open.root(), copy.root());
    }
}
