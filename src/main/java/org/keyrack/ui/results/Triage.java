package org.keyrack.ui.results;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keyrack.journal.CauseId;
import org.keyrack.journal.Failure;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.rackstate.RefusedSlot;
import org.keyrack.ui.rackstate.RunBoard;
import org.keyrack.ui.rackstate.UnitProgress;
import org.keyrack.ui.rackstate.UnitProgress.Phase;
import org.keyrack.ui.results.TroubleGroup.Kind;
import org.keyrack.ui.tiles.RunTiles;

/** Groups what went wrong by its cause, the worst first. */
final class Triage {
    private final Desk desk;
    private final RunBoard board;
    private final RunTiles words;

    Triage(Desk desk) {
        this.desk = desk;
        this.board = desk.job().board();
        this.words = new RunTiles(desk);
    }

    /** The groups: what must be checked first, then failures by number, what the plan refused, what was stopped. */
    List<TroubleGroup> groups() {
        Map<String, List<UnfinishedModule>> byCause = new LinkedHashMap<>();
        Map<String, Kind> kinds = new LinkedHashMap<>();
        Map<String, String> sentences = new LinkedHashMap<>();
        for (UnitProgress unit : board.units()) {
            Optional<Kind> kind = kind(unit);
            if (kind.isPresent()) {
                String sentence =
                        kind.get() == Kind.STOPPED ? desk.texts().get("results.group.stopped") : words.sentence(unit);
                String cause = kind.get() + " "
                        + (unit.settled()
                                ? sentence
                                : unit.failure()
                                        .map(Failure::cause)
                                        .map(CauseId::id)
                                        .orElse(sentence));
                kinds.put(cause, kind.get());
                sentences.put(cause, sentence);
                byCause.computeIfAbsent(cause, each -> new ArrayList<>())
                        .add(new UnfinishedModule(Optional.of(unit.sn()), unit.reader(), Optional.of(unit)));
            }
        }
        for (RefusedSlot slot : refused()) {
            if (slot.sn().filter(board::isSetAside).isPresent()) {
                continue;
            }
            String cause = Kind.REFUSED + " "
                    + slot.refusal()
                            .map(refusal -> String.valueOf(refusal.kind()))
                            .orElse(words.sentence(slot));
            kinds.put(cause, Kind.REFUSED);
            sentences.putIfAbsent(cause, words.sentence(slot));
            byCause.computeIfAbsent(cause, each -> new ArrayList<>())
                    .add(new UnfinishedModule(slot.sn(), slot.reader(), Optional.empty()));
        }
        List<TroubleGroup> groups = new ArrayList<>();
        byCause.forEach((cause, troubles) -> groups.add(new TroubleGroup(
                Objects.requireNonNull(kinds.get(cause)), Objects.requireNonNull(sentences.get(cause)), troubles)));
        groups.sort(Comparator.comparing(TroubleGroup::kind)
                .thenComparing(group -> -group.troubles().size()));
        return groups;
    }

    private static Optional<Kind> kind(UnitProgress unit) {
        if (unit.isSetAside()) {
            return Optional.empty();
        }
        return switch (unit.phase()) {
            case UNKNOWN -> Optional.of(Kind.UNKNOWN);
            case FAILED -> Optional.of(Kind.FAILED);
            case STOPPED -> Optional.of(Kind.STOPPED);
            case REFUSED -> Optional.of(Kind.REFUSED);
            case LOADING, VERIFYING, DONE -> Optional.empty();
        };
    }

    /** Cards that took no part and were not loaded since, set aside or not: none of them is done. */
    List<RefusedSlot> refused() {
        return board.refusedSlots();
    }

    /** What the failures that stopped the batch have in common; empty when nothing stopped it. */
    Optional<String> common(int howMany) {
        List<Failure> last = board.ended().stream()
                .filter(unit -> unit.phase() == Phase.FAILED || unit.phase() == Phase.UNKNOWN)
                .flatMap(unit -> unit.failure().stream())
                .toList();
        if (last.isEmpty() || howMany == 0) {
            return Optional.empty();
        }
        List<Failure> row = last.subList(Math.max(0, last.size() - howMany), last.size());
        Failure first = row.get(0);
        if (row.stream().allMatch(failure -> failure.cause().equals(first.cause()))) {
            return Optional.of(desk.texts()
                    .format("results.common.cause", row.size(), desk.causes().sentence(first)));
        }
        if (row.stream().allMatch(failure -> failure.step() == first.step())) {
            return Optional.of(desk.texts()
                    .format(
                            "results.common.step",
                            row.size(),
                            desk.texts().get("step." + RunTiles.step(first.step()))));
        }
        if (row.stream().allMatch(failure -> failure.cause().link())) {
            return Optional.of(desk.texts().format("results.common.link", row.size()));
        }
        return Optional.of(desk.texts().format("results.common.nothing", row.size()));
    }
}
