package org.keyrack.ui.desk;

import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;

/**
 * A step as the shell sees it. Nothing of it is loaded before it is shown.
 *
 * @param name which one
 * @param model makes its view model, once; it outlives its controllers
 * @param controller makes its controller; again after a change of language
 * @param closed the bundle key of the sentence why the step is closed; empty while it is open
 * @param finished whether it has nothing left to do
 */
public record StepSpec<M>(
        StepName name,
        Function<Desk, M> model,
        BiFunction<Desk, M, StepController> controller,
        Function<Desk, ObservableValue<String>> closed,
        Function<Desk, ObservableValue<Boolean>> finished) {

    /** A page that is always open and never finished. */
    public static StepSpec<Void> page(StepName name, Function<Desk, StepController> controller) {
        return new StepSpec<>(
                name, desk -> null, (desk, none) -> controller.apply(desk), desk -> open(), desk -> never());
    }

    /** For {@code closed}: always open. */
    public static ObservableValue<String> open() {
        return new ReadOnlyStringWrapper("").getReadOnlyProperty();
    }

    /** For {@code finished}: never. */
    public static ObservableValue<Boolean> never() {
        return new ReadOnlyBooleanWrapper(false).getReadOnlyProperty();
    }
}
