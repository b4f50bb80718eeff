package org.keyrack.ui.training;

import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepController;
import org.kordamp.ikonli.javafx.FontIcon;

/** Controller of {@code training.fxml}: the lessons, and which of them were gone through to their end. */
public final class TrainingController extends StepController {
    @FXML
    private VBox lessons;

    public TrainingController(Desk desk) {
        super(desk);
    }

    @FXML
    void initialize() {
        show();
    }

    @Override
    public void shown() {
        show();
    }

    private void show() {
        lessons.getChildren().setAll(Lessons.all().stream().map(this::row).toList());
        primaryTextProperty().set(texts().format("training.primary", name(first())));
    }

    private boolean learnt(Lesson lesson) {
        return desk().settings().lessonsDone().contains(lesson.name());
    }

    /** The first lesson that was not gone through; the first of all when all were. */
    private Lesson first() {
        return Lessons.all().stream()
                .filter(lesson -> !learnt(lesson))
                .findFirst()
                .orElse(Lessons.all().get(0));
    }

    private String name(Lesson lesson) {
        return texts().get("lesson." + lesson.name() + ".title");
    }

    private HBox row(Lesson lesson) {
        boolean learnt = learnt(lesson);
        FontIcon icon = new FontIcon(learnt ? "mdi2c-check-circle" : "mdi2c-circle-outline");
        Label title = new Label(name(lesson));
        title.getStyleClass().add("section-title");
        Label state = new Label(texts().get(learnt ? "training.done" : "training.open"));
        state.getStyleClass().add("muted");
        state.setMinWidth(Region.USE_PREF_SIZE);
        HBox head = new HBox(title, state);
        head.getStyleClass().add("lesson-head");
        Label about = new Label(texts().get("lesson." + lesson.name() + ".about"));
        about.getStyleClass().add("muted");
        about.setWrapText(true);
        about.setMinHeight(Region.USE_PREF_SIZE);
        VBox words = new VBox(head, about);
        HBox.setHgrow(words, Priority.ALWAYS);
        Button begin = new Button(texts().get("training.begin"));
        begin.setId("begin-" + lesson.name());
        begin.setMinWidth(Region.USE_PREF_SIZE);
        begin.setAccessibleText(texts().format("training.primary", title.getText()));
        begin.setOnAction(pressed -> begin(lesson));
        HBox row = new HBox(icon, words, begin);
        row.getStyleClass().addAll("lesson-row", learnt ? "good" : "lesson-open");
        return row;
    }

    private void begin(Lesson lesson) {
        desk().lessonProperty().set("");
        desk().lessonProperty().set(lesson.name());
    }

    @Override
    public void primary() {
        begin(first());
    }
}
