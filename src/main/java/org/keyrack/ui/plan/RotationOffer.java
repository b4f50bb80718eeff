package org.keyrack.ui.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.keyrack.app.Batches;
import org.keyrack.app.BenchView;
import org.keyrack.app.Rotation;
import org.keyrack.journal.HeldTransportKey;
import org.keyrack.plan.Profile;
import org.keyrack.plan.ProfileFile;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.LatestAnswer;
import org.keyrack.ui.rackstate.LiveBench;
import org.keyrack.unit.AsUnit;
import org.keyrack.unit.EiUnit;

/**
 * Which modules in the rack hold an older T than the AS can give, and the way to the plan that replaces it: the profile of
 * {@code keyrack rotate}, run as every other.
 */
final class RotationOffer {
    private final Desk desk;
    private final Consumer<Profile> show;
    private final LatestAnswer looking;
    private final ReadOnlyObjectWrapper<Optional<Rotation>> found =
            new ReadOnlyObjectWrapper<>(this, "found", Optional.empty());
    private Optional<Before> before = Optional.empty();

    /** @param show takes a profile as the one that is planned */
    RotationOffer(Desk desk, Consumer<Profile> show) {
        this.desk = desk;
        this.show = show;
        this.looking = new LatestAnswer(desk.background());
        desk.bench().viewProperty().subscribe(view -> look());
        desk.job().board().runningProperty().subscribe(running -> look());
    }

    /** The profile that was planned before the rotation, and whether real modules may be loaded by it. */
    private record Before(Profile profile, boolean inFile) {}

    /** What can be rotated in this rack; empty while no module holds an older T, and while a batch is in work. */
    ReadOnlyObjectProperty<Optional<Rotation>> foundProperty() {
        return found.getReadOnlyProperty();
    }

    private void look() {
        BenchView view = desk.bench().view();
        Optional<AsUnit> as = Batches.leading(view);
        Optional<LiveBench.Open> open = desk.bench().open();
        looking.forget();
        if (desk.job().running() || as.isEmpty() || open.isEmpty() || view.reading()) {
            found.set(Optional.empty());
            return;
        }
        looking.run(
                () -> due(as.get(), view.eiUnits(), () -> open.get().ledger().transportKeys()),
                found::set,
                desk::failed);
    }

    /** The ledger knows every module that there ever was: it is asked only when one in the rack is due. */
    static Optional<Rotation> due(
            AsUnit as, List<EiUnit> modules, Supplier<Map<SerialNumber, HeldTransportKey>> known) {
        return Rotation.find(as, modules, OptionalInt.empty(), Map.of())
                .rotation()
                .filter(some -> !some.due().isEmpty())
                .flatMap(some -> Rotation.find(as, modules, OptionalInt.empty(), known.get())
                        .rotation());
    }

    /** Whether the profile of now replaces T and loads nothing else. */
    boolean chosen() {
        return desk.job().profileProperty().get().filter(RotationOffer::rotates).isPresent();
    }

    private static boolean rotates(Profile profile) {
        return profile.loads().size() == 1
                && profile.hash()
                        .equals(ProfileFile.rotation(profile.loads().get(0).ref1())
                                .hash());
    }

    /** Plans the rotation in the place of the profile of now. */
    void choose() {
        found.get().ifPresent(rotation -> {
            before = desk.job()
                    .profileProperty()
                    .get()
                    .map(profile -> new Before(profile, desk.job().mayLoad(false)));
            Profile profile = ProfileFile.rotation(rotation.key().ref1());
            // It stands for the command that has the same name, so it needs no file.
            desk.job().inFile(profile);
            show.accept(profile);
        });
    }

    /** The name of the profile that {@link #goBack} plans again; empty without one. */
    Optional<String> nameBefore() {
        return before.map(kept -> kept.profile().name());
    }

    /** Plans the profile again that the rotation took the place of. */
    void goBack() {
        before.ifPresent(kept -> {
            if (kept.inFile()) {
                desk.job().inFile(kept.profile());
            }
            show.accept(kept.profile());
        });
        before = Optional.empty();
    }
}
