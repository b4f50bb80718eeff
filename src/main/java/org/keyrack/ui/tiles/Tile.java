package org.keyrack.ui.tiles;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.kit.Texts;
import org.keyrack.ui.tiles.RackArrangement.Density;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** One slot of the rack: its number, icon, state word, SN, one sentence, a bar. Its size does not depend on what it says. */
public final class Tile extends VBox {
    private static final double ICON = 17;
    /** The coloured edge on the left, and the frame, in pixels: as the style sheet has them. */
    private static final double EDGE = 6;

    private static final double FRAME = 1;
    private static final double LEAST_BAR = 4;
    private static final double BAR_SHARE = 0.05;
    private static final String ICON_SIZE_KEY = "-fx-icon-size: ";
    private static final Pattern ICON_SIZE = Pattern.compile(ICON_SIZE_KEY + "[^;]*;");
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final PseudoClass COMPACT = PseudoClass.getPseudoClass("compact");
    private static final List<PseudoClass> EDGES = Arrays.stream(TileState.values())
            .map(TileState::edge)
            .distinct()
            .map(PseudoClass::getPseudoClass)
            .toList();

    /** Looked up once: a literal would also set the size anew, and each makes JavaFX read the icon's style again. */
    private static final Map<TileState, Ikon> ICONS = icons();

    private final Texts texts;
    private final Label number = new Label();
    private final FontIcon icon = new FontIcon();
    private final FontIcon check = new FontIcon("mdi2c-checkbox-marked");
    private final Label word = new Label();
    private final Label sn = new Label();
    private final Label sentence = new Label();
    private final ProgressBar bar = new ProgressBar(0);
    private final Tooltip tooltip = new Tooltip();
    private @Nullable TileModel model;
    private boolean selected;

    Tile(Texts texts) {
        this.texts = texts;
        getStyleClass().add("tile");
        // The grid gives it its place and size: what changes inside needs no new layout of the window around it.
        setManaged(false);
        setFocusTraversable(false);
        setAccessibleRole(AccessibleRole.TOGGLE_BUTTON);
        number.getStyleClass().add("tile-number");
        word.getStyleClass().add("tile-word");
        word.setMinWidth(Region.USE_PREF_SIZE);
        sn.getStyleClass().addAll("mono", "tile-sn");
        sentence.getStyleClass().add("tile-sentence");
        sentence.setWrapText(true);
        sentence.setAlignment(Pos.TOP_LEFT);
        sentence.setMaxHeight(Double.MAX_VALUE);
        VBox.setVgrow(sentence, Priority.ALWAYS);
        bar.getStyleClass().add("tile-bar");
        // Along the lower edge, inside of the frame: it takes no room from the words.
        bar.setManaged(false);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        number.setMinWidth(Region.USE_PREF_SIZE);
        HBox head = new HBox(number, check, space, icon, word);
        Shown.set(check, false);
        head.getStyleClass().add("tile-head");
        getChildren().addAll(head, sn, sentence, bar);
        Tooltip.install(this, tooltip);
        // The tile speaks for its parts.
        getChildren().forEach(child -> child.setAccessibleRole(AccessibleRole.NODE));
    }

    private static Map<TileState, Ikon> icons() {
        Map<TileState, Ikon> icons = new EnumMap<>(TileState.class);
        for (TileState state : TileState.values()) {
            icons.put(state, new FontIcon(state.icon()).getIconCode());
        }
        return icons;
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        double height = Math.max(LEAST_BAR, Math.rint(getHeight() * BAR_SHARE));
        bar.resizeRelocate(EDGE, getHeight() - FRAME - height, getWidth() - EDGE - FRAME, height);
    }

    public @Nullable TileModel model() {
        return model;
    }

    /** Shows a model. A bar never goes back while the same module is in work. */
    void show(TileModel next) {
        TileModel shown = held(next);
        if (shown.equals(model)) {
            return;
        }
        if (model == null || model.state() != shown.state()) {
            // A pseudo-class and no style class, which would make JavaFX match the styles of the whole tile anew.
            EDGES.forEach(edge -> pseudoClassStateChanged(
                    edge, edge.getPseudoClassName().equals(shown.state().edge())));
            icon.setIconCode(ICONS.get(shown.state()));
        }
        model = shown;
        setId("tile-" + shown.label());
        number.setText(shown.label());
        word.setText(texts.get(shown.state().key()));
        sn.setText(shown.sn().orElse(""));
        sentence.setText(shown.sentence());
        tooltip.setText(shown.sn().map(digits -> digits + "\n").orElse("") + shown.sentence());
        bar.setVisible(shown.progress() >= 0);
        bar.setProgress(Math.max(0, shown.progress()));
        setAccessibleText(texts.format(
                "tile.accessible",
                shown.label(),
                word.getText(),
                withoutStop(shown.sentence()),
                shown.sn().orElse("")));
        notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
    }

    private TileModel held(TileModel next) {
        TileModel before = model;
        boolean sameWork = before != null
                && before.key().equals(next.key())
                && before.sn().equals(next.sn())
                && working(before.state())
                && working(next.state());
        if (before == null || !sameWork || next.progress() >= before.progress()) {
            return next;
        }
        return new TileModel(next.key(), next.label(), next.state(), next.sn(), next.sentence(), before.progress());
    }

    private static boolean working(TileState state) {
        return state == TileState.LOADING || state == TileState.VERIFYING || state == TileState.PREPARING;
    }

    /** The text for a screen reader sets the full stop itself. */
    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    /** Shows as much as this density has room for. Icons do not follow the size of the text. */
    void size(Density density, double factor) {
        boolean compact = density == Density.COMPACT;
        pseudoClassStateChanged(COMPACT, compact);
        Shown.set(sn, !compact);
        size(icon, (int) (ICON * factor));
        size(check, (int) (ICON * factor));
    }

    /** In its style, which holds its font too: the theme's rule for icons outranks a size that is set. */
    private static void size(FontIcon icon, int pixels) {
        icon.setStyle(ICON_SIZE.matcher(icon.getStyle()).replaceAll("") + ICON_SIZE_KEY + pixels + "px;");
    }

    void select(boolean nowSelected) {
        selected = nowSelected;
        Shown.set(check, nowSelected);
        pseudoClassStateChanged(SELECTED, nowSelected);
        notifyAccessibleAttributeChanged(AccessibleAttribute.SELECTED);
    }

    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        if (attribute == AccessibleAttribute.SELECTED) {
            return selected;
        }
        return super.queryAccessibleAttribute(attribute, parameters);
    }
}
