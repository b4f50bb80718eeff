package org.keyrack.ui.care;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import org.keyrack.app.AsCare;
import org.keyrack.app.CareWords;
import org.keyrack.app.InputException;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.PinReference;
import org.keyrack.ui.desk.Desk;
import org.keyrack.unit.AsUnit;

/** Administrator and custodian take an AS that is in LOADING to work. */
final class WorkForm extends CareForm {
    private final CheckBox noSecond = new CheckBox();
    private final DualControl pins = new DualControl(this);

    WorkForm(Desk desk, AsUnit as) {
        super(desk, as);
        noSecond.setId("care-no-second");
        noSecond.setText(texts().get("care.second.tick"));
        noSecond.setWrapText(true);
        noSecond.setMinHeight(USE_PREF_SIZE);
        getChildren().setAll(noSecond, pins.row());
    }

    @Override
    void ask(AsUnit read, String card) {
        super.ask(read, card);
        pins.ask(read, card);
    }

    @Override
    Optional<String> missing() {
        return pins.missing();
    }

    @Override
    Optional<CareWork.Act> take() {
        boolean alone = noSecond.isSelected();
        AsUnit meant = as();
        String second = texts().get("care.second.none");
        CarePins taken = pins.take();
        return Optional.of(cards -> {
            try (taken;
                    AsCare care = cards.open(meant)) {
                care.requireFinished();
                if (!alone && care.hasNoSecond()) {
                    throw new InputException(second);
                }
                taken.verify(care, PinReference.ADMINISTRATOR, PinReference.CUSTODIAN);
                care.setState(LifeCycleState.OPERATIONAL);
                return CareWords.operational(care);
            }
        });
    }

    @Override
    void clear() {
        pins.clear();
    }

    @Override
    Node firstFocus() {
        return pins.first();
    }
}
