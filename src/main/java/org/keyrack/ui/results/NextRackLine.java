package org.keyrack.ui.results;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.keyrack.app.VirtualCards;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.Countdown;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.kit.Texts;
import org.keyrack.ui.rackstate.LiveBench;
import org.keyrack.ui.scope.NextRack;
import org.kordamp.ikonli.javafx.FontIcon;

/** One line over the shelf: what is to be taken out and put in now, or what is about to be loaded. */
final class NextRackLine extends HBox {
    private final Desk desk;
    private final NextRack next;
    private final Label words = new Label();
    private final FontIcon icon = new FontIcon("mdi2s-swap-horizontal-bold");
    private final Button virtual = new Button();
    private final Countdown countdown;
    /** What nobody wants to begin by itself: somebody has stopped it. */
    private Optional<NextRack.Look> stopped = Optional.empty();

    NextRackLine(Desk desk, NextRack next) {
        this.desk = desk;
        this.next = next;
        this.countdown = new Countdown(
                seconds -> words.setText(texts().format("next.countdown", seconds)), this::countdownStopped);
        getStyleClass().add("ask");
        words.setId("results-next");
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        virtual.setId("results-virtual");
        virtual.setMinWidth(Region.USE_PREF_SIZE);
        virtual.setText(texts().get("next.virtual"));
        virtual.setOnAction(pressed -> putVirtualIn());
        getChildren().setAll(icon, words, virtual);
    }

    private Texts texts() {
        return desk.texts();
    }

    /**
     * Shows how it stands now, and begins to count when it may begin by itself.
     *
     * @param inWindow whether the step is shown
     * @param due whether the next rack is what comes next
     */
    void show(boolean inWindow, boolean due) {
        NextRack.Look look = next.look();
        Shown.set(this, due && look.state() != NextRack.State.NONE);
        Shown.set(virtual, look.state() == NextRack.State.SWAP && cards().isPresent());
        icon.setIconLiteral(
                switch (look.state()) {
                    case READY -> "mdi2c-check-bold";
                    case FLAGGED -> "mdi2a-alert-outline";
                    default -> "mdi2s-swap-horizontal-bold";
                });
        getStyleClass().removeAll("ask", "pause-area");
        getStyleClass().add(look.state() == NextRack.State.FLAGGED ? "pause-area" : "ask");
        int seconds = desk.settings().nextRackSecondsProperty().get();
        boolean counts = inWindow && seconds > 0 && look.whole() && !stopped.equals(Optional.of(look));
        if (counts && getScene() != null) {
            if (!countdown.running()) {
                countdown.begin(getScene(), seconds, next::go);
                desk.notices().announce(texts().format("next.countdown", seconds));
            }
            return;
        }
        countdown.end();
        String sentence = sentence(look);
        if (!sentence.equals(words.getText())) {
            words.setText(sentence);
            if (inWindow && look.swapped() && look.plan().isPresent()) {
                desk.notices().announce(sentence);
            }
        }
    }

    private void countdownStopped() {
        stopped = Optional.of(next.look());
        desk.notices().announce(texts().get("next.stopped"));
        show(true, true);
    }

    private String sentence(NextRack.Look look) {
        return switch (look.state()) {
            case NONE -> "";
            case SWAP -> swap(look);
            case READING, PLANNING ->
                texts().format("next.reading", look.fresh().size());
            case FLAGGED -> texts().format("next.flagged", String.join(" ", look.reasons()));
            case READY -> {
                String ready = texts().format(
                                "next.ready",
                                look.fresh().size(),
                                look.plan().map(plan -> plan.profile().name()).orElse(""));
                String key = desk.settings().nextRackKeyProperty().get();
                yield look.empty().isEmpty()
                        ? ready + (key.isEmpty() ? "" : " " + texts().format("next.key", key))
                        : ready + " " + texts().format("next.empty", slots(look.empty()));
            }
        };
    }

    private String swap(NextRack.Look look) {
        if (look.out().isEmpty()) {
            return texts().get("next.insert");
        }
        if (look.empty().isEmpty() && look.fresh().isEmpty()) {
            return texts().get("next.swap");
        }
        String out = texts().format("next.out", slots(look.out()));
        return look.empty().isEmpty() ? out : out + " " + texts().format("next.empty", slots(look.empty()));
    }

    private String slots(List<String> labels) {
        return texts().format("next.slots", labels.size(), String.join(", ", labels));
    }

    private Optional<VirtualCards> cards() {
        return desk.bench().open().flatMap(LiveBench.Open::cards);
    }

    /** On the virtual bench nobody has hands: fresh modules take the places of those that the batch has seen. */
    private void putVirtualIn() {
        List<String> out = next.look().out();
        cards().ifPresent(cards -> desk.shelf().modules(desk.bench().view()).stream()
                .filter(place -> out.contains(place.label()))
                .map(place -> place.slot().reader())
                .forEach(reader -> desk.background().run(() -> cards.replaceUnit(reader))));
    }

    /** Another step is shown: nothing begins by itself there. */
    void hidden() {
        countdown.end();
    }

    boolean counting() {
        return countdown.running();
    }
}
