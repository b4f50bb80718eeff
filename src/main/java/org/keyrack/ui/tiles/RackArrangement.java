package org.keyrack.ui.tiles;

/**
 * How large the tiles are and how many stand side by side. All tiles of a rack have one size, whatever they say.
 *
 * @param columns tiles side by side
 * @param scale 1 to 2, how much larger than the smallest size
 * @param tileWidth in pixels
 * @param tileHeight in pixels
 */
record RackArrangement(int columns, double scale, double tileWidth, double tileHeight) {
    static final double GAP = 8;
    /** The smallest tile: its SN fits in one line and its sentence in two. */
    static final double WIDTH = 176;

    static final double HEIGHT = 80;
    private static final double MOST = 2;
    private static final double STRETCH = 1.4;
    /** Before anything is known of the window. */
    static final RackArrangement FIRST = new RackArrangement(4, 1, WIDTH, HEIGHT);

    /**
     * The arrangement with the largest tiles that fit; when none fits, the smallest tiles, and the rack scrolls.
     *
     * @param tiles 1 or more
     * @param wanted columns wanted, 0 for as it fits best
     * @param width of the rack in pixels
     * @param height of what can be seen of it in pixels
     */
    static RackArrangement of(int tiles, int wanted, double width, double height) {
        int most = Math.max(1, Math.min(tiles, (int) ((width + GAP) / (WIDTH + GAP))));
        int best = wanted == 0 ? most : Math.min(wanted, most);
        double scale = scale(tiles, best, width, height);
        for (int columns = 1; wanted == 0 && columns < most; columns++) {
            double other = scale(tiles, columns, width, height);
            if (other > scale) {
                best = columns;
                scale = other;
            }
        }
        // In steps, so that a window being resized does not lay out its text anew with each pixel.
        double size = Math.max(1, Math.min(MOST, Math.floor(scale * 20) / 20));
        double room = (width - (best - 1) * GAP) / best;
        return new RackArrangement(
                best, size, Math.floor(Math.min(room, WIDTH * size * STRETCH)), Math.floor(HEIGHT * size));
    }

    private static double scale(int tiles, int columns, double width, double height) {
        int rows = rows(tiles, columns);
        double across = (width - (columns - 1) * GAP) / (columns * WIDTH);
        double down = (height - (rows - 1) * GAP) / (rows * HEIGHT);
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
