package org.keyrack.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Spinner;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeTableView;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.BorderStroke;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import org.controlsfx.control.SearchableComboBox;
import org.controlsfx.control.ToggleSwitch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.kit.PinField;

/**
 * Computes contrasts from the style sheets as JavaFX applies them: the border of every kind of control has 3:1 to what is
 * beside it (WCAG 2.2, 1.4.11), and the focus is a ring of 2 px at 3:1 (2.4.13), in light and dark, on each background.
 */
@Tag("window")
class ContrastTest {
    private static final double LEAST = 3;
    private static final PseudoClass FOCUSED = PseudoClass.getPseudoClass("focused");

    @ParameterizedTest
    @EnumSource(
            value = Theme.class,
            names = {"LIGHT", "DARK"})
    void bordersAndFocusCanBeSeenOnEveryBackground(Theme theme) {
        List<String> faint = OpenWindow.started(() -> {
            List<String> found = new ArrayList<>();
            for (String background : List.of("-color-bg-default", "-color-bg-subtle")) {
                found.addAll(faint(theme, background));
            }
            return found;
        });
        assertEquals(List.of(), faint);
    }

    private static List<String> faint(Theme theme, String background) {
        UiSettings settings = new UiSettings();
        settings.themeProperty().set(theme);
        Appearance appearance = new Appearance(settings);
        appearance.start();
        List<String> found = new ArrayList<>();
        try {
            Map<String, Region> controls = controls();
            VBox page = new VBox(controls.values().toArray(Node[]::new));
            page.setStyle("-fx-background-color: " + background + ";");
            Scene scene = new Scene(new VBox(page));
            appearance.dress(scene);
            scene.getRoot().applyCss();
            Color beside = (Color) page.getBackground().getFills().get(0).getFill();
            controls.forEach((name, control) -> {
                double border = edge(control, beside);
                if (border < 1) {
                    found.add(theme + " " + background + " border of " + name + ": " + border + " px at 3:1");
                }
                control.pseudoClassStateChanged(FOCUSED, true);
                scene.getRoot().applyCss();
                double ring = ring(control, beside);
                if (ring < 2) {
                    found.add(theme + " " + background + " focus of " + name + ": " + ring + " px at 3:1");
                }
                control.pseudoClassStateChanged(FOCUSED, false);
                scene.getRoot().applyCss();
            });
        } finally {
            appearance.stop();
        }
        return found;
    }

    private static Map<String, Region> controls() {
        Button primary = new Button("primary");
        primary.getStyleClass().add("primary");
        Map<String, Region> controls = new LinkedHashMap<>();
        controls.put("button", new Button("button"));
        controls.put("primary button", primary);
        controls.put("menu button", new MenuButton("menu"));
        controls.put("combo box", new ComboBox<>());
        controls.put("searchable combo box", new SearchableComboBox<>());
        controls.put("text field", new TextField("text"));
        controls.put("text area", new TextArea("text"));
        controls.put("spinner", new Spinner<>(0, 24, 0));
        controls.put("check box", new CheckBox("check"));
        controls.put("toggle switch", new ToggleSwitch("toggle"));
        controls.put("PIN field", new PinField());
        controls.put("table", new TableView<>());
        controls.put("tree table", new TreeTableView<>());
        controls.put("list", new ListView<>());
        return controls;
    }

    /** The widest edge that a control or one of its parts has at 3:1, in pixels. */
    private static double edge(Node node, Color beside) {
        double widest = node instanceof Region region ? Math.max(ring(region, beside), fill(region, beside)) : 0;
        if (node instanceof Parent parent) {
            for (Node child : parent.getChildrenUnmodifiable()) {
                widest = Math.max(widest, edge(child, beside));
            }
        }
        return widest;
    }

    /** The border or the frame of backgrounds around a region. */
    private static double ring(Region region, Color beside) {
        double widest = 0;
        if (region.getBorder() != null) {
            for (BorderStroke stroke : region.getBorder().getStrokes()) {
                if (contrast(stroke.getTopStroke(), beside) >= LEAST) {
                    widest = Math.max(widest, stroke.getWidths().getTop());
                }
            }
        }
        if (region.getBackground() != null && region.getBackground().getFills().size() > 1) {
            List<BackgroundFill> fills = region.getBackground().getFills();
            if (contrast(fills.get(0).getFill(), beside) >= LEAST) {
                widest = Math.max(
                        widest,
                        fills.get(1).getInsets().getTop()
                                - fills.get(0).getInsets().getTop());
            }
        }
        return widest;
    }

    /** A control that is filled with a colour of its own needs no border. */
    private static double fill(Region region, Color beside) {
        if (region.getBackground() == null || region.getBackground().getFills().isEmpty()) {
            return 0;
        }
        List<BackgroundFill> fills = region.getBackground().getFills();
        return contrast(fills.get(fills.size() - 1).getFill(), beside) >= LEAST ? 1 : 0;
    }

    private static double contrast(Paint paint, Color beside) {
        if (!(paint instanceof Color color) || color.getOpacity() < 1) {
            return 1;
        }
        double one = luminance(color);
        double other = luminance(beside);
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    /** Relative luminance (WCAG 2.2). */
    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(double part) {
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
}
