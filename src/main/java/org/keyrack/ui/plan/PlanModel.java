package org.keyrack.ui.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.keyrack.app.Batches;
import org.keyrack.app.BenchView;
import org.keyrack.app.Resumption;
import org.keyrack.language.SentenceException;
import org.keyrack.ledger.OrderView;
import org.keyrack.plan.Plan;
import org.keyrack.plan.Profile;
import org.keyrack.plan.Profile.Load;
import org.keyrack.plan.ProfileException;
import org.keyrack.plan.ProfileFile;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.LatestAnswer;
import org.keyrack.ui.rackstate.LiveBench;
import org.keyrack.ui.rackstate.PlannedResumption;
import org.keyrack.ui.scope.OrderOpening;
import org.keyrack.ui.scope.ProfileOpening;

/** View model of the step Plan: the profile being edited, and the plan that follows from it and the bench. */
public final class PlanModel {
    private static final int USUAL_FAILURES = 5;

    private final Desk desk;
    private final ProfileFields fields = new ProfileFields();
    private final ReadOnlyObjectWrapper<List<PlanPair>> pairs = new ReadOnlyObjectWrapper<>(this, "pairs", List.of());

    private final LatestAnswer planning;
    private final ProfileOpening opening;
    private final OrderOpening orders;
    private final RotationOffer rotation;
    private boolean filling;

    public PlanModel(Desk desk) {
        this.desk = desk;
        this.planning = new LatestAnswer(desk.background());
        this.opening = new ProfileOpening(desk);
        this.orders = new OrderOpening(desk);
        this.rotation = new RotationOffer(desk, this::show);
        // Subscribing tells the values of now: they are none that somebody has edited.
        filling = true;
        fields.nameProperty().subscribe(text -> edited());
        fields.stopAfterProperty().subscribe(text -> edited());
        fields.onOccupiedProperty().subscribe(choice -> edited());
        filling = false;
        desk.job().profileProperty().get().ifPresent(this::show);
        desk.job().profileProperty().subscribe(this::chosen);
        desk.bench().viewProperty().subscribe(this::benchChanged);
        desk.job().board().runningProperty().subscribe((before, running) -> runChanged(before));
        desk.job().planWantedProperty().subscribe((before, now) -> plan());
        desk.job().orderProperty().subscribe((before, now) -> orderChanged(now));
        desk.job().resumedProperty().subscribe(resumed -> resumed.ifPresentOrElse(this::resume, this::plan));
    }

    /** Left: the same profile is planned without it. */
    private void orderChanged(Optional<OrderView> now) {
        if (now.isEmpty()) {
            plan();
        }
    }

    private void resume(PlannedResumption batch) {
        desk.job().inFile(batch.profile());
        show(batch.profile());
    }

    private void benchChanged(BenchView view) {
        // What a run does to the modules is planned for when it has ended.
        if (desk.job().board().running()) {
            return;
        }
        if (desk.job().profileProperty().get().isEmpty()
                && fields.nameProperty().get().isEmpty()
                && !view.slots().isEmpty()) {
            usual(view.simulated());
        } else {
            plan();
        }
    }

    /** What is there before anybody has chosen: the demo's profile, or automatic matching. */
    private void usual(boolean simulated) {
        if (simulated) {
            show(ProfileFile.demo());
            return;
        }
        filling = true;
        fields.nameProperty().set(desk.texts().get("plan.newName"));
        fields.stopAfterProperty().set(String.valueOf(USUAL_FAILURES));
        filling = false;
        edited();
    }

    /** Shows a profile as it was read. */
    public void show(Profile profile) {
        fill(profile);
        desk.job().profileProperty().set(Optional.of(profile));
        plan();
    }

    private void fill(Profile profile) {
        filling = true;
        fields.fill(profile);
        filling = false;
    }

    /** A profile was chosen, perhaps elsewhere: by a scanner, or by a lesson that sets it aside. */
    private void chosen(Optional<Profile> profile) {
        if (filling) {
            return;
        }
        profile.ifPresentOrElse(this::fill, () -> {
            filling = true;
            fields.clear();
            filling = false;
        });
    }

    /** Shows what an order asks for. */
    private void show(OrderView order) {
        desk.job().resumedProperty().set(Optional.empty());
        desk.job().orderProperty().set(Optional.of(order));
        show(order.signed().order().profile());
    }

    private void edited() {
        if (filling) {
            return;
        }
        filling = true;
        desk.job().profileProperty().set(draft());
        filling = false;
        plan();
    }

    private Optional<Profile> draft() {
        try {
            return fields.profile();
        } catch (ProfileException e) {
            desk.notices().error(e.getMessage());
            return Optional.empty();
        }
    }

    /** Once the rest of a batch has been run, the rack is planned as a whole again. */
    private void runChanged(boolean ranBefore) {
        if (ranBefore && desk.job().board().end().isPresent()) {
            desk.job().resumedProperty().set(Optional.empty());
            orders.recount();
        }
        plan();
    }

    /** A batch is resumed with its own profile: another one ends that, and the rack is planned as a whole. */
    private boolean otherProfile(Profile profile) {
        return desk.job()
                .resumedProperty()
                .get()
                .filter(resumed -> !resumed.profile().hash().equals(profile.hash()))
                .isPresent();
    }

    /** Another profile was opened. */
    private void leaveOrder() {
        desk.job()
                .orderProperty()
                .get()
                .ifPresent(order ->
                        desk.notices().warn("order.left", order.signed().order().number()));
        desk.job().orderProperty().set(Optional.empty());
    }

    private void endResuming() {
        desk.job()
                .resumedProperty()
                .get()
                .ifPresent(resumed -> desk.notices()
                        .warn(
                                "resume.otherProfile",
                                String.valueOf(resumed.left().batch().batch())));
        // Whoever follows it plans anew.
        desk.job().resumedProperty().set(Optional.empty());
    }

    /** Makes the plan anew, in the background. */
    private void plan() {
        BenchView view = desk.bench().view();
        Optional<Profile> profile = desk.job().profileProperty().get();
        Optional<LiveBench.Open> open = desk.bench().open();
        planning.forget();
        showPairs(view);
        if (desk.job().board().running()) {
            return;
        }
        if (profile.isEmpty() || open.isEmpty() || view.reading()) {
            desk.job().planProperty().set(Optional.empty());
            return;
        }
        if (desk.job().orderProperty().get().isPresent() && !desk.job().isOrdered()) {
            leaveOrder();
            return;
        }
        if (otherProfile(profile.get())) {
            endResuming();
            return;
        }
        Optional<Resumption> left = desk.job().resumedProperty().get().map(PlannedResumption::left);
        Batches batches = desk.job().batches(open.get());
        planning.run(
                () -> left.isPresent() ? batches.plan(profile.get(), left.get()) : batches.plan(profile.get()),
                plan -> {
                    desk.job().planProperty().set(Optional.of(plan));
                    showPairs(desk.bench().view());
                },
                desk::failed);
    }

    private void showPairs(BenchView view) {
        pairs.set(new PlanPairs(view)
                .pairs(fields.loadsProperty().get(), desk.job().planProperty().get()));
    }

    /** The step is shown: whoever arrives finds the rack planned as it is now. */
    void arrived() {
        if (desk.job().planProperty().get().isEmpty()) {
            plan();
        }
    }

    /** The bundle key why there is nothing to review; empty when there is. */
    Optional<String> blocked() {
        Optional<Plan> plan = desk.job().planProperty().get();
        if (desk.job().running()) {
            return Optional.of("review.running");
        }
        if (desk.job().profileProperty().get().isEmpty()) {
            return Optional.of("plan.blocked.profile");
        }
        if (plan.isEmpty()) {
            return Optional.of(desk.bench().view().reading() ? "rack.blocked.reading" : "plan.blocked.planning");
        }
        if (plan.get().blocked()) {
            return Optional.of("plan.blocked.refused");
        }
        if (!desk.job().mayLoad(desk.bench().view().simulated())) {
            return Optional.of("plan.blocked.file");
        }
        if (plan.get().units().isEmpty()) {
            return Optional.of("plan.blocked.refused");
        }
        return plan.get().keys() == 0 ? Optional.of("plan.blocked.nothing") : Optional.empty();
    }

    /** Chooses a pair, or not any more. A location takes one key, so its other pairs are let go. */
    void toggle(PlanPair pair) {
        if (fixed()) {
            return;
        }
        List<Load> chosen = new ArrayList<>(fields.loadsProperty()
                .get()
                .orElseGet(() -> new PlanPairs(desk.bench().view()).named()));
        if (!chosen.remove(pair.load())) {
            chosen.removeIf(load -> load.ref2() == pair.load().ref2());
            chosen.add(pair.load());
        }
        fields.loadsProperty().set(Optional.of(chosen));
        edited();
    }

    boolean automatic() {
        return fields.loadsProperty().get().isEmpty();
    }

    /** Matches keys and locations by itself, or leaves the choice of now to be edited. */
    void automatic(boolean wanted) {
        if (wanted != automatic()) {
            fields.loadsProperty()
                    .set(
                            wanted
                                    ? Optional.empty()
                                    : Optional.of(new PlanPairs(desk.bench().view()).named()));
            edited();
        }
    }

    /** What an order asks for is not edited; that is said. */
    private boolean fixed() {
        Optional<OrderView> order = desk.job().orderProperty().get();
        order.ifPresent(loaded ->
                desk.notices().info("order.fixed", loaded.signed().order().number()));
        return order.isPresent();
    }

    OrderOpening orders() {
        return orders;
    }

    /** Opens an order of a file. */
    public void openOrder(Path file) {
        orders.open(file, this::show);
    }

    /** Goes on with an order that is open in the ledger. */
    public void openOrder(OrderView known) {
        orders.open(known, this::show);
    }

    /** Opens a profile file. */
    public void open(Path file) {
        opening.open(file, this::show);
    }

    /** Saves the profile as it is edited. */
    public void save(Path file) {
        Optional<Profile> profile = desk.job().profileProperty().get();
        if (profile.isEmpty()) {
            desk.notices().warn("plan.save.wrong");
            return;
        }
        desk.background()
                .run(
                        () -> ProfileFile.write(profile.get(), file),
                        saved -> {
                            desk.settings().used(file.toAbsolutePath());
                            desk.job().inFile(saved);
                            desk.job().profileProperty().set(Optional.of(saved));
                            plan();
                            desk.notices().info("plan.saved", file.toString());
                        },
                        failure -> desk.notices().error(SentenceException.said(failure)));
    }

    /** Replacing the T of modules that hold an older one. */
    RotationOffer rotation() {
        return rotation;
    }

    /** The rows of the table. */
    public ReadOnlyObjectProperty<List<PlanPair>> pairsProperty() {
        return pairs.getReadOnlyProperty();
    }

    /** The profile that is edited. */
    ProfileFields fields() {
        return fields;
    }

    /** The plan as it is now. */
    ObjectProperty<Optional<Plan>> planProperty() {
        return desk.job().planProperty();
    }
}
