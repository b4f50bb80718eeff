package org.keyrack.ui.people;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.scene.control.ButtonBar.ButtonData;
import org.keyrack.app.LoadRun;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.OperatorPin;
import org.keyrack.app.WantedRelease;
import org.keyrack.ledger.HeldBack;
import org.keyrack.ledger.LedgerPeople.Revocable;
import org.keyrack.ledger.Person;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.rackstate.LiveBench;

/**
 * Has a supervisor other than the operator release what needs one, in a dialog that names the one act and its object. Nobody's
 * session changes; what was released is used up by the act itself, and given up when the act does not come.
 */
public final class Releasing {
    private final Desk desk;

    public Releasing(Desk desk) {
        this.desk = desk;
    }

    /**
     * Asks for each act in turn, where somebody has signed in; else nothing is to be released.
     *
     * @param wanted finds out what is to be released; in the background
     * @param then gets what was, once everything was asked for; the caller gives it up when it is not needed
     */
    public void ask(Callable<List<WantedRelease>> wanted, Consumer<Released> then) {
        Optional<String> operator = desk.session().person().map(Person::id);
        if (operator.isPresent()) {
            ask(operator.get(), wanted, act -> loaded(act, operator.get()), then);
        } else {
            then.accept(new Released(List.of(), List.of()));
        }
    }

    /**
     * The same for whoever does it, by ID.
     *
     * @param sentence names an act, its object and who does it
     */
    public void ask(
            String operator,
            Callable<List<WantedRelease>> wanted,
            Function<WantedRelease, String> sentence,
            Consumer<Released> then) {
        desk.bench()
                .open()
                .ifPresent(open -> desk.background()
                        .run(
                                wanted,
                                found -> new Turn(open.ledger(), operator, found, sentence, then).next(),
                                desk::failed));
    }

    private String loaded(WantedRelease act, String operator) {
        return desk.texts()
                .format(
                        "people.release." + act.act(),
                        act.shown(),
                        act.held().map(HeldBack::since).map(this::minute).orElse(""),
                        act.by(),
                        operator);
    }

    private String minute(Instant at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(desk.texts().locale())
                .withZone(ZoneId.systemDefault())
                .format(at);
    }

    /** Has modules of the batch in work released before they are tried again in it. */
    public void again(LoadRun load, List<SerialNumber> modules, Runnable then) {
        Optional<LiveBench.Open> open = desk.bench().open();
        ask(
                () -> modules.stream()
                        .flatMap(sn -> WantedRelease.of(open.orElseThrow().ledger(), sn).stream())
                        .toList(),
                released -> {
                    if (released.refused().size() == modules.size()) {
                        none(released);
                    } else {
                        then.run();
                        until(load, released.given());
                    }
                });
    }

    /**
     * Has the last try of an operator's PIN released before the PIN leaves its field; while there are more, nothing is asked.
     *
     * @param whole whether it can be sent now
     * @param enter takes the PIN and sends it
     */
    public void lastTry(OperatorPin pin, String reader, BooleanSupplier whole, Runnable enter) {
        if (whole.getAsBoolean()) {
            lastTries(pin.wanted(reader), whole, given -> enter.run());
        }
    }

    /**
     * The same for PINs that are entered together.
     *
     * @param whole whether they can be sent now; else what was released is given up
     * @param enter takes and sends them; gets what was released
     */
    public void lastTries(List<WantedRelease> wanted, BooleanSupplier whole, Consumer<List<Revocable>> enter) {
        if (wanted.isEmpty()) {
            enter.accept(List.of());
            return;
        }
        ask(() -> wanted, released -> {
            if (!released.refused().isEmpty()) {
                revoke(released.given());
                desk.notices().warn("people.release.unchanged");
            } else if (whole.getAsBoolean()) {
                enter.accept(released.given());
            } else {
                revoke(released.given());
            }
        });
    }

    /** Nothing is done: nobody has released it. */
    public void none(Released released) {
        revoke(released.given());
        desk.notices().warn("people.release.none");
    }

    /** What the batch has not used at its end is given up. */
    public void until(LoadRun load, List<Revocable> given) {
        var unused = load.end().whenComplete((summary, fault) -> Platform.runLater(() -> revoke(given)));
    }

    /** Gives up what nothing has used. */
    public void revoke(List<Revocable> given) {
        for (Revocable each : given) {
            desk.background()
                    .run(
                            () -> {
                                each.revoke();
                                return true;
                            },
                            revoked -> {},
                            // With the ledger everything that it was told of ends.
                            closed -> {});
        }
    }

    /**
     * What came of it.
     *
     * @param refused what nobody has released
     * @param given what was released
     */
    public record Released(List<WantedRelease> refused, List<Revocable> given) {
        public Released {
            refused = List.copyOf(refused);
            given = List.copyOf(given);
        }
    }

    /** One act after the other. */
    private final class Turn {
        private final OpenLedger ledger;
        private final String operator;
        private final List<WantedRelease> wanted;
        private final Function<WantedRelease, String> sentence;
        private final Consumer<Released> then;
        private final List<WantedRelease> refused = new ArrayList<>();
        private final List<Revocable> given = new ArrayList<>();
        private int asked;

        Turn(
                OpenLedger ledger,
                String operator,
                List<WantedRelease> wanted,
                Function<WantedRelease, String> sentence,
                Consumer<Released> then) {
            this.ledger = ledger;
            this.operator = operator;
            this.wanted = wanted;
            this.sentence = sentence;
            this.then = then;
        }

        void next() {
            if (asked == wanted.size()) {
                then.accept(new Released(refused, given));
                return;
            }
            WantedRelease now = wanted.get(asked++);
            new PersonDialog<Revocable>(
                            desk,
                            "people.release.",
                            sentence.apply(now),
                            "mdi2a-account-check-outline",
                            ButtonData.CANCEL_CLOSE,
                            (id, typed, waits) ->
                                    ledger.people().release(now.act(), now.object(), operator, id, typed, waits))
                    .then(release -> {
                        given.add(release);
                        next();
                    })
                    .whenLate(release -> revoke(List.of(release)))
                    .otherwise(() -> left(now))
                    .show();
        }

        private void left(WantedRelease now) {
            // Whoever asked has gone, or has to say anew who it is: the act does not come.
            if (!desk.session().mayWork()) {
                revoke(given);
                return;
            }
            refused.add(now);
            if (now.held().isEmpty()) {
                // Without that nothing is loaded at all.
                asked = wanted.size();
            }
            next();
        }
    }
}
