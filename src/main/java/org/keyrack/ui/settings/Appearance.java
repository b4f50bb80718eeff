package org.keyrack.ui.settings;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.text.Font;
import javafx.stage.PopupWindow;
import javafx.stage.Window;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Colours and sizes of every window of the program: AtlantaFX's Primer, and one style sheet of our own. */
public final class Appearance {
    private static final Logger LOG = LoggerFactory.getLogger(Appearance.class);
    private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");
    private static final String STYLE = Objects.requireNonNull(
                    Appearance.class.getResource("/css/keyrack.css"), "css/keyrack.css")
            .toExternalForm();
    private static final int FONT_SIZE = 14;
    private static final List<String> FACES = List.of("/fonts/NotoSans-Regular.ttf", "/fonts/NotoSans-Bold.ttf");

    private final ReadOnlyBooleanWrapper dark = new ReadOnlyBooleanWrapper(this, "dark");
    private final UiSettings settings;
    private final ListChangeListener<Window> windows = change -> {
        while (change.next()) {
            change.getAddedSubList().forEach(this::dress);
        }
    };
    private boolean systemDark;

    public Appearance(UiSettings settings) {
        this.settings = settings;
        FACES.forEach(Appearance::load);
    }

    /** The face of the screen, with digits of one width; where it cannot be read the system's own is used. */
    private static void load(String face) {
        URL file = Appearance.class.getResource(face);
        if (file == null || Font.loadFont(file.toExternalForm(), FONT_SIZE) == null) {
            LOG.warn("The face {} cannot be read", face);
        }
    }

    /** Dresses every window, now and when it opens. */
    public void start() {
        settings.themeProperty().subscribe(theme -> apply());
        settings.scaleProperty().subscribe(scale -> Window.getWindows().forEach(this::dress));
        Window.getWindows().addListener(windows);
    }

    /** Stops dressing windows. */
    public void stop() {
        Window.getWindows().removeListener(windows);
    }

    /** What the system says; for the theme System. */
    public void systemDark(boolean nowDark) {
        // Dressing every window again takes time, just when the first one opens.
        if (systemDark != nowDark) {
            systemDark = nowDark;
            apply();
        }
    }

    public ReadOnlyBooleanProperty darkProperty() {
        return dark.getReadOnlyProperty();
    }

    private void apply() {
        dark.set(
                switch (settings.themeProperty().get()) {
                    case SYSTEM -> systemDark;
                    case LIGHT -> false;
                    case DARK -> true;
                });
        Application.setUserAgentStylesheet(
                dark.get() ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
        Window.getWindows().forEach(this::dress);
    }

    private void dress(Window window) {
        Scene scene = window.getScene();
        if (scene != null) {
            dress(scene);
            // The shell scales its own content; popups have only their text size.
            if (window instanceof PopupWindow) {
                scene.getRoot()
                        .setStyle("-fx-font-size: "
                                + FONT_SIZE * settings.scaleProperty().get() / 100 + "px;");
            }
        }
    }

    /** Gives a scene the style sheet and the colours, before it is shown. */
    public void dress(Scene scene) {
        if (!scene.getStylesheets().contains(STYLE)) {
            scene.getStylesheets().add(STYLE);
        }
        Parent root = scene.getRoot();
        root.pseudoClassStateChanged(DARK, dark.get());
    }
}
