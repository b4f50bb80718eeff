package org.keyrack.ui.prepareas;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.keyrack.app.SlotView;
import org.keyrack.prepare.AsPlan;
import org.keyrack.prepare.CardPlan;
import org.keyrack.protocol.PinReference;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.Initializer;
import org.keyrack.ui.kit.OneWayConverter;
import org.keyrack.ui.kit.PinPair;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.prepare.PrepareController;
import org.keyrack.ui.prepare.PrepareModel;
import org.keyrack.ui.prepare.TypedSecrets;
import org.keyrack.ui.rackstate.CardWords;
import org.keyrack.ui.rackstate.PreparationJob.ChosenPlan;
import org.keyrack.ui.rackstate.PreparationJob.Part;
import org.keyrack.ui.rackstate.Shelf.Place;

/** Controller of {@code prepareas.fxml}. */
public final class PrepareAsController extends PrepareController {
    private final Map<PinReference, PinPair> pins = new EnumMap<>(PinReference.class);

    @FXML
    private ComboBox<Place> slot;

    @FXML
    private VBox slotField;

    @FXML
    private HBox pinArea;

    @FXML
    private CheckBox noSecond;

    public PrepareAsController(Desk desk, PrepareModel model) {
        super(desk, model);
        for (PinReference reference : PinReference.values()) {
            String name = texts().get("prepareas.pin." + reference);
            pins.put(reference, new PinPair(texts(), "pin-" + reference, name, this::showPrimary));
        }
    }

    @FXML
    @Initializer
    void initialize() {
        slot.setConverter(new OneWayConverter<>(this::name));
        pinArea.getChildren().setAll(pins.values());
        noSecond.setOnAction(ticked -> showPrimary());
        begin(slotField);
        follow(model().job().planProperty(), this::planChanged);
    }

    private String name(Place place) {
        String what = place.slot().state() == SlotView.State.OTHER_CARD
                ? texts().get("cards.unread")
                : CardWords.sentence(texts(), place.label(), place.slot());
        return texts().format("prepareas.slot.choice", place.label(), what);
    }

    /** Keys that the AS draws are nowhere else. */
    private void planChanged(Optional<ChosenPlan> chosen) {
        noSecond.setSelected(false);
        Shown.set(
                noSecond,
                chosen.map(ChosenPlan::plan)
                        .filter(PrepareAsController::drawsForGood)
                        .isPresent());
    }

    private static boolean drawsForGood(CardPlan plan) {
        return plan instanceof AsPlan as && as.drawsForGood();
    }

    /** The card that was chosen stays chosen as long as it is there. */
    @Override
    protected void benchChanged() {
        slot.setOnAction(null);
        List<Place> candidates = model().candidates();
        Optional<String> before =
                model().job().onlyProperty().get().flatMap(only -> only.stream().findFirst());
        Optional<Place> same = candidates.stream()
                .filter(place -> before.filter(place.slot().reader()::equals).isPresent())
                .findFirst()
                .or(() -> candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty());
        Shown.rows(slot.getItems(), candidates);
        slot.setValue(same.orElse(null));
        boolean there = before.flatMap(reader -> desk().bench().view().slot(reader))
                .filter(seen -> seen.state() != SlotView.State.EMPTY)
                .isPresent();
        // A card that is read or given back for a moment is still the one that was chosen.
        if (!there && !model().board().phase().holdsCards()) {
            model().job()
                    .onlyProperty()
                    .set(same.map(place -> List.of(place.slot().reader())));
        }
        slot.setOnAction(chosen -> model().job()
                .onlyProperty()
                .set(Optional.ofNullable(slot.getValue())
                        .map(place -> List.of(place.slot().reader()))));
    }

    @Override
    protected Optional<String> missing() {
        if (model().job().onlyProperty().get().isEmpty()) {
            return Optional.of("prepareas.blocked.slot");
        }
        if (!pins.values().stream().allMatch(PinPair::complete)) {
            return Optional.of("prepareas.blocked.pins");
        }
        return noSecond.isVisible() && !noSecond.isSelected()
                ? Optional.of("prepareas.blocked.second")
                : Optional.empty();
    }

    @Override
    protected Optional<TypedSecrets> take(Map<Part, char[]> parts) {
        Map<PinReference, char[]> taken = new EnumMap<>(PinReference.class);
        pins.forEach((reference, pair) -> pair.take().ifPresent(pin -> taken.put(reference, pin)));
        if (taken.size() < pins.size()) {
            taken.values().forEach(pin -> Arrays.fill(pin, '\0'));
            parts.values().forEach(part -> Arrays.fill(part, '\0'));
            model().say("prepareas.pins.differ");
            return Optional.empty();
        }
        return Optional.of(new TypedSecrets(taken, parts));
    }

    @Override
    protected boolean retriesByItself() {
        return false;
    }

    @Override
    protected void forget() {
        pins.values().forEach(PinPair::clear);
    }
}
