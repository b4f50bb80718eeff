package org.keyrack.app;

import java.text.NumberFormat;
import org.keyrack.language.Wording;
import org.keyrack.ledger.BenchExports;

/** What is said of a bench on the floor, in the language shown now. */
public final class FloorWords {
    private FloorWords() {}

    /** How many exports its AS have left of the key that has the fewest, that none has a limit, or that it is not known. */
    public static String exportsLeft(BenchExports exports) {
        Wording words = Wording.of("input");
        return exports.fewest()
                .map(fewest -> words.say(
                        "floor.left",
                        fewest.left(),
                        NumberFormat.getIntegerInstance(words.locale()).format(fewest.left()),
                        String.valueOf(fewest.ref1()),
                        fewest.asId().hex(),
                        exports.as().size()))
                .orElseGet(() -> words.get(exports.known() ? "floor.left.noLimit" : "floor.left.unknown"));
    }
}
