package org.keyrack.ui.settings;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.StringProperty;
import org.keyrack.files.InputFile;
import org.keyrack.files.OutputFile;
import org.keyrack.language.Language;
import org.keyrack.ui.kit.KeyNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the settings in a properties file. A damaged value falls back to its default: settings never stop the program. */
public final class SettingsFile {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsFile.class);
    private static final String NAME = "workstation.properties";
    private static final int LARGEST = 1 << 20;
    /** A number is written one way: with zeros in front or in another base it is damaged. */
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,3}");

    private static final Pattern MEASURE = Pattern.compile("-?(0|[1-9][0-9]{0,5})(\\.[0-9]{1,20})?");

    private final Path file;

    /** @param folder exists and can be written */
    public SettingsFile(Path folder) {
        this.file = folder.resolve(NAME);
    }

    /** Reads the settings; those of a first start when there is no file. */
    public UiSettings read() {
        Properties stored = stored(file);
        UiSettings settings = new UiSettings();
        enumValue(
                stored,
                "language",
                Language.class,
                language -> settings.languageProperty().set(Optional.of(language)));
        enumValue(stored, "theme", Theme.class, settings.themeProperty()::set);
        number(stored, "scale", 100, 200, settings.scaleProperty()::set);
        number(stored, "columns", 0, 16, settings.columnsProperty()::set);
        settings.reducedMotionProperty().set(truth(stored, "reducedMotion"));
        settings.soundsProperty().set(truth(stored, "sounds"));
        settings.desktopNoticesProperty().set(truth(stored, "desktopNotices"));
        number(stored, "nextRackSeconds", 0, 60, settings.nextRackSecondsProperty()::set);
        settings.nextRackKeyProperty().set(key(stored, "nextRackKey"));
        settings.labelsAtOnceProperty().set(truth(stored, "labelsAtOnce"));
        words(settings).forEach((key, value) -> value.set(line(stored, key)));
        settings.firstRunDoneProperty().set(truth(stored, "firstRunDone"));
        settings.windowProperty().set(window(stored.getProperty("window", "")));
        slots(stored).forEach((reader, label) -> settings.shelf().add(new ShelfSlot(label, reader)));
        settings.recentProfiles().addAll(profiles(stored));
        settings.asPlaces().addAll(places(stored));
        settings.lessonsDone().addAll(names(line(stored, "lessonsDone")));
        return settings;
    }

    /** What is kept as it was entered. */
    private static Map<String, StringProperty> words(UiSettings settings) {
        return Map.of(
                "operator", settings.operatorProperty(),
                "labelPrinter", settings.labelPrinterProperty(),
                "labelTemplate", settings.labelTemplateProperty(),
                "reportPrinter", settings.reportPrinterProperty(),
                "reportFolder", settings.reportFolderProperty());
    }

    /**
     * The labels of the shelf alone, for programs without a window.
     *
     * @param folder need not exist
     * @return by reader, in the order of the shelf
     */
    public static Map<String, String> shelf(Path folder) {
        return slots(stored(folder.resolve(NAME)));
    }

    private static Properties stored(Path file) {
        Properties stored = new Properties();
        try {
            if (Files.exists(file)) {
                stored.load(new StringReader(new String(InputFile.read(file, LARGEST), StandardCharsets.UTF_8)));
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("The settings in {} cannot be read; the defaults are used: {}", file, e.getMessage());
        }
        return stored;
    }

    private static Map<String, String> slots(Properties stored) {
        Map<String, String> slots = new LinkedHashMap<>();
        for (int i = 0; stored.containsKey("slot." + i + ".reader"); i++) {
            slots.put(stored.getProperty("slot." + i + ".reader"), stored.getProperty("slot." + i + ".label", ""));
        }
        return slots;
    }

    /** The settings as text, to be written by {@link #write}; call it on the JavaFX thread. */
    public String text(UiSettings settings) {
        Properties stored = new Properties();
        stored.setProperty(
                "language", settings.languageProperty().get().map(Enum::name).orElse("SYSTEM"));
        stored.setProperty("theme", settings.themeProperty().get().name());
        stored.setProperty("scale", String.valueOf(settings.scaleProperty().get()));
        stored.setProperty("columns", String.valueOf(settings.columnsProperty().get()));
        stored.setProperty(
                "reducedMotion", String.valueOf(settings.reducedMotionProperty().get()));
        stored.setProperty("sounds", String.valueOf(settings.soundsProperty().get()));
        stored.setProperty(
                "desktopNotices",
                String.valueOf(settings.desktopNoticesProperty().get()));
        stored.setProperty(
                "firstRunDone", String.valueOf(settings.firstRunDoneProperty().get()));
        stored.setProperty(
                "nextRackSeconds",
                String.valueOf(settings.nextRackSecondsProperty().get()));
        stored.setProperty("nextRackKey", settings.nextRackKeyProperty().get());
        stored.setProperty(
                "labelsAtOnce", String.valueOf(settings.labelsAtOnceProperty().get()));
        words(settings).forEach((key, value) -> stored.setProperty(key, value.get()));
        settings.windowProperty()
                .get()
                .ifPresent(place -> stored.setProperty(
                        "window",
                        place.x() + " " + place.y() + " " + place.width() + " " + place.height() + " "
                                + place.maximized()));
        for (int i = 0; i < settings.shelf().size(); i++) {
            stored.setProperty("slot." + i + ".label", settings.shelf().get(i).label());
            stored.setProperty("slot." + i + ".reader", settings.shelf().get(i).reader());
        }
        for (int i = 0; i < settings.recentProfiles().size(); i++) {
            stored.setProperty("profile." + i, settings.recentProfiles().get(i).toString());
        }
        for (int i = 0; i < settings.asPlaces().size(); i++) {
            stored.setProperty("as." + i, settings.asPlaces().get(i));
        }
        stored.setProperty("lessonsDone", String.join(" ", settings.lessonsDone()));
        StringWriter out = new StringWriter();
        try {
            stored.store(out, null);
        } catch (IOException e) {
            throw new IllegalStateException("A StringWriter does not fail", e);
        }
        // Sorted and without the date, so that an unchanged file stays the same.
        return out.toString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Writes the text in one step: a crash leaves the old settings or the new ones. Not for the JavaFX thread. */
    public synchronized void write(String text) {
        try {
            OutputFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("The settings cannot be written to {}: {}", file, e.getMessage());
        }
    }

    /** Calls the action after each change of the settings. */
    public void onChange(UiSettings settings, Runnable action) {
        for (javafx.beans.Observable each : settings.kept()) {
            each.addListener(changed -> action.run());
        }
    }

    private static <E extends Enum<E>> void enumValue(Properties stored, String key, Class<E> type, Consumer<E> use) {
        String value = stored.getProperty(key, "");
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(value)) {
                use.accept(constant);
            }
        }
    }

    private static void number(Properties stored, String key, int least, int most, Consumer<Integer> use) {
        String value = stored.getProperty(key, "");
        if (NUMBER.matcher(value).matches() && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most) {
            use.accept(Integer.parseInt(value));
        } else if (!value.isEmpty()) {
            damaged(key, "a number from " + least + " to " + most);
        }
    }

    private static boolean truth(Properties stored, String key) {
        String value = stored.getProperty(key, "false");
        if (!value.equals("true") && !value.equals("false")) {
            damaged(key, "true or false");
        }
        return value.equals("true");
    }

    /** What somebody entered: a line of text without control characters. */
    private static String line(Properties stored, String key) {
        String value = stored.getProperty(key, "");
        if (value.chars().anyMatch(Character::isISOControl)) {
            damaged(key, "a line of text");
            return "";
        }
        return value;
    }

    /** A name of a key that this system knows. */
    private static String key(Properties stored, String name) {
        String value = stored.getProperty(name, "");
        if (!value.isEmpty() && KeyNames.code(value).isEmpty()) {
            damaged(name, "the name of a key");
            return "";
        }
        return value;
    }

    private static void damaged(String key, String wanted) {
        LOG.warn("{}: {} is not {}; the default is used", NAME, key, wanted);
    }

    private static Optional<WindowPlace> window(String text) {
        String[] parts = text.split(" ", -1);
        boolean measures = parts.length == 5
                && Stream.of(parts)
                        .limit(4)
                        .allMatch(part -> MEASURE.matcher(part).matches());
        if (!measures) {
            if (!text.isEmpty()) {
                damaged("window", "four measures and true or false");
            }
            return Optional.empty();
        }
        WindowPlace place = new WindowPlace(
                Double.parseDouble(parts[0]),
                Double.parseDouble(parts[1]),
                Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3]),
                parts[4].equals("true"));
        return place.width() > 0 && place.height() > 0 ? Optional.of(place) : Optional.empty();
    }

    private static List<String> names(String line) {
        return Stream.of(line.split(" "))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private static List<String> places(Properties stored) {
        List<String> places = new ArrayList<>();
        for (int i = 0; i < UiSettings.PLACES && stored.containsKey("as." + i); i++) {
            places.add(stored.getProperty("as." + i));
        }
        return places;
    }

    private static List<Path> profiles(Properties stored) {
        List<Path> profiles = new ArrayList<>();
        for (int i = 0; i < UiSettings.RECENT && stored.containsKey("profile." + i); i++) {
            try {
                profiles.add(Path.of(stored.getProperty("profile." + i)));
            } catch (InvalidPathException damaged) {
                LOG.debug("A recent profile has no valid path");
            }
        }
        return profiles;
    }
}
