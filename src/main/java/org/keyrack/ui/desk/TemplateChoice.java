package org.keyrack.ui.desk;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.stage.FileChooser;
import org.keyrack.report.LabelTemplate;
import org.keyrack.ui.kit.OneWayConverter;

/** A list of the label templates: those that come with the program, and a file of the user's own. */
public final class TemplateChoice {
    private final ComboBox<String> list;
    private final Desk desk;

    private TemplateChoice(ComboBox<String> list, Desk desk) {
        this.list = list;
        this.desk = desk;
    }

    /**
     * Fills a list.
     *
     * @param chosen a built-in template's name, or a file
     */
    public static TemplateChoice in(ComboBox<String> list, String chosen, Desk desk) {
        TemplateChoice choice = new TemplateChoice(list, desk);
        list.setConverter(new OneWayConverter<>(choice::name));
        choice.choose(chosen);
        return choice;
    }

    /** How a template is called in this list. */
    public String name(String template) {
        return LabelTemplate.BUILT_IN.contains(template)
                ? desk.texts().get("labels.template." + template)
                : String.valueOf(Path.of(template).getFileName());
    }

    /** Chooses a template, which is added when it is a file. */
    public void choose(String template) {
        list.getItems().setAll(LabelTemplate.BUILT_IN);
        if (!LabelTemplate.BUILT_IN.contains(template)) {
            list.getItems().add(template);
        }
        list.setValue(template);
    }

    /** Asks for a file and chooses it. */
    public void askForFile() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(desk.texts().get("labels.own"));
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(desk.texts().get("labels.own.files"), "*.yaml", "*.yml"));
        Optional.ofNullable(chooser.showOpenDialog(list.getScene().getWindow()))
                .map(File::toString)
                .ifPresent(this::choose);
    }
}
