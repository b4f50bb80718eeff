package org.keyrack.ui.cards;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.keyrack.app.CardBench;
import org.keyrack.app.CardBench.Outcome;
import org.keyrack.app.CardTasks.Answering;
import org.keyrack.app.SlotView;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.ui.cards.CardState.Busy;
import org.keyrack.ui.cards.CardState.Done;
import org.keyrack.ui.cards.CardState.Failed;
import org.keyrack.ui.cards.CardState.Known;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.rackstate.LiveBench;
import org.keyrack.ui.rackstate.Materials;
import org.keyrack.ui.rackstate.Shelf.Place;
import org.keyrack.ui.tiles.TileModel;

/** What the step Cards knows and does. */
public final class CardsModel {
    private final Desk desk;
    private final ObjectProperty<CardAction> task = new SimpleObjectProperty<>(this, "task", CardAction.LOAD_EI);
    private final ReadOnlyObjectWrapper<List<TileModel>> tiles = new ReadOnlyObjectWrapper<>(this, "tiles", List.of());
    private final Map<String, CardState> states = new HashMap<>();
    private int inWork;

    public CardsModel(Desk desk) {
        this.desk = desk;
        Materials materials = desk.job().materials();
        // Which cards open is known of other keys alone.
        materials.issuerProperty().subscribe(changed -> forget());
        desk.bench().openProperty().subscribe(changed -> forget());
        desk.bench().viewProperty().subscribe(changed -> refresh());
        desk.settings().shelf().addListener((javafx.beans.Observable changed) -> refresh());
        desk.texts().localeProperty().subscribe(changed -> refresh());
    }

    private void forget() {
        if (inWork == 0) {
            states.clear();
            refresh();
        }
    }

    private void refresh() {
        states.entrySet().removeIf(entry -> inWork == 0 && known(entry.getKey()).isEmpty());
        CardTiles words = new CardTiles(desk.texts(), desk.causes());
        tiles.set(places().stream()
                .map(place -> words.tile(place, known(place.slot().reader())))
                .toList());
    }

    private List<Place> places() {
        return desk.shelf().places(desk.bench().view());
    }

    /** What is known of the card that is in a reader now. */
    private Optional<CardState> known(String reader) {
        return desk.bench()
                .view()
                .slot(reader)
                .filter(slot -> slot.state() != SlotView.State.EMPTY)
                .flatMap(slot ->
                        Optional.ofNullable(states.get(reader)).filter(state -> state.insertion() == slot.insertion()));
    }

    /** The tiles in the order of the shelf. */
    ReadOnlyObjectProperty<List<TileModel>> tilesProperty() {
        return tiles.getReadOnlyProperty();
    }

    /** What is to be done. */
    public ObjectProperty<CardAction> taskProperty() {
        return task;
    }

    boolean busy() {
        return inWork > 0;
    }

    /** What was read of the card in a reader, with its details. */
    Optional<Known> report(String reader) {
        return known(reader).filter(Known.class::isInstance).map(Known.class::cast);
    }

    /** Readers of these slots, or of all, that hold a card which can be worked on. */
    List<String> cards(Set<String> selected) {
        return places().stream()
                .map(Place::slot)
                .filter(slot -> selected.isEmpty() || selected.contains(slot.reader()))
                .filter(slot -> switch (slot.state()) {
                    case EMPTY, MUTE, IN_WORK -> false;
                    case READING, AS, EI, OTHER_CARD, BUSY, FAILED -> true;
                })
                .map(SlotView::reader)
                .toList();
    }

    /** Those of them that were not read yet. */
    List<String> unread(Set<String> selected) {
        return cards(selected).stream()
                .filter(reader -> known(reader).isEmpty())
                .toList();
    }

    /** Those of them that the keys at hand open. */
    List<String> opened(Set<String> selected) {
        return cards(selected).stream()
                .filter(reader -> report(reader)
                        .filter(known -> known.report().opened().isPresent())
                        .isPresent())
                .toList();
    }

    /** The bundle key why nothing can be done with these slots; empty when something can. */
    Optional<String> blocked(Set<String> selected) {
        Materials materials = desk.job().materials();
        if (desk.job().running()) {
            return Optional.of("prepare.blocked.batch");
        }
        if (busy() || desk.job().preparingProperty().get()) {
            return Optional.of("prepare.blocked.busy");
        }
        if (cards(selected).isEmpty()) {
            return Optional.of("cards.blocked.none");
        }
        if (desk.bench().view().reading()) {
            return Optional.of("rack.blocked.reading");
        }
        if (!unread(selected).isEmpty()) {
            return Optional.empty();
        }
        if (opened(selected).isEmpty()) {
            return Optional.of("cards.blocked.closed");
        }
        if (task.get().needsCap() && materials.capProperty().get().isEmpty()) {
            return Optional.of("cards.blocked.cap");
        }
        return task.get() == CardAction.KEYS && materials.freshProperty().get().isEmpty()
                ? Optional.of("cards.blocked.fresh")
                : Optional.empty();
    }

    /** Units at work on these cards, by SN or id in small hexadecimal digits. */
    List<String> atWork(List<String> readers) {
        return readers.stream()
                .flatMap(reader -> desk.bench().view().slot(reader).stream())
                .flatMap(slot -> slot
                        .as()
                        .map(as -> as.identity().state() == LifeCycleState.OPERATIONAL
                                ? as.identity().asId().hex()
                                : "")
                        .or(() -> slot.ei()
                                .map(ei -> ei.identity().state() == LifeCycleState.OPERATIONAL
                                        ? ei.sn().hex()
                                        : ""))
                        .stream())
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Reads cards. */
    void read(List<String> readers) {
        begin(Optional.empty(), readers, Set.of());
    }

    /**
     * Does the task that is chosen.
     *
     * @param meant units at work that may be deleted, as {@link #atWork} names them
     */
    void perform(List<String> readers, Set<String> meant) {
        begin(Optional.of(task.get()), readers, meant);
    }

    private void begin(Optional<CardAction> asked, List<String> readers, Set<String> meant) {
        Optional<LiveBench.Open> open = desk.bench().open();
        if (open.isEmpty() || readers.isEmpty() || busy()) {
            return;
        }
        Materials.Chosen chosen = desk.job().materials().chosen();
        inWork = readers.size();
        desk.job().preparingProperty().set(true);
        CardBench bench = new CardBench(open.get().lent());
        for (String reader : readers) {
            states.put(reader, new Busy(insertion(reader), asked, 0, 0));
        }
        refresh();
        desk.background()
                .run(
                        () -> CardTools.open(asked, chosen, meant),
                        tools -> readers.forEach(reader -> one(bench, tools, asked, reader)),
                        failure -> {
                            readers.forEach(states::remove);
                            ended(readers.size(), Optional.empty());
                            desk.failed(failure);
                        });
    }

    private long insertion(String reader) {
        return desk.bench().view().insertion(reader);
    }

    private void one(CardBench bench, CardTools tools, Optional<CardAction> asked, String reader) {
        long insertion = insertion(reader);
        desk.background()
                .run(
                        () -> worked(bench, tools, asked, reader, insertion),
                        state -> {
                            states.put(reader, state);
                            ended(1, Optional.of(tools));
                        },
                        failure -> {
                            states.put(reader, new Failed(insertion, failure, Optional.empty()));
                            ended(1, Optional.of(tools));
                        });
    }

    private CardState worked(
            CardBench bench, CardTools tools, Optional<CardAction> asked, String reader, long insertion)
            throws InterruptedException {
        Outcome<CardTools.Result> outcome = bench.each(
                        List.of(reader),
                        (name, card) -> tools.work(
                                card,
                                (block, blocks) -> desk.updates()
                                        .post(reader, () -> block(reader, new Busy(insertion, asked, block, blocks)))))
                .get(0);
        if (outcome.failure().isEmpty()) {
            CardTools.Result result = outcome.value().orElseThrow();
            return new Known(insertion, result.report(), result.done());
        }
        Exception failure = outcome.failure().get();
        Optional<Answering> answering = Optional.empty();
        if (tools.replacesKeys() && failure instanceof LinkFailure) {
            answering = bench.eachAgain(List.of(outcome), (name, card) -> tools.answering(card))
                    .get(0)
                    .value();
        }
        return new Failed(insertion, failure, answering);
    }

    /** Late news of a card that is done already change nothing. */
    private void block(String reader, Busy now) {
        if (states.get(reader) instanceof Busy) {
            states.put(reader, now);
            refresh();
        }
    }

    private void ended(int cards, Optional<CardTools> tools) {
        inWork -= cards;
        if (inWork == 0) {
            tools.ifPresent(CardTools::close);
            desk.job().preparingProperty().set(false);
            if (tools.isPresent()) {
                desk.notices().announce(counts());
            }
        }
        refresh();
    }

    /** How many cards are as was asked, and how many are not. */
    String counts() {
        long failed = states.values().stream()
                .filter(state -> state instanceof Failed
                        || state instanceof Known known
                                && (known.report().closed().isPresent()
                                        || known.done().equals(Optional.of(Done.AT_WORK))))
                .count();
        long read = states.values().stream().filter(Known.class::isInstance).count()
                + states.values().stream().filter(Failed.class::isInstance).count();
        long here = places().stream()
                .filter(place -> place.slot().state() != SlotView.State.EMPTY)
                .count();
        return desk.texts().format("cards.counts", here, read, failed);
    }
}
