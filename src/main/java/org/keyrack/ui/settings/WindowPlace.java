package org.keyrack.ui.settings;

import java.util.List;
import javafx.geometry.Rectangle2D;

/**
 * Where the window was.
 *
 * @param x left edge, in screen coordinates
 * @param y upper edge
 * @param width more than 0
 * @param height more than 0
 * @param maximized whether it filled its screen
 */
public record WindowPlace(double x, double y, double width, double height, boolean maximized) {
    /** So much of the window must be on a screen, in pixels, so that it can be seen and moved. */
    private static final double VISIBLE = 120;

    /**
     * The place clamped to the screens that exist: never larger than its screen, never outside all of them.
     *
     * @param screens the visual bounds of each screen, the primary one first; at least one
     */
    public WindowPlace clampedTo(List<Rectangle2D> screens) {
        Rectangle2D screen = screens.stream().filter(this::showsOn).findFirst().orElse(screens.get(0));
        double newWidth = Math.min(width, screen.getWidth());
        double newHeight = Math.min(height, screen.getHeight());
        double newX = clamp(x, screen.getMinX(), screen.getMaxX() - newWidth);
        double newY = clamp(y, screen.getMinY(), screen.getMaxY() - newHeight);
        return new WindowPlace(newX, newY, newWidth, newHeight, maximized);
    }

    private boolean showsOn(Rectangle2D screen) {
        double visibleWidth = Math.min(x + width, screen.getMaxX()) - Math.max(x, screen.getMinX());
        double visibleHeight = Math.min(y + height, screen.getMaxY()) - Math.max(y, screen.getMinY());
        return visibleWidth >= VISIBLE && visibleHeight >= VISIBLE;
    }

    private static double clamp(double value, double least, double most) {
        return Math.max(least, Math.min(value, most));
    }
}
