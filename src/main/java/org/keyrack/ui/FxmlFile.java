package org.keyrack.ui;

import java.net.URL;
import java.util.Locale;

/** Every FXML file of the window. */
public enum FxmlFile {
    SHELL,
    FIRSTRUN,
    BENCH,
    ASCARD,
    RACK,
    PLAN,
    REVIEW,
    RUN,
    RESULTS,
    SETTINGS,
    ABOUT,
    LOG;

    /** Where it is; null when this program was built without it. */
    public URL url() {
        return FxmlFile.class.getResource("/fxml/" + name().toLowerCase(Locale.ROOT) + ".fxml");
    }
}
