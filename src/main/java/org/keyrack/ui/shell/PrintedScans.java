package org.keyrack.ui.shell;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keyrack.app.BenchView;
import org.keyrack.app.PrintedNumbers;
import org.keyrack.app.SlotView;
import org.keyrack.journal.Refusal;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.rackstate.LiveBench;
import org.keyrack.ui.rackstate.Shelf.Place;

/** Compares the SNs that are printed on modules with those of their cards, and says what comes of it once a card is read. */
final class PrintedScans {
    private final Desk desk;
    /** Readers whose module is still to be compared, with the SN scanned. */
    private final Map<String, SerialNumber> open = new HashMap<>();

    PrintedScans(Desk desk) {
        this.desk = desk;
        desk.bench().openProperty().subscribe(bench -> open.clear());
        desk.bench().viewProperty().subscribe(this::look);
    }

    private Optional<PrintedNumbers> numbers() {
        return desk.bench().open().map(LiveBench.Open::batches).map(batches -> batches.printed());
    }

    /** The SN printed on the module of a slot. */
    void say(Place place, SerialNumber sn) {
        BenchView view = desk.bench().view();
        String reader = place.slot().reader();
        SlotView slot = view.slot(reader).orElse(place.slot());
        numbers().ifPresent(known -> known.say(slot, sn));
        open.put(reader, sn);
        if (slot.ei().isEmpty()) {
            desk.notices().info("scan.printed.waits", place.label(), sn.grouped());
        }
        look(view);
    }

    private void look(BenchView view) {
        for (SlotView slot : view.slots()) {
            SerialNumber sn = open.get(slot.reader());
            if (sn != null && slot.ei().isPresent()) {
                open.remove(slot.reader());
                tell(view, slot, sn);
            }
        }
    }

    private void tell(BenchView view, SlotView slot, SerialNumber sn) {
        String label = desk.shelf().label(view, slot.reader());
        Optional<Refusal> refused = numbers().flatMap(known -> known.refusal(slot));
        if (refused.isPresent()) {
            desk.notices()
                    .error(desk.texts()
                            .format("run.refused", label, desk.causes().sentence(refused.get())));
            desk.sounds().bad();
        } else {
            desk.notices().info("scan.printed.same", label, sn.grouped());
        }
    }
}
