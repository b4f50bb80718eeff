package org.keyrack.ui.desk;

import java.util.Locale;

/** The steps of the wizard in their order, then the pages beside it. */
public enum StepName {
    FIRSTRUN("mdi2h-hand-wave-outline"),
    BENCH("mdi2u-usb-port"),
    ASCARD("mdi2s-smart-card-outline"),
    RACK("mdi2v-view-grid-outline"),
    PLAN("mdi2t-table-key"),
    REVIEW("mdi2c-clipboard-check-outline"),
    RUN("mdi2p-play-circle-outline"),
    RESULTS("mdi2c-chart-box-outline"),
    HISTORY("mdi2h-history"),
    SETTINGS("mdi2c-cog-outline"),
    LOG("mdi2t-text-box-search-outline"),
    ABOUT("mdi2i-information-outline");

    private final String icon;

    StepName(String icon) {
        this.icon = icon;
    }

    /** Ikonli's name of its icon. */
    public String icon() {
        return icon;
    }

    /** The first part of its keys in the bundle. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public FxmlFile fxml() {
        return FxmlFile.valueOf(name());
    }

    /** Whether it is a step of the wizard, else a page beside it. */
    public boolean inRail() {
        return compareTo(RESULTS) <= 0;
    }
}
