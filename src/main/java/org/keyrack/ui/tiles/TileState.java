package org.keyrack.ui.tiles;

import java.util.Locale;

/** The states of a slot. Each has an icon, a word and an edge colour, so that none is told by colour alone. */
public enum TileState {
    EMPTY("mdi2c-card-off-outline"),
    READING("mdi2d-database-search"),
    READY("mdi2c-check-circle-outline"),
    LOADING("mdi2k-key-arrow-right"),
    /** In work, and no key is on its way until the run goes on. */
    WAITING("mdi2p-pause-circle-outline"),
    VERIFYING("mdi2e-eye-check-outline"),
    /** A blank card that becomes a unit. */
    PREPARING("mdi2p-progress-wrench"),
    /** A card that takes no part in what is being done. */
    ASIDE("mdi2m-minus-circle-outline"),
    DONE("mdi2c-check-bold"),
    FAILED("mdi2a-alert-octagon"),
    /** A copy, a stranger, a card that cannot be read: nothing is written to it. */
    REFUSED("mdi2c-cancel"),
    UNKNOWN("mdi2h-help-rhombus");

    private final String icon;

    TileState(String icon) {
        this.icon = icon;
    }

    /** Ikonli's name of its icon. */
    public String icon() {
        return icon;
    }

    /** The bundle key of its word. */
    public String key() {
        return "tile." + name().toLowerCase(Locale.ROOT);
    }

    /** The pseudo-class in keyrack.css that gives its tile the colour of the edge. */
    String edge() {
        return switch (this) {
            case EMPTY, ASIDE -> "empty";
            case READING, READY, LOADING, WAITING, VERIFYING, PREPARING -> "work";
            case DONE -> "done";
            case FAILED -> "failed";
            case REFUSED -> "refused";
            case UNKNOWN -> "unknown";
        };
    }

    /** Whether entering it is told to a screen reader. */
    boolean announced() {
        return this == DONE || this == FAILED || this == REFUSED || this == UNKNOWN;
    }
}
