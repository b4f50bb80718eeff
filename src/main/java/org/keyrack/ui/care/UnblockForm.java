package org.keyrack.ui.care;

import java.util.Arrays;
import java.util.Optional;
import javafx.scene.Node;
import org.keyrack.app.AsCare;
import org.keyrack.app.CareWords;
import org.keyrack.protocol.PinReference;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.PinPair;
import org.keyrack.unit.AsUnit;

/** The administrator gives the operator a new PIN: his own, and the operator's twice. */
final class UnblockForm extends CareForm {
    private final RolePin administrator;
    private final PinPair fresh;

    UnblockForm(Desk desk, AsUnit as) {
        super(desk, as);
        administrator = pin(PinReference.ADMINISTRATOR);
        fresh = new PinPair(texts(), "care-new", texts().get("care.new.operator"), this::changed);
        administrator.setOnAction(fresh::enter);
        fresh.setOnAction(this::entered);
        getChildren().setAll(administrator, fresh);
    }

    @Override
    void ask(AsUnit read, String card) {
        super.ask(read, card);
        administrator.ask(read, card);
    }

    @Override
    Optional<String> missing() {
        return administrator
                .missing()
                .or(() -> fresh.complete() ? Optional.empty() : Optional.of(texts().get("care.new.form")));
    }

    @Override
    Optional<CareWork.Act> take() {
        CarePins pins = new CarePins(texts().get("pin.LAST_TRY"));
        administrator.take(pins);
        Optional<char[]> typed = fresh.take();
        if (typed.isEmpty()) {
            pins.close();
            return Optional.empty();
        }
        AsUnit meant = as();
        char[] next = typed.get();
        return Optional.of(cards -> {
            try (pins;
                    AsCare care = cards.open(meant)) {
                pins.verify(care, PinReference.ADMINISTRATOR);
                care.unblock(next);
                return CareWords.unblocked(care);
            } finally {
                Arrays.fill(next, '\0');
            }
        });
    }

    @Override
    void clear() {
        administrator.clear();
        fresh.clear();
    }

    @Override
    Node firstFocus() {
        return administrator.field();
    }
}
