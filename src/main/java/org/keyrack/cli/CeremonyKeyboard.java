package org.keyrack.cli;

import java.io.Console;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.keyrack.app.InputException;
import org.keyrack.app.SecretText;
import org.keyrack.language.TypedPin;
import org.keyrack.prepare.ceremony.Act;
import org.keyrack.prepare.ceremony.Act.EnterComponent;
import org.keyrack.prepare.ceremony.Act.EnterPin;
import org.keyrack.prepare.ceremony.CeremonyDesk;
import org.keyrack.prepare.ceremony.CeremonyScript;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.PinReference;

/** The terminal of a ceremony: each person is called, enters his part unseen, and the next is called when it is wiped. */
final class CeremonyKeyboard implements CeremonyDesk {
    /** How often a card is looked for again when nobody sits there who could say so. */
    private static final int LOST_ALONE = 3;

    private final CliContext context;
    private final CeremonyScript script;
    private final Map<String, Iterator<Path>> components;
    private final Map<String, Iterator<Path>> protection;
    private final Map<PinReference, Path> pins;
    private int lost;

    /**
     * @param components files with components, of each key in their order; others are typed
     * @param protection the same with components of the keys that protect blocks, by the blocks' keys
     * @param pins files with PINs; others are typed
     */
    CeremonyKeyboard(
            CliContext context,
            CeremonyScript script,
            Map<String, Iterator<Path>> components,
            Map<String, Iterator<Path>> protection,
            Map<PinReference, Path> pins) {
        this.context = context;
        this.script = script;
        this.components = components;
        this.protection = protection;
        this.pins = pins;
    }

    @Override
    public Optional<char[]> component(EnterComponent act) {
        Iterator<Path> files = files(act).get(act.key());
        if (files != null && files.hasNext()) {
            try {
                return Optional.of(SecretText.chars(files.next()));
            } catch (InputException e) {
                say(e.getMessage());
                return Optional.empty();
            }
        }
        return call(act, act.person(), act.packageNumber()).flatMap(console -> read(console, "ceremony.component"));
    }

    @Override
    public Optional<char[]> pin(EnterPin act) {
        if (pins.containsKey(act.pin())) {
            try {
                return Optional.of(PinSource.read(context, pins.get(act.pin())));
            } catch (CliException e) {
                say(e.getMessage());
                return Optional.empty();
            }
        }
        Optional<Console> console = call(act, act.person(), "");
        while (console.isPresent()) {
            Optional<char[]> typed = read(console.get(), "ceremony.pin");
            if (typed.isEmpty()) {
                return typed;
            }
            Optional<char[]> again = read(console.get(), "ceremony.pin.again");
            boolean same = again.isPresent() && Arrays.equals(typed.get(), again.get());
            boolean formed = TypedPin.isValid(typed.get());
            again.ifPresent(chars -> Arrays.fill(chars, '\0'));
            if (same && formed) {
                return typed;
            }
            Arrays.fill(typed.get(), '\0');
            say(context.words().get(formed ? "ceremony.pin.differ" : "ceremony.pin.form"));
        }
        return Optional.empty();
    }

    private Map<String, Iterator<Path>> files(EnterComponent act) {
        return act.protection() ? protection : components;
    }

    private int number(Act act) {
        return script.acts().indexOf(act) + 1;
    }

    /** Calls a person; empty without a terminal. */
    private Optional<Console> call(Act act, String person, String packageNumber) {
        if (context.console().isEmpty()) {
            say(context.words().say("ceremony.terminal", act.said()));
            return Optional.empty();
        }
        String envelope = packageNumber.isEmpty() ? "" : context.words().say("ceremony.envelope", packageNumber);
        say(context.words().say("ceremony.call", number(act), script.acts().size(), person, act.said(), envelope));
        return context.console();
    }

    /** What is typed unseen; nothing typed: the ceremony is left. */
    private Optional<char[]> read(Console console, String prompt) {
        char[] typed = console.readPassword("%s", context.words().get(prompt));
        return typed == null || typed.length == 0 ? Optional.empty() : Optional.of(typed);
    }

    @Override
    public boolean refused(Act act, String sentence) {
        say(sentence);
        boolean file =
                act instanceof EnterComponent component && files(component).containsKey(component.key())
                        || act instanceof EnterPin pin && pins.containsKey(pin.pin());
        return !file && context.console().isPresent();
    }

    @Override
    public void taken(Act act) {
        say(context.words().say("ceremony.taken", number(act), script.acts().size(), act.said()));
    }

    @Override
    public void stored(String key, Kcv kcv, boolean drawn) {
        say(context.words().say(drawn ? "ceremony.drawn" : "ceremony.stored", key, kcv.toString()));
    }

    @Override
    public boolean cardLost() {
        say(context.words().get("ceremony.lost"));
        if (context.console().isPresent()) {
            return context.console().get().readLine() != null;
        }
        return ++lost <= LOST_ALONE;
    }

    @Override
    public void unwritten(String sentence) {
        say(context.words().say("ceremony.unwritten", sentence));
    }

    private void say(String line) {
        context.err().println(line);
        context.err().flush();
    }
}
