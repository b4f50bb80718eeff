package org.keyrack.ui.shell;

import java.util.List;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.people.SignOn;
import org.keyrack.ui.rackstate.WorkSession;
import org.keyrack.ui.rackstate.WorkSession.State;
import org.kordamp.ikonli.javafx.FontIcon;

/** In the status bar: who works on this bench, and the way to sign in, to lock and to sign out. */
final class WhoWorks {
    private final Desk desk;
    private final SignOn signOn;
    private final MenuButton button = new MenuButton();

    WhoWorks(Desk desk, SignOn signOn) {
        this.desk = desk;
        this.signOn = signOn;
        button.setId("who-works");
        button.setMnemonicParsing(false);
        button.setGraphic(new FontIcon("mdi2a-account-outline"));
        desk.session().stateProperty().subscribe(state -> show());
        desk.session().personProperty().subscribe(person -> show());
        desk.texts().localeProperty().subscribe(locale -> show());
    }

    MenuButton button() {
        return button;
    }

    private void show() {
        WorkSession session = desk.session();
        Shown.set(button, session.state() != State.FREE);
        String who = session.person()
                .map(person -> desk.texts().format("people.who", person.id(), person.name()))
                .orElseGet(() -> desk.texts().get("people.nobody"));
        button.setText(who);
        button.setAccessibleText(desk.texts().format("people.accessible", who));
        button.getItems()
                .setAll(
                        session.person().isPresent()
                                ? List.of(item("lock", session::lock), item("signOut", signOn::signOut))
                                : List.of(item("signIn", () -> session.signedInFirst(() -> {}))));
    }

    private MenuItem item(String key, Runnable action) {
        MenuItem item = new MenuItem(desk.texts().get("people.menu." + key));
        item.setId("people-" + key);
        item.setOnAction(pressed -> action.run());
        return item;
    }
}
