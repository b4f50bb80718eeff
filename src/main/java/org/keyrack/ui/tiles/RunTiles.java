package org.keyrack.ui.tiles;

import java.util.List;
import java.util.Optional;
import org.keyrack.app.SlotView;
import org.keyrack.journal.CauseId;
import org.keyrack.journal.Failure;
import org.keyrack.journal.Refusal;
import org.keyrack.plan.Plan;
import org.keyrack.plan.PlannedUnit;
import org.keyrack.protocol.ProtocolStep;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.rackstate.CardWords;
import org.keyrack.ui.rackstate.RefusedSlot;
import org.keyrack.ui.rackstate.RunBoard;
import org.keyrack.ui.rackstate.Shelf;
import org.keyrack.ui.rackstate.UnitProgress;

/** What the shelf shows while a batch runs, and after it. */
public final class RunTiles {
    private final Desk desk;
    private final RunBoard board;

    public RunTiles(Desk desk) {
        this.desk = desk;
        this.board = desk.job().board();
    }

    /** One tile for each slot of the bench. */
    public List<TileModel> tiles() {
        return desk.shelf().modules(desk.bench().view()).stream()
                .map(this::tile)
                .toList();
    }

    /** The same as the batch left it, also where a module has been taken out since. */
    public List<TileModel> asItWas() {
        return desk.shelf().modules(desk.bench().view()).stream()
                .map(place -> board.seat(place.slot().reader())
                        .map(unit -> tile(place, unit))
                        .orElseGet(() -> tile(place)))
                .toList();
    }

    private TileModel tile(Shelf.Place place) {
        SlotView slot = place.slot();
        Optional<UnitProgress> seat = board.seat(slot.reader()).filter(unit -> stillThere(unit, slot));
        if (seat.isPresent()) {
            return tile(place, seat.get());
        }
        Optional<RefusedSlot> refused = board.refusedAt(slot);
        if (refused.isPresent()) {
            return TileModel.of(
                    slot.reader(),
                    place.label(),
                    TileState.REFUSED,
                    refused.get().sn().map(SerialNumber::grouped),
                    shortly(refused.get()));
        }
        return switch (slot.state()) {
            case EI, IN_WORK -> module(place);
            case READING -> bare(place, TileState.READING, desk.texts().get("run.tile.reading"));
            case EMPTY, AS -> bare(place, TileState.EMPTY, desk.texts().get("run.tile.empty"));
            case OTHER_CARD, MUTE, BUSY, FAILED ->
                bare(place, TileState.REFUSED, CardWords.sentence(desk.texts(), place.label(), slot));
        };
    }

    private static TileModel bare(Shelf.Place place, TileState state, String sentence) {
        return TileModel.of(place.slot().reader(), place.label(), state, Optional.empty(), sentence);
    }

    /** A module that was not begun: its turn comes, nothing is missing in it, or it is of no batch. */
    private TileModel module(Shelf.Place place) {
        Optional<SerialNumber> sn = place.slot().ei().map(ei -> ei.sn());
        Optional<PlannedUnit> planned = board.plan().map(Plan::units).orElse(List.of()).stream()
                .filter(unit -> sn.filter(unit.sn()::equals).isPresent())
                .findFirst();
        boolean full = planned.filter(unit -> unit.keys().isEmpty()).isPresent();
        boolean turn = board.running() && (planned.isPresent() || board.continuous());
        return TileModel.of(
                place.slot().reader(),
                place.label(),
                full ? TileState.DONE : TileState.READY,
                sn.map(SerialNumber::grouped),
                full
                        ? desk.texts().format("run.tile.done", 0)
                        : desk.texts().get(turn ? "run.tile.next" : "run.tile.notInBatch"));
    }

    /** A finished module that was taken out leaves an empty slot; one that is missing in the middle of its work does not. */
    private static boolean stillThere(UnitProgress unit, SlotView slot) {
        if (unit.working()) {
            return true;
        }
        return switch (slot.state()) {
            case EI -> slot.ei().filter(ei -> ei.sn().equals(unit.sn())).isPresent();
            case EMPTY, AS, OTHER_CARD, MUTE, BUSY, FAILED -> unit.troubled();
            case IN_WORK, READING -> true;
        };
    }

    private TileModel tile(Shelf.Place place, UnitProgress unit) {
        double progress =
                switch (unit.phase()) {
                    case LOADING, VERIFYING -> unit.share();
                    case DONE -> 1;
                    case STOPPED -> unit.planned() == 0 ? 0 : (double) unit.loaded() / unit.planned();
                    // The sentence says what to do and needs the bar's room.
                    case FAILED, UNKNOWN, REFUSED -> TileModel.NO_BAR;
                };
        SerialNumber sn = unit.sn();
        return new TileModel(
                place.slot().reader(), place.label(), shown(unit), Optional.of(sn.grouped()), sentence(unit), progress);
    }

    /** A module whose next key is not asked for waits with its run. */
    private TileState shown(UnitProgress unit) {
        return waits(unit) ? TileState.WAITING : state(unit);
    }

    private boolean waits(UnitProgress unit) {
        return unit.phase() == UnitProgress.Phase.LOADING
                && desk.runWatch().state().waiting();
    }

    /** The state of a module's tile. */
    public static TileState state(UnitProgress unit) {
        return switch (unit.phase()) {
            case LOADING -> TileState.LOADING;
            case VERIFYING -> TileState.VERIFYING;
            case DONE -> TileState.DONE;
            case FAILED -> TileState.FAILED;
            case UNKNOWN -> TileState.UNKNOWN;
            case STOPPED -> TileState.READY;
            case REFUSED -> TileState.REFUSED;
        };
    }

    /** What is known of the card in a slot; empty when there is nothing to tell. */
    public Optional<UnitDetail> detail(String reader) {
        Optional<SlotView> slot = desk.bench().view().slot(reader);
        Optional<RefusedSlot> refused = slot.flatMap(board::refusedAt);
        UnitDetail detail = new UnitDetail(desk);
        if (refused.isPresent()) {
            detail.showRefused(refused.get().sn(), sentence(refused.get()));
            return Optional.of(detail);
        }
        return board.seat(reader).map(unit -> {
            detail.show(unit);
            return detail;
        });
    }

    /** Why a card takes no part in the batch: cause, then action. */
    public String sentence(RefusedSlot slot) {
        return slot.refusal().map(desk.causes()::sentence).orElseGet(() -> shortly(slot));
    }

    /** The same in the two lines of a tile, where it can be. */
    private String shortly(RefusedSlot slot) {
        if (slot.stranger()) {
            return desk.texts().get("run.tile.stranger");
        }
        return slot.sn().isEmpty()
                ? desk.texts().get("run.tile.unread." + slot.state())
                : slot.refusal().map(this::shortly).orElse("");
    }

    /** What most modules are refused for fits on a tile; the whole sentence is in its details and in Results. */
    private String shortly(Refusal refusal) {
        return switch (refusal.kind()) {
            case FOREIGN_SET, DUPLICATE_SN, NOT_OPERATIONAL -> desk.texts().get("run.tile.refused." + refusal.kind());
            default -> desk.causes().sentence(refusal);
        };
    }

    /** The sentence of a module: cause, then action. */
    public String sentence(UnitProgress unit) {
        return switch (unit.phase()) {
            case LOADING ->
                unit.index() == 0 && !waits(unit)
                        ? desk.texts().get("run.tile.starting")
                        : desk.texts().format("run.tile.loading", Math.max(1, unit.index()), unit.planned());
            case VERIFYING -> desk.texts().format("run.tile.verifying", unit.index(), unit.planned());
            case DONE -> desk.texts().format("run.tile.done", unit.loaded());
            case STOPPED -> desk.texts().format("run.tile.stopped", unit.loaded(), unit.planned());
            case UNKNOWN ->
                unit.failure()
                        .map(Failure::cause)
                        .filter(cause -> !cause.equals(CauseId.link(LinkFailure.Reason.CARD_REMOVED)))
                        .flatMap(cause -> unit.failure())
                        .map(desk.causes()::sentence)
                        .orElseGet(() -> desk.texts().get("run.tile.unknown"));
            case REFUSED -> unit.failure().map(desk.causes()::sentence).orElse("");
            case FAILED ->
                unit.settled()
                        ? desk.texts().get(unit.lastLoaded() ? "run.tile.settledRest" : "run.tile.settledNotLoaded")
                        : unit.failure().map(desk.causes()::sentence).orElse("");
        };
    }

    /** The method has eight steps; what is asked before and around them belongs to one of these. */
    public static ProtocolStep step(ProtocolStep step) {
        return switch (step) {
            case SELECT, IDENTITY, PERSONALIZATION -> ProtocolStep.SN;
            case INITIATE -> ProtocolStep.R;
            case PIN -> ProtocolStep.EXPORTKEY;
            default -> step;
        };
    }
}
