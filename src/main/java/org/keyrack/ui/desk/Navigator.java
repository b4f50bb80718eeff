package org.keyrack.ui.desk;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.keyrack.ui.desk.StepName.Part;
import org.keyrack.ui.kit.Notices;
import org.keyrack.ui.rackstate.WorkSession;

/** Which step is shown, and which may be. */
public final class Navigator {
    private static final String NOBODY = "rail.needs.person";

    private final ReadOnlyObjectWrapper<StepName> current = new ReadOnlyObjectWrapper<>(this, "current");
    private final Map<StepName, StepSpec<?>> specs = new EnumMap<>(StepName.class);
    private final Map<StepName, ObservableValue<String>> closed = new EnumMap<>(StepName.class);
    private final Map<StepName, ObservableValue<Boolean>> finished = new EnumMap<>(StepName.class);
    private final Notices notices;
    private final WorkSession session;
    private final ObjectProperty<StepName> furthest = new SimpleObjectProperty<>(this, "furthest", StepName.FIRSTRUN);
    private final Map<Part, StepName> lastOf = new EnumMap<>(Map.of(Part.WIZARD, StepName.FIRSTRUN));
    private final ReadOnlyStringWrapper alone = new ReadOnlyStringWrapper(this, "alone", "");
    private final ReadOnlyObjectWrapper<Part> part = new ReadOnlyObjectWrapper<>(this, "part", Part.WIZARD);

    Navigator(Notices notices, WorkSession session) {
        this.notices = notices;
        this.session = session;
    }

    /** Makes the steps known, once. */
    void register(Desk desk, List<StepSpec<?>> steps) {
        for (StepSpec<?> spec : steps) {
            specs.put(spec.name(), spec);
            closed.put(
                    spec.name(),
                    changes(spec.name())
                            ? signedIn(desk, spec.closed().apply(desk))
                            : spec.closed().apply(desk));
            ObservableValue<Boolean> done = spec.finished().apply(desk);
            // Done is what was left behind in this rack: what is ready before anybody has seen it has no tick.
            finished.put(
                    spec.name(),
                    Bindings.createBooleanBinding(() -> done.getValue() && leftBehind(spec.name()), done, furthest));
        }
    }

    /** Whether something may be changed in a step: on the cards, or in the ledger. */
    private static boolean changes(StepName step) {
        return step.part() != Part.PAGE && step.compareTo(StepName.BENCH) > 0;
    }

    /** Why a step is closed: somebody has to sign in first, or what the step itself says. */
    private static ObservableValue<String> signedIn(Desk desk, ObservableValue<String> own) {
        ObservableValue<WorkSession.State> state = desk.session().stateProperty();
        return Bindings.createStringBinding(
                () -> state.getValue() == WorkSession.State.NOBODY ? NOBODY : own.getValue(), state, own);
    }

    private boolean leftBehind(StepName step) {
        return step.part() != Part.WIZARD || step.compareTo(furthest.get()) < 0;
    }

    /** The steps that this program has, in their order. */
    public List<StepName> steps() {
        return List.copyOf(specs.keySet());
    }

    public StepSpec<?> spec(StepName step) {
        return Objects.requireNonNull(specs.get(step));
    }

    public ReadOnlyObjectProperty<StepName> currentProperty() {
        return current.getReadOnlyProperty();
    }

    /** The bundle key why a step is closed; empty while it is open. */
    public ObservableValue<String> closed(StepName step) {
        return Objects.requireNonNull(closed.get(step));
    }

    public ObservableValue<Boolean> finished(StepName step) {
        return Objects.requireNonNull(finished.get(step));
    }

    public boolean isOpen(StepName step) {
        return specs.containsKey(step) && closed(step).getValue().isEmpty();
    }

    /** Shows a step; a closed one is not shown, and a notice says why. @return whether it is shown */
    public boolean go(StepName step) {
        if (!specs.containsKey(step)) {
            return false;
        }
        if (!alone.get().isEmpty() && step != current.get()) {
            notices.warn(alone.get());
            return false;
        }
        if (!isOpen(step)) {
            if (closed(step).getValue().equals(NOBODY)) {
                session.signedInFirst(() -> go(step));
            } else {
                notices.warn(closed(step).getValue());
            }
            return false;
        }
        if (step.part() != Part.PAGE) {
            lastOf.put(step.part(), step);
            part.set(step.part());
        }
        if (step.part() == Part.WIZARD && step.compareTo(furthest.get()) > 0) {
            furthest.set(step);
        }
        current.set(step);
        return true;
    }

    /** The step that is shown has the whole screen and is not left; the bundle key says why, empty: it is one among others. */
    public void alone(String why) {
        alone.set(why);
    }

    /** Why no other step than this one can be shown; empty when any can. */
    public ReadOnlyStringProperty aloneProperty() {
        return alone.getReadOnlyProperty();
    }

    /** What follows this step is to be done anew: for another bench, or the next rack. */
    public void beginAgainAt(StepName step) {
        if (furthest.get().compareTo(step) > 0) {
            furthest.set(step);
        }
    }

    /** What the operator works on: the part of the step that was shown last, pages beside it left out. */
    public ReadOnlyObjectProperty<Part> partProperty() {
        return part.getReadOnlyProperty();
    }

    /** Shows the step of a part that was shown last, else its first one that is open. @return whether one is shown */
    public boolean go(Part wanted) {
        Optional<StepName> last = Optional.ofNullable(lastOf.get(wanted)).filter(this::isOpen);
        return last.or(() -> steps().stream()
                        .filter(step -> step.part() == wanted && isOpen(step))
                        .findFirst())
                .map(this::go)
                .orElse(false);
    }

    /** Shows the next step of the same part. */
    public void next() {
        neighbour(+1).ifPresent(this::go);
    }

    /** Shows the step before; from the first one of the preparation and from a page beside the steps what was shown before. */
    public void back() {
        Optional<StepName> before = neighbour(-1);
        if (before.isPresent()) {
            go(before.get());
        } else if (current.get().part() != Part.WIZARD) {
            go(current.get().part() == Part.PAGE ? part.get() : Part.WIZARD);
        }
    }

    /** Whether there is something to go back to. */
    public boolean hasBack() {
        return current.get() != null
                && (current.get().part() != Part.WIZARD || neighbour(-1).isPresent());
    }

    private Optional<StepName> neighbour(int distance) {
        if (current.get().part() == Part.PAGE) {
            return Optional.empty();
        }
        List<StepName> row = steps().stream()
                .filter(step -> step.part() == current.get().part())
                .toList();
        int index = row.indexOf(current.get()) + distance;
        return index >= 0 && index < row.size() ? Optional.of(row.get(index)) : Optional.empty();
    }
}
