package org.keyrack.ui.care;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.Node;
import org.keyrack.app.AsCare;
import org.keyrack.app.CareWords;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.ui.desk.Desk;
import org.keyrack.unit.AsUnit;

/** Administrator and custodian set how many exports of keys are left. */
final class ExportsForm extends CareForm {
    private final ExportsGrid grid = new ExportsGrid(texts(), "care.exports.prompt", this::changed);
    private final DualControl pins = new DualControl(this);

    ExportsForm(Desk desk, AsUnit as) {
        super(desk, as);
        grid.show(as.keys(), CareWords::exportsLeft);
        getChildren().setAll(grid, pins.row());
    }

    @Override
    void ask(AsUnit read, String card) {
        super.ask(read, card);
        pins.ask(read, card);
    }

    @Override
    Optional<String> missing() {
        return grid.wanted().isEmpty() ? Optional.of(texts().get("care.exports.none")) : pins.missing();
    }

    @Override
    Optional<CareWork.Act> take() {
        Map<Integer, Long> exports = grid.wanted();
        AsUnit meant = as();
        String left = texts().get("care.loading");
        CarePins taken = pins.take();
        return Optional.of(cards -> {
            try (taken;
                    AsCare care = cards.open(meant)) {
                care.requireExports(exports);
                taken.verify(care, PinReference.ADMINISTRATOR, PinReference.CUSTODIAN);
                String loading = CareWork.inLoading(left, care, () -> care.putExportsLeft(exports));
                List<KeyDirectoryEntry> keys = care.keys();
                return keys.stream()
                                .filter(key -> exports.containsKey(key.ref1()))
                                .map(CareWords::exportsLeft)
                                .collect(Collectors.joining("; ", "", "."))
                        + loading;
            }
        });
    }

    @Override
    void clear() {
        pins.clear();
    }

    @Override
    Node firstFocus() {
        return grid.wanted().isEmpty() ? grid.first().orElseGet(pins::first) : pins.first();
    }
}
