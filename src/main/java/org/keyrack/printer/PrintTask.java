package org.keyrack.printer;

/**
 * Pages for a printer.
 *
 * @param printer its name, as the system knows it
 * @param title what the queue shows
 * @param pdf the pages, all of one size
 * @param width of a page, millimetres
 * @param height of a page, millimetres
 */
public record PrintTask(String printer, String title, byte[] pdf, double width, double height) {
    private static final double A4_WIDTH = 210;
    private static final double A4_HEIGHT = 297;

    /** Pages of A4, upright. */
    public static PrintTask a4(String printer, String title, byte[] pdf) {
        return new PrintTask(printer, title, pdf, A4_WIDTH, A4_HEIGHT);
    }

    boolean isA4() {
        return width == A4_WIDTH && height == A4_HEIGHT;
    }
}
