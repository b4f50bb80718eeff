package org.keyrack.ui.about;

import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepController;
import org.keyrack.ui.kit.Columns;

/** Controller of {@code about.fxml}. */
public final class AboutController extends StepController {
    @FXML
    private Label version;

    @FXML
    private Label runtime;

    @FXML
    private Label settings;

    @FXML
    private Label data;

    @FXML
    private Label logs;

    @FXML
    private TableView<Library> libraries;

    @FXML
    private TableColumn<Library, String> name;

    @FXML
    private TableColumn<Library, String> licence;

    public AboutController(Desk desk) {
        super(desk);
    }

    @FXML
    void initialize() {
        primaryTextProperty().set(texts().get("about.primary"));
        version.setText("KeyRack " + desk().context().version() + ", Apache-2.0");
        runtime.setText("Java " + System.getProperty("java.version") + ", JavaFX "
                + System.getProperty("javafx.version") + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.version"));
        settings.setText(desk().context().settings().toString());
        data.setText(desk().context().data().toString());
        logs.setText(desk().context().logs().toString());
        Columns.text(name, Library::name);
        Columns.text(licence, Library::licence);
        libraries.getItems().setAll(Library.all());
    }

    @Override
    public void primary() {
        desk().navigator().back();
    }
}
