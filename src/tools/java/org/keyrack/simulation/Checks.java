package org.keyrack.simulation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyrack.ledger.DiskAudit;
import org.keyrack.ledger.SimulatedDisk;
import org.keyrack.protocol.SerialNumber;

/** What must hold at the end of a seed: what the ledger says beside what the cards did. */
final class Checks {
    private final Truth truth;
    private final SimulatedDisk disk;
    private final DiskAudit audit;
    private final List<SimulatedCard> cards;
    private final Set<String> present;
    private final Map<String, List<Line>> outcomes = new LinkedHashMap<>();

    /** Of a scene whose last program has ended, and has read every card that is there. */
    Checks(Scene scene) {
        this.truth = scene.truth();
        this.disk = scene.disk();
        this.audit = disk.audit();
        this.cards = Stream.concat(scene.slots().stream(), scene.others().stream())
                .flatMap(slot -> slot.card.stream())
                .toList();
        this.present = cards.stream()
                .flatMap(card -> card.sn().stream())
                .map(SerialNumber::hex)
                .collect(Collectors.toSet());
    }

    void all() {
        List<Line> lines = audit.lines();
        if (!lines.equals(truth.lines())) {
            throw new Finding("the disk holds other lines than became durable");
        }
        lines.stream()
                .filter(line -> line.type().equals("outcome") && !line.r().isEmpty())
                .forEach(line -> outcomes.computeIfAbsent(line.r(), r -> new ArrayList<>())
                        .add(line));
        keys();
        blanks(lines);
        exports(lines);
        batches(lines);
        claims();
        unknown();
        new OrderChecks(truth.orders(), audit).all();
        try {
            audit.unsound().ifPresent(what -> {
                throw new Finding("the ledger does not verify: " + what);
            });
            if (disk.olderCopyPasses()) {
                throw new Finding("an older copy of the ledger passes although a newer head is kept");
            }
        } catch (IOException e) {
            throw new Finding("the heads cannot be read", e);
        }
    }

    /** Each key that is in a module is counted once, and no other is counted. */
    private void keys() {
        truth.imports().forEach((r, imported) -> {
            String last = result(r);
            if (present.contains(imported.sn().hex()) && !last.equals("loaded")) {
                throw new Finding("module " + imported.sn().hex() + " holds the key of R " + r
                        + ", and the ledger says: " + (last.isEmpty() ? "nothing" : last));
            }
            if (last.equals("not-loaded") || last.equals("not_loaded")) {
                throw new Finding("a key that is in is said not to be: R " + r);
            }
        });
        outcomes.forEach((r, lines) -> {
            long loaded = lines.stream()
                    .filter(line -> line.result().equals("loaded"))
                    .count();
            if (loaded > 1) {
                throw new Finding("a key is counted twice: R " + r);
            }
            if (loaded == 1 && !truth.imports().containsKey(r)) {
                throw new Finding("a key is counted that no module holds: R " + r);
            }
        });
    }

    /** Every blank card has become the module that the ledger says: one SN was given to it, and no second one but for a lost one. */
    private void blanks(List<Line> lines) {
        for (SimulatedCard card : cards) {
            card.blank().ifPresent(blank -> {
                String identity = blank.identity().hex();
                Set<String> given =
                        of(lines, "serial-given", identity).map(Line::sn).collect(Collectors.toSet());
                String own = blank.sn().map(SerialNumber::hex).orElse("");
                if (!blank.isOperational()
                        || !given.contains(own)
                        || !given.stream().allMatch(sn -> sn.equals(own) || isLost(lines, sn))) {
                    throw new Finding(card.name() + " shows " + blank.sn() + " and was given " + given);
                }
                String end = of(lines, "card-ended", identity)
                        .reduce((earlier, later) -> later)
                        .map(Line::result)
                        .orElse("nothing");
                if (!end.equals("done") && !end.equals("nothing-needed")) {
                    throw new Finding(card.name() + " is a module, and the ledger says: " + end);
                }
            });
        }
    }

    /** Whether an SN went to a card that did not show it, and broke off when its module could be OPERATIONAL. */
    private static boolean isLost(List<Line> lines, String sn) {
        long unseen = lines.stream()
                .filter(line -> line.sn().equals(sn) && line.type().equals("serial-given"))
                .filter(line -> line.text().contains("\"shown\":false"))
                .count();
        return unseen > 1
                && lines.stream()
                        .anyMatch(line -> line.sn().equals(sn) && line.step().equals("state"));
    }

    private static Stream<Line> of(List<Line> lines, String type, String card) {
        return lines.stream()
                .filter(line -> line.type().equals(type) && line.card().equals(card));
    }

    /** What one bench has settled, another that was dead may call unknown at its next start: what is known stays so. */
    private String result(String r) {
        Optional<Line> last = Optional.empty();
        for (Line line : outcomes.getOrDefault(r, List.of())) {
            if (last.isEmpty()
                    || !line.result().equals("unknown")
                    || line.bench().equals(last.get().bench())) {
                last = Optional.of(line);
            }
        }
        return last.map(Line::result).orElse("");
    }

    /** What was exported for a module that was read since is settled. */
    private void exports(List<Line> lines) {
        Set<String> seen = new HashSet<>();
        for (Line line : lines) {
            if (!line.type().equals("exported")) {
                continue;
            }
            if (!seen.add(line.r())) {
                throw new Finding("one R is exported twice in the ledger: " + line.r());
            }
            if (!truth.exports().contains(line.r())) {
                throw new Finding("an export is in the ledger that no AS made: R " + line.r());
            }
            String last = result(line.r());
            if (present.contains(line.sn()) && !last.equals("loaded") && !last.startsWith("not")) {
                throw new Finding("a download to module " + line.sn() + " is not settled though it was read: R "
                        + line.r() + ", " + last);
            }
        }
    }

    /** Each batch has ended once, or is known to have been interrupted. */
    private static void batches(List<Line> lines) {
        Set<String> begun = new HashSet<>();
        Set<String> ended = new HashSet<>();
        for (Line line : lines) {
            if (line.type().equals("batch-started") && !begun.add(line.bench() + " " + line.batch())) {
                throw new Finding("two batches have the number " + line.batch());
            }
            if ((line.type().equals("batch-ended") || line.type().equals("batch-interrupted"))
                    && !ended.add(line.bench() + " " + line.batch())) {
                throw new Finding("batch " + line.batch() + " has two ends");
            }
        }
        if (!begun.equals(ended)) {
            throw new Finding("batches have begun " + begun + " and ended " + ended);
        }
    }

    /** What was read since is unknown in no batch's report. */
    private void unknown() {
        for (String sn : audit.unknownInBatches()) {
            if (present.contains(sn)) {
                throw new Finding("a batch calls a download to module " + sn + " unknown that is settled");
            }
        }
    }

    /** No module is kept for a batch that is over, but those whose last download is not known. */
    private void claims() {
        for (String sn : audit.claims()) {
            if (present.contains(sn)) {
                throw new Finding("module " + sn + " is still claimed when every batch is over");
            }
        }
    }
}
