package org.keyrack.ui.settings;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.keyrack.language.Language;
import org.keyrack.language.Languages;

/** What the operator chose. Used on the JavaFX thread; {@link SettingsFile} keeps it between starts. */
public final class UiSettings {
    /** Recent profiles kept. */
    public static final int RECENT = 8;

    /** AS kept that are no cards. */
    public static final int PLACES = 16;

    /** The system's language, before any window shows another one. */
    private static final Locale SYSTEM = Languages.now();

    private final ObjectProperty<Optional<Language>> language =
            new SimpleObjectProperty<>(this, "language", Optional.empty());
    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(this, "theme", Theme.SYSTEM);
    private final IntegerProperty scale = new SimpleIntegerProperty(this, "scale", 100);
    private final BooleanProperty reducedMotion = new SimpleBooleanProperty(this, "reducedMotion");
    private final BooleanProperty sounds = new SimpleBooleanProperty(this, "sounds");
    private final BooleanProperty desktopNotices = new SimpleBooleanProperty(this, "desktopNotices");
    private final IntegerProperty nextRackSeconds = new SimpleIntegerProperty(this, "nextRackSeconds");
    private final StringProperty nextRackKey = new SimpleStringProperty(this, "nextRackKey", "");
    private final StringProperty labelPrinter = new SimpleStringProperty(this, "labelPrinter", "");
    private final StringProperty labelTemplate = new SimpleStringProperty(this, "labelTemplate", "");
    private final BooleanProperty labelsAtOnce = new SimpleBooleanProperty(this, "labelsAtOnce");
    private final StringProperty reportPrinter = new SimpleStringProperty(this, "reportPrinter", "");
    private final StringProperty reportFolder = new SimpleStringProperty(this, "reportFolder", "");
    private final StringProperty operator = new SimpleStringProperty(this, "operator", "");
    private final BooleanProperty firstRunDone = new SimpleBooleanProperty(this, "firstRunDone");
    private final IntegerProperty columns = new SimpleIntegerProperty(this, "columns");
    private final ObjectProperty<Optional<WindowPlace>> window =
            new SimpleObjectProperty<>(this, "window", Optional.empty());
    private final ObservableList<ShelfSlot> shelf = FXCollections.observableArrayList();
    private final ObservableList<Path> recentProfiles = FXCollections.observableArrayList();
    private final ObservableList<String> asPlaces = FXCollections.observableArrayList();
    private final ObservableList<String> lessonsDone = FXCollections.observableArrayList();

    /** Which language the window speaks; none is the system's. */
    public ObjectProperty<Optional<Language>> languageProperty() {
        return language;
    }

    /** The locale for texts, numbers and dates. */
    public Locale locale() {
        return language.get().map(Language::locale).orElse(SYSTEM);
    }

    public ObjectProperty<Theme> themeProperty() {
        return theme;
    }

    /** Size of text and controls in percent of the system's own, 100 to 200. */
    public IntegerProperty scaleProperty() {
        return scale;
    }

    public BooleanProperty reducedMotionProperty() {
        return reducedMotion;
    }

    public BooleanProperty soundsProperty() {
        return sounds;
    }

    /** Whether the desktop shows a notification when a batch is over or needs somebody. */
    public BooleanProperty desktopNoticesProperty() {
        return desktopNotices;
    }

    /** Seconds after which the next rack begins by itself, 3 to 60; 0 never. */
    public IntegerProperty nextRackSecondsProperty() {
        return nextRackSeconds;
    }

    /** The key besides Enter that begins the next rack, a foot switch perhaps: JavaFX's name of it; empty for none. */
    public StringProperty nextRackKeyProperty() {
        return nextRackKey;
    }

    /** The printer of labels, by the name that the system has for it; empty for none. */
    public StringProperty labelPrinterProperty() {
        return labelPrinter;
    }

    /** The template of labels: a built-in one's name or a file; empty for the first of the built-in ones. */
    public StringProperty labelTemplateProperty() {
        return labelTemplate;
    }

    /** Whether a module's label is printed by itself when it is done. */
    public BooleanProperty labelsAtOnceProperty() {
        return labelsAtOnce;
    }

    /** The printer of reports; empty for none. */
    public StringProperty reportPrinterProperty() {
        return reportPrinter;
    }

    /** Where the report of each batch is written by itself when it has ended; empty for nowhere. */
    public StringProperty reportFolderProperty() {
        return reportFolder;
    }

    /** Who works at the bench, as it was entered. */
    public StringProperty operatorProperty() {
        return operator;
    }

    /** Who works at the bench, for the ledger: as entered, else the user of this computer. */
    public String operator() {
        String named = operator.get();
        return named == null || named.isBlank() ? System.getProperty("user.name", "unknown") : named.strip();
    }

    public BooleanProperty firstRunDoneProperty() {
        return firstRunDone;
    }

    /** Columns of the shelf, 1 to 16; 0 lets the window's width decide. */
    public IntegerProperty columnsProperty() {
        return columns;
    }

    public ObjectProperty<Optional<WindowPlace>> windowProperty() {
        return window;
    }

    /** The slots in the order of the shelf. A reader is in at most one. */
    public ObservableList<ShelfSlot> shelf() {
        return shelf;
    }

    /** The last profiles used, newest first. */
    public ObservableList<Path> recentProfiles() {
        return recentProfiles;
    }

    /** The addresses of the AS that are no cards and belong to this computer's bench, in the order in which they were added. */
    public ObservableList<String> asPlaces() {
        return asPlaces;
    }

    /** The lessons that were gone through to their end, by their names, each once. */
    public ObservableList<String> lessonsDone() {
        return lessonsDone;
    }

    /** Puts a profile in front of the recent ones. */
    public void used(Path profile) {
        recentProfiles.remove(profile);
        recentProfiles.add(0, profile);
        if (recentProfiles.size() > RECENT) {
            recentProfiles.remove(RECENT, recentProfiles.size());
        }
    }

    /** Everything that is to be kept when it changes. */
    Observable[] kept() {
        return new Observable[] {
            language,
            theme,
            scale,
            reducedMotion,
            sounds,
            desktopNotices,
            nextRackSeconds,
            nextRackKey,
            labelPrinter,
            labelTemplate,
            labelsAtOnce,
            reportPrinter,
            reportFolder,
            operator,
            firstRunDone,
            columns,
            window,
            shelf,
            recentProfiles,
            asPlaces,
            lessonsDone
        };
    }
}
