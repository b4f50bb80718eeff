package org.keyrack.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

/**
 * A step whose FXML is loaded.
 *
 * @param root what is shown
 * @param controller behind it
 */
record LoadedStep(Parent root, StepController controller) {
    static <M> LoadedStep load(Desk desk, StepSpec<M> spec, Object model) {
        // The model came from the same spec.
        @SuppressWarnings("unchecked")
        M own = (M) model;
        StepController controller = spec.controller().apply(desk, own);
        return new LoadedStep(load(desk, spec.name().fxml(), controller), controller);
    }

    /** Loads an FXML file with the texts of the language chosen. */
    static Parent load(Desk desk, FxmlFile file, Object controller) {
        FXMLLoader loader = new FXMLLoader(file.url(), desk.texts().bundle());
        loader.setController(controller);
        try {
            return loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException("The view " + file + " cannot be loaded: this program is damaged.", e);
        }
    }
}
