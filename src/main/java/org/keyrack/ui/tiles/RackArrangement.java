package org.keyrack.ui.tiles;

/**
 * How large the tiles are and how many stand side by side. All tiles of a rack have one size, whatever they say.
 *
 * @param columns tiles side by side
 * @param density what a tile has room for
 * @param scale 1 to 3.5, how much larger than the smallest size of this density
 * @param tileWidth in pixels
 * @param tileHeight in pixels
 */
record RackArrangement(int columns, Density density, double scale, double tileWidth, double tileHeight) {
    static final double GAP = 6;
    /** How large a tile may get in a window, and on a whole screen, which is read from further away. */
    static final double MOST = 2;

    static final double MOST_FAR = 3.5;
    private static final double STRETCH = 1.4;
    /** Before anything is known of the window. */
    static final RackArrangement FIRST =
            new RackArrangement(4, Density.NORMAL, 1, Density.NORMAL.width, Density.NORMAL.height);

    /** What a tile has room for. */
    enum Density {
        /** Its SN fits in one line and its sentence in two. */
        NORMAL(176, 78),
        /** Number, state and one line of its sentence; the rest is in its details. */
        COMPACT(168, 44);

        private final double width;
        private final double height;

        Density(double width, double height) {
            this.width = width;
            this.height = height;
        }

        /** Of the smallest tile, in pixels. */
        double width() {
            return width;
        }

        /** Of the smallest tile, in pixels. */
        double height() {
            return height;
        }
    }

    /**
     * The arrangement with the largest tiles that fit: normal ones, else compact ones; when none fits, the smallest compact
     * tiles, and the rack scrolls.
     *
     * @param tiles 1 or more
     * @param wanted columns wanted, 0 for as it fits best
     * @param width of the rack in pixels
     * @param height of what can be seen of it in pixels; 0 when it is not known yet
     */
    static RackArrangement of(int tiles, int wanted, double width, double height) {
        return of(tiles, wanted, width, height, MOST);
    }

    /**
     * The same for another largest tile.
     *
     * @param most how much larger than the smallest a tile may get
     */
    static RackArrangement of(int tiles, int wanted, double width, double height, double most) {
        RackArrangement normal = of(Density.NORMAL, tiles, wanted, width, height, most);
        return height <= 0 || normal.height(tiles) <= height
                ? normal
                : of(Density.COMPACT, tiles, wanted, width, height, most);
    }

    private static RackArrangement of(
            Density density, int tiles, int wanted, double width, double height, double largest) {
        int most = Math.max(1, Math.min(tiles, (int) ((width + GAP) / (density.width + GAP))));
        int best = wanted == 0 ? most : Math.min(wanted, most);
        double scale = scale(density, tiles, best, width, height);
        for (int columns = 1; wanted == 0 && columns < most; columns++) {
            double other = scale(density, tiles, columns, width, height);
            if (other > scale) {
                best = columns;
                scale = other;
            }
        }
        // In steps, so that a window being resized does not lay out its text anew with each pixel.
        double size = Math.max(1, Math.min(largest, Math.floor(scale * 20) / 20));
        double room = (width - (best - 1) * GAP) / best;
        int rows = rows(tiles, best);
        // What is left below gives the sentence one more line.
        double down = (height - (rows - 1) * GAP) / rows;
        return new RackArrangement(
                best,
                density,
                size,
                Math.floor(Math.min(room, density.width * size * STRETCH)),
                Math.floor(Math.max(density.height * size, Math.min(down, density.height * size * STRETCH))));
    }

    private static double scale(Density density, int tiles, int columns, double width, double height) {
        int rows = rows(tiles, columns);
        double across = (width - (columns - 1) * GAP) / (columns * density.width);
        double down = (height - (rows - 1) * GAP) / (rows * density.height);
        return Math.min(across, down);
    }

    private static int rows(int tiles, int columns) {
        return (tiles + columns - 1) / columns;
    }

    /** Height of the whole rack. */
    double height(int tiles) {
        return Math.max(0, rows(tiles, columns) * (tileHeight + GAP) - GAP);
    }
}
