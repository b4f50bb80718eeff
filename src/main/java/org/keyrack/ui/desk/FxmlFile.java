package org.keyrack.ui.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Locale;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

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
    CARDS,
    PREPAREAS,
    MODULES,
    FLOOR,
    TRAINING,
    PEOPLE,
    CEREMONY,
    SETTINGS,
    ABOUT,
    LOG,
    HISTORY,
    /** A batch that is opened in the history. */
    BATCH,
    /** The labels of a batch before they are printed. */
    LABELS;

    /** Where it is; null when this program was built without it. */
    public URL url() {
        return FxmlFile.class.getResource("/fxml/" + name().toLowerCase(Locale.ROOT) + ".fxml");
    }

    /**
     * Loads it with the texts of the language chosen.
     *
     * @param controller connects its controls
     */
    public Parent load(Desk desk, Object controller) {
        FXMLLoader loader = new FXMLLoader(url(), desk.texts().bundle());
        loader.setController(controller);
        try {
            return loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException("The view " + this + " cannot be loaded: this program is damaged.", e);
        }
    }
}
