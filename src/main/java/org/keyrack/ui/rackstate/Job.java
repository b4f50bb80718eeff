package org.keyrack.ui.rackstate;

import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.keyrack.app.Batches;
import org.keyrack.app.LoadRun;
import org.keyrack.ledger.OrderView;
import org.keyrack.plan.Plan;
import org.keyrack.plan.Profile;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Role;

/** What the operator is about to do: the profile, the plan made from it, the batch that runs. Shared by the steps. */
public final class Job {
    private final ObjectProperty<Optional<Profile>> profile =
            new SimpleObjectProperty<>(this, "profile", Optional.empty());
    private final ObjectProperty<Optional<Plan>> plan = new SimpleObjectProperty<>(this, "plan", Optional.empty());
    private final ObjectProperty<Optional<LoadRun>> run = new SimpleObjectProperty<>(this, "run", Optional.empty());

    private final ObjectProperty<Optional<ExpectedList>> expected =
            new SimpleObjectProperty<>(this, "expected", Optional.empty());
    private final ObjectProperty<Optional<PlannedResumption>> resumed =
            new SimpleObjectProperty<>(this, "resumed", Optional.empty());

    private final ObjectProperty<Optional<OrderView>> order =
            new SimpleObjectProperty<>(this, "order", Optional.empty());
    private final BooleanProperty preparing = new SimpleBooleanProperty(this, "preparing");

    private Optional<Bytes> fileHash = Optional.empty();
    private final ReadOnlyIntegerWrapper planWanted = new ReadOnlyIntegerWrapper(this, "planWanted");
    private final RunBoard board = new RunBoard();
    private final Materials materials = new Materials();
    private final PreparationJob prepareAs = new PreparationJob(Role.AS);
    private final PreparationJob prepareModules = new PreparationJob(Role.EI);
    private final CeremonyJob ceremony = new CeremonyJob();

    /** What the window knows of the rack's batch. */
    public RunBoard board() {
        return board;
    }

    /** What blank cards are worked on with. */
    public Materials materials() {
        return materials;
    }

    /** The preparation of an AS, or of modules. */
    public PreparationJob preparation(Role role) {
        return role == Role.AS ? prepareAs : prepareModules;
    }

    /** The ceremony. */
    public CeremonyJob ceremony() {
        return ceremony;
    }

    /** The profile chosen or edited. */
    public ObjectProperty<Optional<Profile>> profileProperty() {
        return profile;
    }

    /** This profile is in a file, unchanged: it was opened from there, saved there, or a batch ran with it. */
    public void inFile(Profile inFile) {
        fileHash = Optional.of(inFile.hash());
    }

    /** Whether the profile of now may be loaded: into real modules only one that is in a file or an order, as the ledger names it. */
    public boolean mayLoad(boolean simulated) {
        return simulated
                || isOrdered()
                || profile.get()
                        .map(Profile::hash)
                        .filter(hash -> fileHash.equals(Optional.of(hash)))
                        .isPresent();
    }

    /** The plan made from the profile and what is in the bench; empty when either has changed since. */
    public ObjectProperty<Optional<Plan>> planProperty() {
        return plan;
    }

    /** Drops the plan and has another one made, of the rack as it is now. */
    public void planAnew() {
        plan.set(Optional.empty());
        planWanted.set(planWanted.get() + 1);
    }

    /** Counts how often a plan was asked for by {@link #planAnew}. */
    public ReadOnlyIntegerProperty planWantedProperty() {
        return planWanted.getReadOnlyProperty();
    }

    /** The modules that the rack should hold, from a list. */
    public ObjectProperty<Optional<ExpectedList>> expectedProperty() {
        return expected;
    }

    /** The batch whose rest is planned; empty plans the whole rack. */
    public ObjectProperty<Optional<PlannedResumption>> resumedProperty() {
        return resumed;
    }

    /** The order that is loaded, as it stood when it was counted last; empty loads without one. */
    public ObjectProperty<Optional<OrderView>> orderProperty() {
        return order;
    }

    /** Whether the profile of now is what an order asks for. */
    public boolean isOrdered() {
        return order.get().isPresent()
                && profile.get()
                        .filter(loaded -> loaded.hash()
                                .equals(order.get().get().signed().order().hash()))
                        .isPresent();
    }

    /** Batches of a bench: under the order that is loaded, when there is one. */
    public Batches batches(LiveBench.Open open) {
        return order.get()
                .map(loaded -> open.batches().under(loaded.signed().order()))
                .orElse(open.batches());
    }

    /**
     * Takes away whatever was chosen to be loaded: profile, order, the rest of a batch, expected modules.
     *
     * @return puts it back, in place of what was chosen since
     */
    public Runnable setAside() {
        Optional<Profile> chosen = profile.get();
        Optional<Bytes> hash = fileHash;
        Optional<PlannedResumption> rest = resumed.get();
        Optional<OrderView> ordered = order.get();
        Optional<ExpectedList> list = expected.get();
        choose(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return () -> choose(chosen, hash, rest, ordered, list);
    }

    private void choose(
            Optional<Profile> chosen,
            Optional<Bytes> hash,
            Optional<PlannedResumption> rest,
            Optional<OrderView> ordered,
            Optional<ExpectedList> list) {
        plan.set(Optional.empty());
        fileHash = hash;
        profile.set(chosen);
        order.set(ordered);
        resumed.set(rest);
        expected.set(list);
    }

    /** The batch started last. */
    public ObjectProperty<Optional<LoadRun>> runProperty() {
        return run;
    }

    /** Whether blank cards are in work: no other bench is opened then. */
    public BooleanProperty preparingProperty() {
        return preparing;
    }

    /** Whether a batch is in work. */
    public boolean running() {
        return board.running();
    }
}
