package org.keyrack.ui.log;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepController;

/** Controller of {@code log.fxml}. */
public final class LogController extends StepController {
    private List<String> lines = List.of();

    @FXML
    private TextField search;

    @FXML
    private ListView<String> log;

    @FXML
    private Label empty;

    public LogController(Desk desk) {
        super(desk);
    }

    @FXML
    void initialize() {
        primaryTextProperty().set(texts().get("log.copy"));
        follow(search.textProperty(), text -> filter());
    }

    @Override
    public void shown() {
        refresh();
    }

    @FXML
    void refresh() {
        desk().background()
                .run(
                        () -> LogTail.read(desk().context().logs()),
                        read -> {
                            lines = read;
                            filter();
                            log.scrollTo(log.getItems().size() - 1);
                        },
                        failure -> empty.setText(texts().get("log.unreadable")));
    }

    private void filter() {
        String wanted = search.getText().toLowerCase(Locale.ROOT);
        log.getItems()
                .setAll(lines.stream()
                        .filter(line -> line.toLowerCase(Locale.ROOT).contains(wanted))
                        .toList());
    }

    @Override
    public Optional<Node> firstFocus() {
        return Optional.of(search);
    }

    @Override
    public boolean keyPressed(KeyEvent event) {
        if (event.getCode() == KeyCode.F5) {
            refresh();
            return true;
        }
        return false;
    }

    /** Copies the support details. */
    @Override
    public void primary() {
        ClipboardContent content = new ClipboardContent();
        content.putString(SupportDetails.text(desk(), lines));
        Clipboard.getSystemClipboard().setContent(content);
        desk().notices().info("log.copied");
    }
}
