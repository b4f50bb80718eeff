package org.keyrack.ui.desk;

import java.util.Locale;

/** The steps of the wizard in their order, those of the preparation of blank cards, then the pages beside them. */
public enum StepName {
    FIRSTRUN("mdi2h-hand-wave-outline"),
    BENCH("mdi2u-usb-port"),
    ASCARD("mdi2s-smart-card-outline"),
    RACK("mdi2v-view-grid-outline"),
    PLAN("mdi2t-table-key"),
    REVIEW("mdi2c-clipboard-check-outline"),
    RUN("mdi2p-play-circle-outline"),
    RESULTS("mdi2c-chart-box-outline"),
    CARDS("mdi2c-card-search-outline"),
    PREPAREAS("mdi2s-smart-card-outline"),
    MODULES("mdi2c-chip"),
    CEREMONY("mdi2a-account-key-outline"),
    HISTORY("mdi2h-history"),
    FLOOR("mdi2m-monitor-dashboard"),
    TRAINING("mdi2s-school-outline"),
    PEOPLE("mdi2a-account-group-outline"),
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

    /** Whether it has a row in the rail; People is reached from Settings, the floor from History. */
    public boolean inRail() {
        return this != PEOPLE && this != FLOOR;
    }

    /** What a step belongs to. */
    public enum Part {
        /** Loads keys into modules. */
        WIZARD,
        /** Makes units of blank cards. */
        PREPARATION,
        /** A page beside the steps. */
        PAGE
    }

    public Part part() {
        return compareTo(RESULTS) <= 0 ? Part.WIZARD : compareTo(CEREMONY) <= 0 ? Part.PREPARATION : Part.PAGE;
    }
}
