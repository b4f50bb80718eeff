package org.keyrack.ui.prepare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.keyrack.app.Preparations;
import org.keyrack.app.SlotView;
import org.keyrack.card.CapFile;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.PreparationEvent;
import org.keyrack.prepare.CardPlan;
import org.keyrack.prepare.PlanFile;
import org.keyrack.prepare.Preparation;
import org.keyrack.prepare.PreparationRun;
import org.keyrack.prepare.PreparationSecrets;
import org.keyrack.protocol.Role;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.rackstate.CardProgress;
import org.keyrack.ui.rackstate.LiveBench;
import org.keyrack.ui.rackstate.PreparationBoard;
import org.keyrack.ui.rackstate.PreparationBoard.Phase;
import org.keyrack.ui.rackstate.PreparationJob;
import org.keyrack.ui.rackstate.PreparationJob.ChosenPlan;
import org.keyrack.ui.rackstate.Shelf.Place;

/**
 * What the steps AS and Modules of the preparation know and do: the cards are read first, and what each needs is shown; then
 * it is done. The secrets live from reading the cards until the end, or until somebody leaves before the beginning.
 */
public final class PrepareModel {
    private final Desk desk;
    private final PreparationJob job;
    private final PreparationBoard board;
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ConcurrentLinkedQueue<PreparationEvent> waiting = new ConcurrentLinkedQueue<>();
    private Optional<Held> held = Optional.empty();
    /** Counts what was asked for: an answer to an earlier question is let go at once. */
    private long asked;

    public PrepareModel(Desk desk, Role role) {
        this.desk = desk;
        this.job = desk.job().preparation(role);
        this.board = job.board();
        desk.bench().openProperty().subscribe(open -> {
            if (!board.phase().working()) {
                cancel();
                board.clear();
            }
        });
    }

    /** Cards that are read, the secrets that they wait for, and what they are open through. */
    private record Held(
            Preparations preparations, Preparation preparation, PreparationSecrets secrets, Optional<CapFile> cap) {
        void close() {
            preparation.close();
            secrets.close();
        }
    }

    public PreparationJob job() {
        return job;
    }

    public PreparationBoard board() {
        return board;
    }

    /** Why the cards were not read, in the operator's language; empty while there is nothing to say. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Reads a plan; what is wrong with it is said, and the plan before stays. */
    public void openPlan(Path file) {
        desk.background()
                .run(
                        () -> job.role() == Role.AS ? PlanFile.readAs(file) : PlanFile.readModules(file),
                        (CardPlan plan) -> {
                            problem.set("");
                            job.take(new ChosenPlan(file, plan));
                        },
                        this::failed);
    }

    /** The cards that are meant: those that were chosen, else every one that can be. */
    public List<Place> places() {
        Optional<List<String>> only = job.onlyProperty().get();
        if (only.isPresent() && job.role() == Role.EI) {
            // One that was named and is gone is no reason to forget it: that it is not there is its answer.
            return desk.shelf().places(desk.bench().view()).stream()
                    .filter(place -> only.get().contains(place.slot().reader()))
                    .toList();
        }
        return candidates().stream()
                .filter(place -> only.map(chosen -> chosen.contains(place.slot().reader()))
                        .orElse(true))
                .toList();
    }

    /** The cards that can be meant: a module is not made of an AS that is in a reader. */
    public List<Place> candidates() {
        return desk.shelf().places(desk.bench().view()).stream()
                .filter(place -> switch (place.slot().state()) {
                    case EMPTY, MUTE, IN_WORK -> false;
                    case READING, EI, OTHER_CARD, BUSY, FAILED -> true;
                    case AS -> job.role() == Role.AS;
                })
                .toList();
    }

    /** The bundle key why nothing can be read now, whatever was entered; empty when it can. */
    public Optional<String> closed() {
        if (desk.job().running()) {
            return Optional.of("prepare.blocked.batch");
        }
        if (desk.job().preparingProperty().get()) {
            return Optional.of("prepare.blocked.busy");
        }
        if (job.planProperty().get().isEmpty()) {
            return Optional.of("prepare.blocked.plan");
        }
        if (places().isEmpty()) {
            return Optional.of("cards.blocked.none");
        }
        if (desk.bench().view().reading()) {
            return Optional.of("rack.blocked.reading");
        }
        // Anybody has the makers' keys: a card that keeps them is not prepared.
        boolean known = desk.job().materials().issuerProperty().get().isEmpty()
                && desk.job().materials().freshProperty().get().isEmpty();
        return known ? Optional.of("prepare.blocked.fresh") : Optional.empty();
    }

    /**
     * Reads the cards; nothing is written.
     *
     * @param typed what was typed; wiped by this call or what it starts
     */
    public void look(TypedSecrets typed) {
        look(places().stream().map(Place::slot).map(SlotView::reader).toList(), typed);
    }

    private void look(List<String> readers, TypedSecrets typed) {
        Optional<LiveBench.Open> open = desk.bench().open();
        if (closed().isPresent() || open.isEmpty()) {
            typed.close();
            return;
        }
        CardPlan plan = job.planProperty().get().orElseThrow().plan();
        SecretsReader reading = new SecretsReader(
                plan, desk.job().materials().chosen(), job.filesProperty().get(), typed);
        Preparations preparations = new Preparations(
                open.get().lent(),
                desk.shelf().labels(),
                open.get().ledger(),
                open.get().ledger());
        long mine = ++asked;
        problem.set("");
        desk.job().preparingProperty().set(true);
        board.looking();
        desk.background()
                .run(() -> survey(preparations, plan, reading, readers), now -> surveyed(mine, now), failure -> {
                    if (mine == asked) {
                        board.clear();
                        desk.job().preparingProperty().set(false);
                        failed(failure);
                    }
                });
    }

    private static Held survey(Preparations preparations, CardPlan plan, SecretsReader reading, List<String> readers)
            throws Exception {
        PreparationSecrets secrets = reading.read();
        try {
            Preparation read = preparations.survey(plan, secrets, reading.cap(), readers);
            return new Held(preparations, read, secrets, reading.cap());
        } catch (Exception e) {
            secrets.close();
            throw e;
        }
    }

    private void surveyed(long mine, Held now) {
        if (mine != asked) {
            desk.background().run(now::close);
            return;
        }
        held = Optional.of(now);
        board.surveyed(now.preparation().cards(), this::insertion);
        desk.notices()
                .announce(
                        desk.texts().format("prepare.surveyed", board.withWork().size()));
    }

    private long insertion(String reader) {
        return desk.bench().view().insertion(reader);
    }

    /**
     * Does what the cards need.
     *
     * @param selected only these of them; empty: all
     */
    public void start(Set<String> selected) {
        if (board.phase() != Phase.SURVEYED || held.isEmpty()) {
            return;
        }
        Held now = held.get();
        List<String> readers = board.cards().stream().map(CardProgress::reader).toList();
        List<String> meant = readers.stream().filter(selected::contains).toList();
        boolean fewer = !meant.isEmpty() && meant.size() < readers.size();
        String operator = desk.operator();
        asked++;
        held = Optional.empty();
        board.running();
        desk.background()
                .run(
                        () -> {
                            Held these = fewer ? fewer(now, meant) : now;
                            try {
                                return new Started(
                                        these, these.preparations().start(these.preparation(), operator, this::event));
                            } catch (JournalUnavailable | RuntimeException e) {
                                these.close();
                                throw e;
                            }
                        },
                        started -> started(started),
                        failure -> {
                            board.clear();
                            desk.job().preparingProperty().set(false);
                            failed(failure);
                        });
    }

    private record Started(Held held, PreparationRun run) {}

    /** The same secrets for some of the cards: the others are given back. */
    private static Held fewer(Held all, List<String> meant) throws Exception {
        all.preparation().close();
        try {
            Preparation some = all.preparations().survey(all.preparation().plan(), all.secrets(), all.cap(), meant);
            return new Held(all.preparations(), some, all.secrets(), all.cap());
        } catch (Exception e) {
            all.secrets().close();
            throw e;
        }
    }

    private void started(Started started) {
        job.began(started.run());
        var unused = started.run()
                .end()
                .whenComplete((summary, error) -> desk.background().run(() -> {
                    started.held().close();
                    desk.updates().post(job, this::ended);
                }));
    }

    /** Called by the threads of the preparation. */
    private void event(PreparationEvent event) {
        waiting.add(event);
        desk.updates().post(this, this::tell);
    }

    private void tell() {
        List<PreparationEvent> events = new ArrayList<>();
        for (PreparationEvent event = waiting.poll(); event != null; event = waiting.poll()) {
            events.add(event);
        }
        board.accept(events);
    }

    private void ended() {
        tell();
        job.ended();
        desk.job().preparingProperty().set(false);
        desk.notices().announce(new PrepareHeadline(desk.texts()).of(board));
        if (board.complete()) {
            desk.sounds().good();
        } else {
            desk.sounds().bad();
        }
    }

    /** Lets go of cards that were read and not written to, and wipes the secrets. */
    public void cancel() {
        if (board.phase() == Phase.LOOKING || board.phase() == Phase.SURVEYED) {
            asked++;
            held.ifPresent(now -> desk.background().run(now::close));
            held = Optional.empty();
            board.clear();
            desk.job().preparingProperty().set(false);
        }
    }

    /** Goes back to what is chosen; the card of an AS stays chosen. */
    public void change() {
        if (job.role() == Role.AS) {
            cancel();
        } else {
            anew();
        }
    }

    /** Begins anew with the cards of the rack. */
    public void anew() {
        if (!board.phase().working()) {
            cancel();
            job.onlyProperty().set(Optional.empty());
            problem.set("");
            board.clear();
        }
    }

    /** Begins anew with these cards; what is typed is asked for again. */
    public void retry(List<String> readers) {
        if (board.phase() == Phase.ENDED && !readers.isEmpty()) {
            job.onlyProperty().set(Optional.of(readers));
            board.clear();
        }
    }

    /** Says what is wrong with what was entered. */
    public void say(String key) {
        said(desk.texts().get(key));
    }

    private void failed(Exception failure) {
        said(desk.causes().sentence(failure));
    }

    private void said(String sentence) {
        problem.set(sentence);
        desk.notices().announce(sentence);
    }
}
