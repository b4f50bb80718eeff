package org.keyrack.ui.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.keyrack.app.BenchView;
import org.keyrack.app.SlotView;
import org.keyrack.ui.rackstate.Shelf;

/** Binds readers to the stickers on the shelf: a card inserted into slot 1 shows which reader slot 1 is, then slot 2. */
public final class SlotBinding {
    private final Shelf shelf;
    private final ReadOnlyObjectWrapper<Optional<Integer>> asked =
            new ReadOnlyObjectWrapper<>(this, "asked", Optional.empty());
    private final Map<String, Long> insertions = new HashMap<>();

    SlotBinding(Shelf shelf) {
        this.shelf = shelf;
    }

    /** The slot whose card is waited for; empty when nothing is being bound. */
    public ReadOnlyObjectProperty<Optional<Integer>> askedProperty() {
        return asked.getReadOnlyProperty();
    }

    /** Begins with slot 1; what was bound before is forgotten slot by slot. */
    void start(BenchView view) {
        remember(view);
        asked.set(Optional.of(1));
    }

    /** Goes on to the next slot without binding this one. */
    void skip() {
        asked.set(asked.get().map(slot -> slot + 1));
    }

    void stop() {
        asked.set(Optional.empty());
    }

    /** A new view of the bench: a card that came in answers the question. */
    void seen(BenchView view) {
        Optional<String> came = asked.get().isEmpty() ? Optional.empty() : inserted(view);
        remember(view);
        came.ifPresent(reader -> {
            shelf.bind(String.valueOf(asked.get().orElseThrow()), reader);
            skip();
        });
    }

    private Optional<String> inserted(BenchView view) {
        return view.slots().stream()
                .filter(slot ->
                        slot.state() != SlotView.State.EMPTY && slot.place().isEmpty())
                .filter(slot -> slot.insertion() > insertions.getOrDefault(slot.reader(), slot.insertion()))
                .map(SlotView::reader)
                .findFirst();
    }

    private void remember(BenchView view) {
        view.slots().forEach(slot -> insertions.merge(slot.reader(), slot.insertion(), Math::max));
    }
}
