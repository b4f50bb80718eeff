package org.keyrack.ui.scope;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyrack.ledger.UnitRecord;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.history.HistoryWords;
import org.keyrack.ui.kit.Texts;
import org.keyrack.unit.EiUnit;

/** Which modules the rack is meant to hold: by a list of expected SNs, and by a batch that is resumed. As sentences. */
public final class RackScope {
    /** More are counted; the dialog names them all. */
    static final int NAMED = 4;

    private final Desk desk;
    private final HistoryWords words;

    public RackScope(Desk desk) {
        this.desk = desk;
        this.words = new HistoryWords(desk);
    }

    private Texts texts() {
        return desk.texts();
    }

    /**
     * How some modules compare with the list; empty without a list.
     *
     * @param named how many are named at most
     */
    public Optional<String> expected(Collection<SerialNumber> seen, int named) {
        return desk.job().expectedProperty().get().map(list -> {
            List<SerialNumber> missing = list.units().missing(seen);
            List<SerialNumber> unexpected = list.units().unexpected(seen);
            int size = list.units().modules().size();
            if (missing.isEmpty() && unexpected.isEmpty()) {
                return texts().format("expected.all", list.name(), size);
            }
            List<String> sentences = new ArrayList<>();
            sentences.add(texts().format("expected.list", list.name(), size));
            if (!missing.isEmpty()) {
                sentences.add(texts().format("expected.missing", missing.size(), named(missing, named)));
            }
            if (!unexpected.isEmpty()) {
                sentences.add(texts().format("expected.unexpected", unexpected.size(), named(unexpected, named)));
            }
            return String.join(" ", sentences);
        });
    }

    /** Whether some module is missing or not expected. */
    public boolean differs(Collection<SerialNumber> seen) {
        return desk.job()
                .expectedProperty()
                .get()
                .filter(list -> !list.units().missing(seen).isEmpty()
                        || !list.units().unexpected(seen).isEmpty())
                .isPresent();
    }

    private String named(List<SerialNumber> modules, int named) {
        Set<String> here = desk.bench().view().eiUnits().stream()
                .map(unit -> unit.sn().hex())
                .collect(Collectors.toSet());
        String first = modules.stream()
                .limit(named)
                .map(sn -> here.contains(sn.hex())
                        ? texts().format("expected.inSlot", sn.grouped(), slotOf(sn))
                        : sn.grouped())
                .collect(Collectors.joining(", "));
        return modules.size() <= named ? first : texts().format("expected.more", first, modules.size() - named);
    }

    private String slotOf(SerialNumber sn) {
        return desk.bench().view().eiUnits().stream()
                .filter(unit -> unit.sn().equals(sn))
                .map(unit -> words.slot(unit.reader()))
                .collect(Collectors.joining(", "));
    }

    /** Which order is loaded, and how far it is; empty without one. */
    public Optional<String> order() {
        return desk.job()
                .orderProperty()
                .get()
                .map(view -> texts().format(
                                "order.loaded",
                                view.signed().order().number(),
                                view.signed().order().customer(),
                                view.used(),
                                view.signed().order().places(),
                                view.signed().order().until().toString()));
    }

    /** What the resumed batch needs, and what of it is not in the rack; empty when none is resumed. */
    public Optional<String> resumed() {
        return desk.job().resumedProperty().get().map(resumed -> {
            Set<SerialNumber> here =
                    desk.bench().view().eiUnits().stream().map(EiUnit::sn).collect(Collectors.toSet());
            List<UnitRecord> away = resumed.left().open().stream()
                    .filter(unit -> unit.sn().filter(here::contains).isEmpty())
                    .toList();
            String number = String.valueOf(resumed.left().batch().batch());
            int open = resumed.left().open().size();
            String never = resumed.left().neverBegun() == 0
                    ? ""
                    : " " + texts().format("history.left.never", resumed.left().neverBegun());
            if (away.isEmpty()) {
                return texts().format("resume.all", number, open) + never;
            }
            String modules = away.stream()
                    .limit(NAMED)
                    .map(unit -> texts().format(
                                    "history.left.module",
                                    words.slot(unit),
                                    unit.sn().map(SerialNumber::grouped).orElse("–")))
                    .collect(Collectors.joining(" · "));
            String named =
                    away.size() <= NAMED ? modules : texts().format("expected.more", modules, away.size() - NAMED);
            return texts().format("resume.missing", number, open, away.size(), named) + never;
        });
    }
}
