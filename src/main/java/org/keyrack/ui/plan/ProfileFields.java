package org.keyrack.ui.plan;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.keyrack.plan.Profile;
import org.keyrack.plan.Profile.Load;
import org.keyrack.plan.Profile.OnOccupied;
import org.keyrack.plan.ProfileException;
import org.keyrack.plan.ProfileFile;

/** A profile as its fields show it, and what is wrong with them. */
final class ProfileFields {
    private static final int LONGEST_NAME = 80;
    private static final int MOST_FAILURES = 1000;

    private final StringProperty name = new SimpleStringProperty(this, "name", "");
    private final StringProperty stopAfter = new SimpleStringProperty(this, "stopAfter", "0");
    private final ObjectProperty<OnOccupied> onOccupied =
            new SimpleObjectProperty<>(this, "onOccupied", OnOccupied.SKIP);
    private final ObjectProperty<Optional<List<Load>>> loads =
            new SimpleObjectProperty<>(this, "loads", Optional.empty());

    /** Shows a profile. */
    void fill(Profile profile) {
        name.set(profile.name());
        stopAfter.set(String.valueOf(profile.stopAfterFailures()));
        onOccupied.set(profile.onOccupied());
        loads.set(profile.automatic() ? Optional.empty() : Optional.of(profile.loads()));
    }

    /** Shows that none is chosen. */
    void clear() {
        name.set("");
        loads.set(Optional.empty());
    }

    /** The profile that the fields show; empty while something is wrong with them. */
    Optional<Profile> profile() throws ProfileException {
        if (nameProblem().isPresent()
                || stopAfterProblem().isPresent()
                || loadsProblem().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(ProfileFile.of(
                name.get().strip(),
                loads.get().orElse(List.of()),
                loads.get().isEmpty(),
                onOccupied.get(),
                Integer.parseInt(stopAfter.get().strip())));
    }

    /** The bundle key of what is wrong with the name. */
    Optional<String> nameProblem() {
        String text = name.get() == null ? "" : name.get().strip();
        if (text.isEmpty()) {
            return Optional.of("plan.name.missing");
        }
        return text.length() > LONGEST_NAME ? Optional.of("plan.name.long") : Optional.empty();
    }

    /** The bundle key of what is wrong with the number of failures. */
    Optional<String> stopAfterProblem() {
        String text = stopAfter.get() == null ? "" : stopAfter.get().strip();
        return text.matches("\\d{1,4}") && Integer.parseInt(text) <= MOST_FAILURES
                ? Optional.empty()
                : Optional.of("plan.stopAfter.wrong");
    }

    /** The bundle key of what is wrong with the choice of keys. */
    Optional<String> loadsProblem() {
        return loads.get().filter(List::isEmpty).map(none -> "plan.loads.none");
    }

    StringProperty nameProperty() {
        return name;
    }

    StringProperty stopAfterProperty() {
        return stopAfter;
    }

    ObjectProperty<OnOccupied> onOccupiedProperty() {
        return onOccupied;
    }

    /** The pairs that somebody chose; empty while keys and locations are matched automatically. */
    ObjectProperty<Optional<List<Load>>> loadsProperty() {
        return loads;
    }
}
