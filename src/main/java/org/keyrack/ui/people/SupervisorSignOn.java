package org.keyrack.ui.people;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.ButtonBar.ButtonData;
import org.keyrack.app.OpenLedger;
import org.keyrack.ledger.Person;
import org.keyrack.ledger.Person.Role;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.rackstate.LiveBench;
import org.keyrack.ui.rackstate.WorkSession.State;

/** Finds the supervisor for one act: who has signed in as one, or does so for this act alone. Nobody's session changes. */
public final class SupervisorSignOn {
    private final Desk desk;

    public SupervisorSignOn(Desk desk) {
        this.desk = desk;
    }

    /**
     * Asks.
     *
     * @param text bundle key of what is asked
     * @param then gets the supervisor
     * @param otherwise done when nobody did
     */
    void ask(String text, Consumer<Person> then, Runnable otherwise) {
        Optional<Person> now = desk.session().person().filter(person -> person.role() == Role.SUPERVISOR);
        Optional<OpenLedger> ledger = desk.bench().open().map(LiveBench.Open::ledger);
        if (now.isPresent()) {
            then.accept(now.get());
        } else if (ledger.isPresent()) {
            new PersonDialog<Person>(
                            desk,
                            "people.supervisor.",
                            desk.texts().get(text),
                            "mdi2a-account-key-outline",
                            ButtonData.CANCEL_CLOSE,
                            (id, typed, waits) -> ledger.get().people().supervisor(id, typed, waits))
                    .then(then)
                    .otherwise(otherwise)
                    .show();
        }
    }

    /**
     * The same where nobody may have to sign in.
     *
     * @param then gets the supervisor's ID; empty where nobody signs in
     */
    public void ask(String text, Consumer<Optional<String>> then) {
        if (desk.session().state() == State.FREE) {
            then.accept(Optional.empty());
        } else {
            ask(text, person -> then.accept(Optional.of(person.id())), () -> {});
        }
    }
}
