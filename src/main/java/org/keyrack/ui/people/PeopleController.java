package org.keyrack.ui.people;

import java.util.Arrays;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.controlsfx.control.ToggleSwitch;
import org.keyrack.language.TypedName;
import org.keyrack.language.TypedPin.Kind;
import org.keyrack.ledger.Person;
import org.keyrack.ledger.Person.Role;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepController;
import org.keyrack.ui.kit.Columns;
import org.keyrack.ui.kit.OneWayConverter;
import org.keyrack.ui.kit.PinField;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.people.PeopleModel.Known;

/** Controller of {@code people.fxml}. */
public final class PeopleController extends StepController {
    private final PeopleModel model;
    private boolean showing;

    @FXML
    private Label hint;

    @FXML
    private VBox knownArea;

    @FXML
    private TableView<Person> table;

    @FXML
    private TableColumn<Person, String> number;

    @FXML
    private TableColumn<Person, String> name;

    @FXML
    private TableColumn<Person, String> role;

    @FXML
    private Button withdraw;

    @FXML
    private Button acknowledge;

    @FXML
    private ToggleSwitch signIn;

    @FXML
    private VBox addArea;

    @FXML
    private Label addTitle;

    @FXML
    private TextField newId;

    @FXML
    private TextField newName;

    @FXML
    private VBox roleArea;

    @FXML
    private ComboBox<Role> newRole;

    @FXML
    private PinField newPin;

    @FXML
    private PinField again;

    public PeopleController(Desk desk, PeopleModel model) {
        super(desk);
        this.model = model;
    }

    @FXML
    void initialize() {
        Columns.mono(number, Person::id);
        Columns.text(name, Person::name);
        Columns.text(role, this::role);
        newPin.setKind(Kind.PASSPHRASE);
        again.setKind(Kind.PASSPHRASE);
        newPin.setOnAction(again::requestFocus);
        again.setOnAction(this::primary);
        newRole.setConverter(new OneWayConverter<>(each -> texts().get("people.role." + each)));
        newRole.getItems().setAll(Role.values());
        newRole.setValue(Role.OPERATOR);
        withdraw.disableProperty()
                .bind(table.getSelectionModel().selectedItemProperty().isNull());
        acknowledge
                .disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> recovered().isEmpty(),
                        table.getSelectionModel().selectedItemProperty(),
                        model.knownProperty()));
        keep(signIn.selectedProperty().subscribe((before, wanted) -> {
            if (!showing) {
                model.signIn(wanted);
            }
        }));
        primaryBlockedProperty()
                .bind(Bindings.createStringBinding(
                        this::blocked,
                        model.knownProperty(),
                        newId.textProperty(),
                        newName.textProperty(),
                        newPin.lengthProperty(),
                        again.lengthProperty()));
        follow(model.knownProperty(), this::show);
    }

    private String role(Person person) {
        String what = texts().get("people.role." + person.role());
        return model.knownProperty().get().recovered().contains(person.id())
                ? texts().format("people.recovered", what)
                : what;
    }

    private Optional<Person> recovered() {
        return Optional.ofNullable(table.getSelectionModel().getSelectedItem())
                .filter(person -> model.knownProperty().get().recovered().contains(person.id()));
    }

    private void show(Known now) {
        showing = true;
        boolean first = now.people().isEmpty();
        hint.setText(
                texts().get(!now.ready() ? "people.hint.closed" : first ? "people.hint.first" : "people.hint.known"));
        Shown.set(knownArea, now.ready() && !first);
        Shown.set(addArea, now.ready());
        Shown.set(acknowledge, !now.recovered().isEmpty());
        // Only a bench of one goes without.
        Shown.set(signIn, now.people().size() == 1 || !now.signInWanted());
        Shown.set(roleArea, !first);
        table.getItems().setAll(now.people());
        signIn.setSelected(now.signInWanted());
        addTitle.setText(texts().get(first ? "people.add.first" : "people.add"));
        primaryTextProperty().set(!now.ready() ? "" : texts().get(first ? "people.primary.first" : "people.primary"));
        showing = false;
    }

    private String blocked() {
        boolean typed = !newId.getText().isBlank()
                && !newName.getText().isBlank()
                && newPin.lengthProperty().get() > 0
                && newPin.lengthProperty().get() == again.lengthProperty().get();
        return typed ? "" : texts().get("people.blocked.add");
    }

    @FXML
    void withdrawPressed() {
        Optional.ofNullable(table.getSelectionModel().getSelectedItem()).ifPresent(model::withdraw);
    }

    @FXML
    void acknowledgePressed() {
        recovered().map(Person::id).ifPresent(model::acknowledge);
    }

    @Override
    public void shown() {
        model.refresh();
    }

    @Override
    public void hidden() {
        newPin.clear();
        again.clear();
    }

    @Override
    public Optional<Node> firstFocus() {
        return addArea.isVisible() ? Optional.of(newId) : Optional.empty();
    }

    @Override
    public void primary() {
        if (!primaryBlockedProperty().get().isEmpty()) {
            return;
        }
        char[] pin = newPin.take();
        char[] second = again.take();
        boolean same = Arrays.equals(pin, second);
        Arrays.fill(second, '\0');
        if (!same) {
            Arrays.fill(pin, '\0');
            desk().notices().warn("people.differ");
            newPin.requestFocus();
            return;
        }
        boolean first = model.knownProperty().get().people().isEmpty();
        model.add(
                new Person(
                        newId.getText().strip(),
                        TypedName.cleaned(newName.getText()),
                        first ? Role.SUPERVISOR : newRole.getValue()),
                pin,
                this::added);
    }

    private void added() {
        newId.clear();
        newName.clear();
        newRole.setValue(Role.OPERATOR);
        wantFocus();
    }
}
