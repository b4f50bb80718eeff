package org.keyrack.cli;

import java.io.Console;
import java.util.ArrayList;
import java.util.List;
import org.keyrack.app.InputException;
import org.keyrack.app.KeySetText;
import org.keyrack.card.KeySet;

/** Where the keys of a card's issuer come from: a file of its owner alone, or the terminal; never the command line. */
final class KeySetSource {
    private KeySetSource() {}

    /**
     * Asks for the three keys at the terminal, one after the other, without showing them.
     *
     * @param prompt the text that asks for the key of a name, in the bundle {@code cli}
     */
    static KeySet prompt(CliContext context, int version, String prompt) throws CliException, InputException {
        Console terminal = context.console()
                .orElseThrow(() -> CliException.usage(context.words().get("keys.noTerminal")));
        List<char[]> keys = new ArrayList<>();
        for (String name : List.of("ENC", "MAC", "DEK")) {
            char[] key = terminal.readPassword("%s", context.words().say(prompt, name));
            keys.add(key == null ? new char[0] : key);
        }
        return KeySetText.of(keys, version, context.words().get("keys.entered"));
    }
}
