package org.keyrack.ui.training;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.keyrack.app.SlotView;
import org.keyrack.app.VirtualCards;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.rackstate.LiveBench;
import org.keyrack.ui.rackstate.Shelf;
import org.keyrack.ui.rackstate.Shelf.Place;
import org.kordamp.ikonli.javafx.FontIcon;

/** What hands do at a real bench, as a menu for the virtual one: cards are taken out, put back, exchanged, copied. */
public final class VirtualHands extends MenuButton {
    private final Desk desk;
    private Optional<Node> stepFocus = Optional.empty();

    public VirtualHands(Desk desk) {
        this.desk = desk;
        setId("hands");
        setMinWidth(Region.USE_PREF_SIZE);
        setGraphic(new FontIcon("mdi2h-hand-back-right-outline"));
        // It has something to show from the beginning: a menu without items does not open.
        getItems().setAll(new MenuItem());
        setOnShowing(opened -> fill());
        // Hands let go of what they had in them: the step goes on where it was.
        sceneProperty()
                .flatMap(Scene::focusOwnerProperty)
                .addListener((focus, before, now) -> rememberFocus(before, now));
        setOnHidden(closed -> Platform.runLater(() -> stepFocus.ifPresent(Node::requestFocus)));
        desk.bench()
                .openProperty()
                .subscribe(open ->
                        Shown.set(this, open.flatMap(LiveBench.Open::cards).isPresent()));
        desk.texts().localeProperty().subscribe(locale -> {
            setText(desk.texts().get("hands.title"));
            setAccessibleText(desk.texts().get("hands.accessible"));
        });
    }

    /** What had the focus in the step before this menu took it. */
    private void rememberFocus(@Nullable Node before, @Nullable Node now) {
        if (now == this && before != null) {
            stepFocus = Optional.of(before);
        }
    }

    private Optional<VirtualCards> cards() {
        return desk.bench().open().flatMap(LiveBench.Open::cards);
    }

    private void fill() {
        getItems()
                .setAll(
                        as(),
                        slots("out", place -> place.slot().state() != SlotView.State.EMPTY, VirtualCards::takeOut),
                        slots("back", place -> place.slot().state() == SlotView.State.EMPTY, VirtualCards::putBack),
                        slots("copy", place -> original(place).isPresent(), this::putCopy),
                        item("hands.fresh", "hands-fresh", this::putFresh));
    }

    private List<Place> modules() {
        return desk.shelf().modules(desk.bench().view());
    }

    /** The AS is taken out, or put back. */
    private MenuItem as() {
        Optional<SlotView> slot = desk.shelf().places(desk.bench().view()).stream()
                .filter(place -> place.label().equals(Shelf.AS))
                .map(Place::slot)
                .filter(card -> card.place().isEmpty())
                .findFirst();
        boolean out = slot.filter(card -> card.state() == SlotView.State.EMPTY).isPresent();
        MenuItem item = item(
                out ? "hands.as.back" : "hands.as.out",
                "hands-as",
                () -> slot.map(SlotView::reader)
                        .ifPresent(reader -> work(cards -> {
                            if (out) {
                                cards.putBack(reader);
                            } else {
                                cards.takeOut(reader);
                            }
                        })));
        item.setDisable(slot.isEmpty());
        return item;
    }

    private Menu slots(String what, Predicate<Place> offered, BiConsumer<VirtualCards, String> move) {
        Menu menu = new Menu(desk.texts().get("hands." + what));
        menu.setId("hands-" + what);
        for (Place place : modules()) {
            if (offered.test(place)) {
                String reader = place.slot().reader();
                MenuItem item = new MenuItem(desk.texts().format("hands.slot", place.label()));
                item.setId("hands-" + what + "-" + place.label());
                item.setOnAction(chosen -> work(cards -> move.accept(cards, reader)));
                menu.getItems().add(item);
            }
        }
        menu.setDisable(menu.getItems().isEmpty());
        return menu;
    }

    private MenuItem item(String key, String id, Runnable action) {
        MenuItem item = new MenuItem(desk.texts().get(key));
        item.setId(id);
        item.setOnAction(chosen -> action.run());
        return item;
    }

    /** The module whose copy would go into a slot: the first of the others. */
    private Optional<String> original(Place place) {
        return place.slot().state() == SlotView.State.IN_WORK
                ? Optional.empty()
                : modules().stream()
                        .map(Place::slot)
                        .filter(slot -> slot.ei().isPresent())
                        .map(SlotView::reader)
                        .filter(reader -> !reader.equals(place.slot().reader()))
                        .findFirst();
    }

    private void putCopy(VirtualCards cards, String reader) {
        modules().stream()
                .filter(place -> place.slot().reader().equals(reader))
                .findFirst()
                .flatMap(this::original)
                .ifPresent(original -> cards.putCopy(reader, original));
    }

    /** Into every slot whose module is not in work. */
    private void putFresh() {
        List<String> readers = modules().stream()
                .map(Place::slot)
                .filter(slot -> slot.state() != SlotView.State.IN_WORK)
                .map(SlotView::reader)
                .toList();
        work(cards -> readers.forEach(cards::replaceUnit));
    }

    private void work(Consumer<VirtualCards> hands) {
        cards().ifPresent(cards -> desk.background().run(() -> hands.accept(cards)));
    }
}
