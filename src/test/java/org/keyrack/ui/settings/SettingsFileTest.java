package org.keyrack.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.language.Language;

class SettingsFileTest {
    @TempDir
    Path folder;

    private SettingsFile file() {
        return new SettingsFile(folder);
    }

    @Test
    void firstStartHasDefaults() {
        UiSettings settings = file().read();
        assertEquals(Theme.SYSTEM, settings.themeProperty().get());
        assertEquals(100, settings.scaleProperty().get());
        assertTrue(settings.shelf().isEmpty());
    }

    @Test
    void everythingIsMetAgainAtTheNextStart() {
        UiSettings settings = file().read();
        settings.themeProperty().set(Theme.DARK);
        settings.languageProperty().set(Optional.of(Language.FRENCH));
        settings.scaleProperty().set(150);
        settings.columnsProperty().set(8);
        settings.reducedMotionProperty().set(true);
        settings.soundsProperty().set(true);
        settings.desktopNoticesProperty().set(true);
        settings.firstRunDoneProperty().set(true);
        settings.operatorProperty().set("Zoé = Ω");
        settings.labelPrinterProperty().set("Zebra");
        settings.labelTemplateProperty().set("roll-62x29");
        settings.labelsAtOnceProperty().set(true);
        settings.reportPrinterProperty().set("Bureau");
        settings.reportFolderProperty().set("/reports of today");
        settings.windowProperty().set(Optional.of(new WindowPlace(-10, 20.5, 1200, 800, true)));
        settings.shelf().addAll(List.of(new ShelfSlot("7", "ACS ACR39U 01 00"), new ShelfSlot("1", "b = c: d")));
        settings.used(Path.of("one.yaml"));
        settings.used(Path.of("two.yaml"));
        settings.asPlaces().addAll("pkcs11:/bureau/set7.as", "host:/bureau/set8.as");
        settings.lessonsDone().addAll("first", "copy");
        file().write(file().text(settings));

        UiSettings again = file().read();
        assertEquals(Theme.DARK, again.themeProperty().get());
        assertEquals(Optional.of(Language.FRENCH), again.languageProperty().get());
        assertEquals(150, again.scaleProperty().get());
        assertEquals(8, again.columnsProperty().get());
        assertTrue(again.reducedMotionProperty().get());
        assertTrue(again.soundsProperty().get());
        assertTrue(again.desktopNoticesProperty().get());
        assertTrue(again.firstRunDoneProperty().get());
        assertEquals(List.of("first", "copy"), again.lessonsDone());
        assertEquals("Zoé = Ω", again.operatorProperty().get());
        assertEquals("Zebra", again.labelPrinterProperty().get());
        assertEquals("roll-62x29", again.labelTemplateProperty().get());
        assertTrue(again.labelsAtOnceProperty().get());
        assertEquals("Bureau", again.reportPrinterProperty().get());
        assertEquals("/reports of today", again.reportFolderProperty().get());
        assertEquals(settings.windowProperty().get(), again.windowProperty().get());
        assertEquals(settings.shelf(), again.shelf());
        assertEquals(List.of(Path.of("two.yaml"), Path.of("one.yaml")), again.recentProfiles());
        assertEquals(List.of("pkcs11:/bureau/set7.as", "host:/bureau/set8.as"), again.asPlaces());
    }

    @Test
    void damagedValuesFallBackAndStopNothing() throws IOException {
        Files.writeString(
                folder.resolve("workstation.properties"),
                "scale=9999\ntheme=PURPLE\ncolumns=-3\nwindow=1 2 NaN\nlanguage=\nsounds=maybe\nreportFolder=a\\u0000b\noperator=Zoé\n");
        UiSettings settings = file().read();
        assertEquals(100, settings.scaleProperty().get());
        assertEquals(Theme.SYSTEM, settings.themeProperty().get());
        assertEquals(0, settings.columnsProperty().get());
        assertEquals(Optional.empty(), settings.windowProperty().get());
        assertEquals("", settings.reportFolderProperty().get());
        assertEquals("Zoé", settings.operatorProperty().get());
    }

    @Test
    void aFileThatIsNoPropertiesFileStopsNothing() throws IOException {
        Files.write(folder.resolve("workstation.properties"), new byte[] {(byte) 0xFF, '\\', 'u', '0', 'x', 0});
        assertEquals(Theme.SYSTEM, file().read().themeProperty().get());
    }

    @Test
    void recentProfilesAreFewAndEachOnce() {
        UiSettings settings = new UiSettings();
        IntStream.range(0, 20).forEach(i -> settings.used(Path.of(i + ".yaml")));
        settings.used(Path.of("15.yaml"));
        assertEquals(UiSettings.RECENT, settings.recentProfiles().size());
        assertEquals(Path.of("15.yaml"), settings.recentProfiles().get(0));
        assertEquals(
                settings.recentProfiles().size(),
                settings.recentProfiles().stream().distinct().count());
    }

    @Test
    void everyChangeIsNoticed() {
        UiSettings settings = new UiSettings();
        AtomicInteger changes = new AtomicInteger();
        file().onChange(settings, changes::incrementAndGet);
        settings.themeProperty().set(Theme.DARK);
        settings.shelf().add(new ShelfSlot("1", "r"));
        settings.used(Path.of("p.yaml"));
        assertTrue(changes.get() >= 3, "changes noticed: " + changes.get());
    }
}
