package org.keyrack.prepare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.keyrack.card.CapFile;
import org.keyrack.card.CardRefusal;
import org.keyrack.journal.CauseId;
import org.keyrack.journal.HeldTransportKey;
import org.keyrack.journal.Journal;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.PreparationEvent;
import org.keyrack.journal.PreparationFailure;
import org.keyrack.journal.PreparationRecords;
import org.keyrack.journal.PreparationStep;
import org.keyrack.journal.PreparedCard;
import org.keyrack.language.Wording;
import org.keyrack.prepare.CardAccess.OpenCard;
import org.keyrack.prepare.PreparationRefusal.Reason;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.world.World;

/**
 * The preparation of many cards: first every card is read, at once, and nothing is written; then each gets what it lacks, one
 * worker a reader. What broke off is done again from the beginning: the cards are read, and do the rest.
 */
public final class Preparation implements AutoCloseable {
    private static final String WORKER = "prepare";

    private final CardPlan plan;
    private final List<Seat> seats;
    private final Optional<SerialSource> serials;
    private final World world;

    /** A reader of the bench: its name and the number on its slot. */
    public record Place(String reader, OptionalInt shelf) {}

    /** A card that was read, open until the preparation is closed. */
    static final class Seat {
        private final Place place;
        private Optional<OpenCard> card = Optional.empty();
        private Optional<CardWork> work = Optional.empty();
        private List<PreparationStep> missing = List.of();
        /** What the card will get; it has it once the ledger says so. */
        private Optional<SerialNumber> meant = Optional.empty();

        private Optional<SerialNumber> sn = Optional.empty();
        private Optional<PreparationFailure> refused = Optional.empty();

        Seat(Place place) {
            this.place = place;
        }

        CardWork work() {
            return work.orElseThrow();
        }

        void mean(Optional<SerialNumber> next) {
            meant = next;
        }

        /** The card with the SN that it is about to get; empty when the plan has none for it. */
        Optional<PreparedCard> candidate() {
            return meant.map(card()::with);
        }

        void give() {
            sn = meant;
        }

        PreparedCard card() {
            return new PreparedCard(
                    place.reader(), place.shelf(), work.map(CardWork::identity).orElse(Bytes.EMPTY), sn);
        }

        SurveyedCard view() {
            boolean unknown =
                    refused.isEmpty() && work.filter(CardWork::trustsPackage).isPresent();
            return new SurveyedCard(candidate().orElseGet(this::card), missing, unknown, refused);
        }

        /** SN that the module on the card shows. */
        Optional<SerialNumber> shown() {
            return work.flatMap(CardWork::shown);
        }

        /** Whether the card is about to get the SN that its module shows. */
        boolean keepsSerial() {
            return meant.isPresent() && meant.equals(shown());
        }

        /** Whether the card has the key diversification data of another. */
        boolean isLike(Seat other) {
            return card().card().equals(other.card().card());
        }

        void refuse(PreparationFailure why) {
            refused = Optional.of(why);
            missing = List.of();
        }

        void close() {
            card.ifPresent(OpenCard::close);
        }
    }

    private Preparation(CardPlan plan, List<Seat> seats, Optional<SerialSource> serials, World world) {
        this.plan = plan;
        this.seats = seats;
        this.serials = serials;
        this.world = world;
    }

    /**
     * Reads the cards and gives out SNs; nothing is written, neither to a card nor to the ledger.
     *
     * @param secrets checked here; they stay the caller's until the preparation is over
     * @param cap the package for cards that lack it
     * @param world whose clock, threads and random numbers the preparation uses
     * @throws PlanException when a secret is missing or cannot be used, or the plan has too few SNs for these cards
     */
    public static Preparation survey(
            CardPlan plan,
            PreparationSecrets secrets,
            Optional<CapFile> cap,
            CardAccess access,
            List<Place> places,
            PreparationRecords records,
            World world)
            throws PlanException, InterruptedException {
        secrets.require(plan);
        List<Seat> seats = places.stream().map(Seat::new).toList();
        Optional<SerialSource> serials =
                plan instanceof ModulePlan modules ? Optional.of(new SerialSource(modules, records)) : Optional.empty();
        Preparation preparation = new Preparation(plan, seats, serials, world);
        try {
            preparation.each(seat -> preparation.read(seat, secrets, cap, access));
            preparation.refuseDuplicates();
            preparation.giveSerials();
            return preparation;
        } catch (PlanException | InterruptedException | RuntimeException e) {
            preparation.close();
            throw e;
        }
    }

    private void read(Seat seat, PreparationSecrets secrets, Optional<CapFile> cap, CardAccess access) {
        try {
            OpenCard card = access.open(seat.place.reader());
            seat.card = Optional.of(card);
            CardWork work = plan instanceof AsPlan as
                    ? new AsWork(card, as, secrets, cap, world.random())
                    : new ModuleWork(card, (ModulePlan) plan, secrets, cap, world.random());
            seat.work = Optional.of(work);
            seat.missing = work.survey();
        } catch (CardFailure failure) {
            seat.refuse(PreparationFailure.of(failure, List.of()));
        } catch (CardRefusal refusal) {
            seat.refuse(failure(refusal));
        } catch (PreparationRefusal refusal) {
            seat.refuse(PreparationFailure.of(refusal.cause()));
        }
        seat.sn = seat.work.flatMap(CardWork::serialNumber);
    }

    static PreparationFailure failure(CardRefusal refusal) {
        return PreparationFailure.of(new CauseId("card." + refusal.reason()));
    }

    private void refuseDuplicates() {
        Map<SerialNumber, Seat> shown = new HashMap<>();
        Set<Seat> twice = new HashSet<>();
        for (Seat seat : seats) {
            Seat other = seat.sn.map(sn -> shown.putIfAbsent(sn, seat)).orElse(null);
            if (other != null) {
                twice.add(other);
                twice.add(seat);
            }
        }
        PreparationFailure why = PreparationFailure.of(new PreparationRefusal(Reason.DUPLICATE_SN).cause());
        twice.forEach(seat -> seat.refuse(why));
    }

    private void giveSerials() throws PlanException {
        if (serials.isEmpty()) {
            return;
        }
        SerialSource source = serials.get();
        source.take(seats.stream().flatMap(seat -> seat.shown().stream()).toList());
        List<Seat> needy = seats.stream()
                .filter(seat -> seat.missing.contains(PreparationStep.IDENTITY))
                .toList();
        for (Seat seat : needy) {
            // Cards that cannot be told apart: which of them was begun nobody knows, but for one that shows its SN.
            boolean told = seats.stream().filter(seat::isLike).count() == 1;
            seat.mean(
                    told || seat.shown().isPresent()
                            ? source.begun(seat.work().identity(), seat.shown())
                            : Optional.empty());
        }
        requireFree(source, needy);
        int given = 0;
        for (Seat seat : needy) {
            seat.mean(seat.meant.or(source::next));
            given += seat.candidate().isPresent() ? 1 : 0;
        }
        if (given < needy.size()) {
            throw new PlanException(Wording.of("input").say("plan.serials.few", needy.size(), given));
        }
    }

    /** A list is written in the order of the cards: none of them gets another SN than the one that stands there for it. */
    private void requireFree(SerialSource source, List<Seat> needy) throws PlanException {
        Set<SerialNumber> here = seats.stream()
                .flatMap(seat -> seat.sn.or(() -> seat.meant).stream())
                .collect(Collectors.toSet());
        List<SerialNumber> taken = needy.isEmpty() ? List.of() : source.taken(here);
        if (!taken.isEmpty()) {
            String which = taken.stream().map(SerialNumber::grouped).collect(Collectors.joining(", "));
            throw new PlanException(Wording.of("input").say("plan.serials.taken", which));
        }
    }

    private interface Task {
        void run(Seat seat);
    }

    private void each(Task task) throws InterruptedException {
        List<CompletableFuture<Void>> tasks = new ArrayList<>();
        for (Seat seat : seats) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            tasks.add(done);
            world.start(WORKER, () -> complete(done, () -> task.run(seat)));
        }
        try {
            for (CompletableFuture<Void> done : tasks) {
                world.get(done);
            }
        } catch (ExecutionException mistake) {
            throw new IllegalStateException(mistake.getCause());
        }
    }

    private static void complete(CompletableFuture<Void> done, Runnable work) {
        try {
            work.run();
            done.complete(null);
        } catch (RuntimeException | Error mistake) {
            done.completeExceptionally(mistake);
        }
    }

    List<Seat> seats() {
        return seats;
    }

    public CardPlan plan() {
        return plan;
    }

    public Role role() {
        return plan instanceof AsPlan ? Role.AS : Role.EI;
    }

    Optional<HeldTransportKey> transportKey() {
        return plan instanceof ModulePlan modules
                ? Optional.of(new HeldTransportKey(
                        modules.transportKey().version(),
                        modules.transportKey().kcv().orElseThrow()))
                : Optional.empty();
    }

    /** The cards as they were read, in the order of their readers. */
    public List<SurveyedCard> cards() {
        return seats.stream().map(Seat::view).toList();
    }

    /**
     * Begins. The preparation is to be closed when the run has ended.
     *
     * @param operator who prepares, for the ledger
     * @param simulated whether the cards are the virtual bench's
     * @param listener gets each event once it is durable, from many threads; must not block
     * @throws JournalUnavailable when the ledger cannot write; nothing was begun
     */
    public PreparationRun start(
            String operator,
            boolean simulated,
            Journal journal,
            PreparationRecords records,
            Consumer<PreparationEvent> listener)
            throws JournalUnavailable {
        PreparationRun run = new PreparationRun(records.nextPreparation(), journal, serials, world, listener);
        run.begin(this, operator, simulated);
        seats.forEach(seat -> world.start(WORKER, () -> run.work(seat)));
        return run;
    }

    /** Lets go of the cards. */
    @Override
    public void close() {
        seats.forEach(Seat::close);
    }
}
