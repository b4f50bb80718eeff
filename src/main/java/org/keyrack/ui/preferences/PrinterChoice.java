package org.keyrack.ui.preferences;

import java.util.List;
import java.util.stream.Stream;
import javafx.beans.property.StringProperty;
import javafx.scene.control.ComboBox;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.OneWayConverter;

/** A list of the printers of this computer, and none. One that is chosen and away stays in it: it may be switched off. */
final class PrinterChoice {
    private static final String NONE = "";

    private PrinterChoice() {}

    /** Makes a list choose a printer by its name. */
    static void in(ComboBox<String> list, StringProperty chosen, Desk desk) {
        list.setConverter(
                new OneWayConverter<>(name -> name.isEmpty() ? desk.texts().get("settings.printer.none") : name));
        show(list, chosen.get(), List.of());
        list.setOnAction(picked -> {
            if (list.getValue() != null) {
                chosen.set(list.getValue());
            }
        });
    }

    /** Shows the printers that are there, whatever is chosen. */
    static void show(ComboBox<String> list, String chosen, List<String> names) {
        list.getItems()
                .setAll(Stream.concat(Stream.of(NONE, chosen), names.stream())
                        .distinct()
                        .toList());
        list.setValue(chosen);
    }
}
