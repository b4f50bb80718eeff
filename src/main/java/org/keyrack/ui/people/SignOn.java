package org.keyrack.ui.people;

import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.control.ButtonBar.ButtonData;
import org.keyrack.app.LoadRun;
import org.keyrack.ledger.Person;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.people.PersonDialog.Check;
import org.keyrack.ui.rackstate.LiveBench;
import org.keyrack.ui.rackstate.WorkSession.State;

/** Asks who works: at first, after the bench was locked, and when another person goes on with a batch in work. */
public final class SignOn {
    private final Desk desk;
    private boolean asking;

    public SignOn(Desk desk) {
        this.desk = desk;
    }

    /** Asks by itself from now on: when a bench is opened, when it is locked, and before what nobody may do unasked. */
    public void follow() {
        desk.session().asker(then -> ask(Optional.empty(), then));
        desk.bench().openProperty().subscribe(open -> {
            if (desk.session().state() == State.NOBODY) {
                ask(Optional.empty(), () -> {});
            }
        });
        desk.session().stateProperty().subscribe(state -> {
            if (state == State.LOCKED) {
                // After the dialogs that end with it: the one that is shown last has the keyboard.
                Platform.runLater(this::unlock);
            }
        });
    }

    /**
     * A badge was scanned.
     *
     * @return whether this bench asks for people; else it is no badge here
     */
    public boolean badge(String id) {
        Optional<Person> now = desk.session().person();
        if (desk.session().state() == State.FREE) {
            return false;
        }
        if (now.isEmpty()) {
            ask(Optional.of(id), () -> {});
        } else if (now.get().id().equals(id)) {
            desk.notices().info("people.already", id);
        } else if (!asking) {
            dialog("people.handOver.", "mdi2a-account-switch-outline", ButtonData.CANCEL_CLOSE, now.get())
                    .of(id)
                    .show();
            asking = true;
        }
        return true;
    }

    /** Nobody works any more; not while something is in work that somebody answers for. */
    public void signOut() {
        if (busy()) {
            desk.notices().warn("people.signOut.busy");
        } else {
            desk.session().signOut();
            desk.navigator().go(StepName.BENCH);
        }
    }

    private boolean busy() {
        return desk.job().running() || desk.job().preparingProperty().get();
    }

    private void ask(Optional<String> badge, Runnable then) {
        Optional<LiveBench.Open> open = desk.bench().open();
        if (open.isEmpty() || asking) {
            return;
        }
        PersonDialog<Person> dialog = new PersonDialog<>(
                desk,
                "people.signIn.",
                desk.texts().get("people.signIn.text"),
                "mdi2a-account-key-outline",
                ButtonData.CANCEL_CLOSE,
                check(open.get()));
        badge.ifPresent(dialog::of);
        asking = true;
        dialog.then(who -> {
                    asking = false;
                    signedIn(open.get(), who);
                    then.run();
                })
                .otherwise(() -> asking = false)
                .show();
    }

    private static Check<Person> check(LiveBench.Open open) {
        return (id, typed, waits) -> open.ledger().people().signIn(id, typed, waits);
    }

    private void signedIn(LiveBench.Open open, Person who) {
        if (desk.bench().open().filter(open::equals).isPresent()) {
            desk.session().signedIn(who);
            desk.notices().announce(desk.texts().format("people.signedIn", who.id()));
        }
    }

    private void unlock() {
        Optional<Person> now = desk.session().person();
        if (now.isEmpty() || desk.session().state() != State.LOCKED) {
            return;
        }
        PersonDialog<Person> dialog = dialog("people.lock.", "mdi2l-lock-outline", ButtonData.OTHER, now.get())
                .of(now.get().id())
                .otherwise(() -> {
                    asking = false;
                    signOut();
                });
        if (busy()) {
            dialog.stays();
        }
        asking = true;
        dialog.show();
    }

    /** By whoever works, or by another person who goes on. */
    private PersonDialog<Person> dialog(String key, String icon, ButtonData leave, Person now) {
        LiveBench.Open open = desk.bench().open().orElseThrow();
        return new PersonDialog<>(
                        desk,
                        key,
                        desk.texts().format(key + "text", now.id(), desk.job().running() ? 1 : 0),
                        icon,
                        leave,
                        check(open))
                .unless(id ->
                        id.equals(now.id()) || !desk.job().preparingProperty().get()
                                ? Optional.empty()
                                : Optional.of(desk.texts().format("people.preparing", now.id())))
                .then(who -> {
                    asking = false;
                    goesOn(open, now, who);
                })
                .otherwise(() -> asking = false);
    }

    /** A batch in work goes on under the name that began it; that somebody else has it now is written down. */
    private void goesOn(LiveBench.Open open, Person before, Person who) {
        Optional<LoadRun> load =
                desk.job().runProperty().get().filter(run -> desk.job().running());
        if (load.isEmpty() || who.id().equals(before.id())) {
            signedIn(open, who);
            return;
        }
        desk.background()
                .run(
                        () -> {
                            load.get().operatorChanged(who.id());
                            return who;
                        },
                        other -> signedIn(open, other),
                        desk::failed);
    }
}
