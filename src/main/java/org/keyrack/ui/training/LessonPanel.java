package org.keyrack.ui.training;

import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.training.LessonRun.Place;
import org.kordamp.ikonli.javafx.FontIcon;

/** A narrow line over the step while a lesson is given: what is to be done now. It takes its room and covers nothing. */
public final class LessonPanel extends HBox {
    private final Desk desk;
    private final LessonRun run;
    private final FontIcon icon = new FontIcon("mdi2s-school-outline");
    private final Label title = new Label();
    private final Label text = new Label();
    private final Button again = button("lesson-again");
    private final Button next = button("lesson-next");
    private final Button leave = button("lesson-leave");

    public LessonPanel(Desk desk, LessonRun run) {
        this.desk = desk;
        this.run = run;
        setId("lesson");
        getStyleClass().add("lesson");
        title.setId("lesson-title");
        title.getStyleClass().add("section-title");
        text.setId("lesson-text");
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        VBox words = new VBox(title, text);
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().setAll(icon, words, next, again, leave);
        again.setOnAction(
                pressed -> run.placeProperty().get().map(Place::lesson).ifPresent(run::begin));
        next.setOnAction(pressed -> next());
        leave.setOnAction(pressed -> run.leave());
        run.placeProperty().subscribe(place -> show());
        desk.texts().localeProperty().subscribe(locale -> show());
    }

    private static Button button(String id) {
        Button button = new Button();
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    private void next() {
        Optional<Lesson> following =
                run.placeProperty().get().map(Place::lesson).flatMap(Lessons::after);
        if (following.isPresent()) {
            run.begin(following.get());
        } else {
            run.leave();
            desk.navigator().go(StepName.TRAINING);
        }
    }

    private void show() {
        Optional<Place> place = run.placeProperty().get();
        Shown.set(this, place.isPresent());
        place.ifPresent(this::show);
    }

    private void show(Place place) {
        String name = desk.texts().get("lesson." + place.lesson().name() + ".title");
        int steps = place.lesson().steps().size();
        title.setText(
                place.over()
                        ? desk.texts().format("training.learnt", name)
                        : desk.texts().format("training.step", name, place.step() + 1, steps));
        text.setText(desk.texts().get(place.key()));
        icon.setIconLiteral(place.over() ? "mdi2c-check-bold" : "mdi2s-school-outline");
        next.setText(desk.texts().get(Lessons.after(place.lesson()).isPresent() ? "training.next" : "training.all"));
        again.setText(desk.texts().get("training.again"));
        leave.setText(desk.texts().get("training.leave"));
        Shown.set(next, place.over());
        Shown.set(again, !place.over() && place.step() > 0);
    }
}
