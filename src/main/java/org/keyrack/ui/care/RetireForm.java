package org.keyrack.ui.care;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.keyrack.app.AsCare;
import org.keyrack.app.InputException;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.Retirement;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.command.KeyPlace;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.Hex;
import org.keyrack.ui.kit.LatestAnswer;
import org.keyrack.ui.kit.OneWayConverter;
import org.keyrack.ui.kit.Shown;
import org.keyrack.unit.AsUnit;

/** Administrator and custodian clear a T, once no module holds it and no receipt wants it. */
final class RetireForm extends CareForm {
    private final ComboBox<TransportKeySlot> slots = new ComboBox<>();
    private final Label wanted = new Label();
    private final CheckBox loseAudit = new CheckBox();
    private final DualControl pins = new DualControl(this);
    private final LatestAnswer ledger;
    private Optional<String> unasked;
    private boolean isWanted;

    RetireForm(Desk desk, AsUnit as) {
        super(desk, as);
        ledger = new LatestAnswer(desk.background());
        unasked = Optional.of(texts().get("care.RETIRE.reading"));
        slots.setId("care-slot");
        slots.setMaxWidth(Double.MAX_VALUE);
        slots.setAccessibleText(texts().get("care.RETIRE.slot"));
        slots.setConverter(new OneWayConverter<>(slot -> texts().format(
                        "ascard.set",
                        slot.slot(),
                        Hex.of1(slot.suite().code()),
                        slot.tVersion(),
                        slot.kcv().toString())));
        wanted.setId("care-wanted");
        wanted.setWrapText(true);
        wanted.setMinHeight(Region.USE_PREF_SIZE);
        loseAudit.setId("care-lose-audit");
        loseAudit.setText(texts().get("care.RETIRE.lose"));
        loseAudit.setWrapText(true);
        loseAudit.setMinHeight(Region.USE_PREF_SIZE);
        loseAudit.setOnAction(ticked -> changed());
        Shown.set(loseAudit, false);
        slots.getItems().setAll(as.identity().slots());
        slots.getSelectionModel().selectFirst();
        slots.setOnAction(chosen -> look());
        getChildren().setAll(slots, wanted, loseAudit, pins.row());
        look();
    }

    private int slot() {
        return Optional.ofNullable(slots.getValue()).map(TransportKeySlot::slot).orElse(0);
    }

    /** Reads from the ledger who still wants the T that is chosen. */
    private void look() {
        OpenLedger records = desk().bench().open().orElseThrow().ledger();
        AsIdentity identity = as().identity();
        String reader = as().reader();
        int slot = slot();
        unasked = Optional.of(texts().get("care.RETIRE.reading"));
        loseAudit.setSelected(false);
        ledger.run(
                () -> Retirement.of(reader, identity, slot, records.records()),
                found -> {
                    unasked = Optional.empty();
                    isWanted = found.wanted().isPresent();
                    say(found.wanted().orElseGet(found::free));
                },
                refused -> {
                    unasked = Optional.of(desk().causes().sentence(refused));
                    isWanted = false;
                    say("");
                });
    }

    private void say(String sentence) {
        wanted.setText(sentence);
        Shown.set(wanted, !sentence.isEmpty());
        Shown.set(loseAudit, isWanted);
        resized();
        changed();
    }

    @Override
    void ask(AsUnit read, String card) {
        super.ask(read, card);
        pins.ask(read, card);
    }

    @Override
    Optional<String> missing() {
        if (unasked.isPresent()) {
            return unasked;
        }
        return isWanted && !loseAudit.isSelected() ? Optional.of(texts().get("care.RETIRE.first")) : pins.missing();
    }

    @Override
    Optional<CareWork.Act> take() {
        boolean lose = loseAudit.isSelected();
        int slot = slot();
        AsUnit meant = as();
        String left = texts().get("care.loading");
        CarePins taken = pins.take();
        return Optional.of(cards -> {
            try (taken;
                    AsCare care = cards.open(meant)) {
                Retirement retirement = Retirement.of(
                        care.reader(), care.identity(), slot, cards.ledger().records());
                Optional<String> refusal = retirement.wanted();
                if (refusal.isPresent() && !lose) {
                    throw new InputException(refusal.get());
                }
                taken.verify(care, PinReference.ADMINISTRATOR, PinReference.CUSTODIAN);
                String loading = CareWork.inLoading(left, care, () -> care.clear(new KeyPlace.TransportKeySlot(slot)));
                return retirement.done() + loading;
            }
        });
    }

    @Override
    void clear() {
        pins.clear();
    }

    @Override
    Node firstFocus() {
        return slots;
    }
}
