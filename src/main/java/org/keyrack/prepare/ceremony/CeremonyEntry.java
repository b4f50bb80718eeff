package org.keyrack.prepare.ceremony;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.keyrack.journal.CeremonyAct;
import org.keyrack.journal.CeremonyEvent.CeremonyActed;
import org.keyrack.journal.Journal;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.SentenceException;
import org.keyrack.language.Wording;
import org.keyrack.prepare.BlockComponents;
import org.keyrack.prepare.CardPlan.KeyShape;
import org.keyrack.prepare.KeyComponent;
import org.keyrack.prepare.PlanException;
import org.keyrack.prepare.SecretsOnCall;
import org.keyrack.prepare.ceremony.Act.EnterComponent;
import org.keyrack.prepare.ceremony.Act.EnterPin;
import org.keyrack.prepare.ceremony.Act.OpenBlock;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.PinReference;
import org.keyrack.world.World;

/**
 * The people of a script at the desk, one after another: what each enters is checked before anything of it is sent, written
 * down without it, and wiped before the next is called.
 */
public final class CeremonyEntry implements SecretsOnCall, AutoCloseable {
    private final CeremonyScript script;
    private final CeremonyDesk desk;
    private final LostCard card;
    private final Journal journal;
    private final World world;
    private final Set<String> stored = new HashSet<>();
    /** What the card has not yet of a key that came in a block. */
    private final Deque<KeyComponent> split = new ArrayDeque<>();

    /** The card whose link was lost. */
    @FunctionalInterface
    public interface LostCard {
        /** Whether it is there again, and open. */
        boolean reopen() throws InterruptedException;
    }

    public CeremonyEntry(CeremonyScript script, CeremonyDesk desk, LostCard card, Journal journal, World world) {
        this.script = script;
        this.desk = desk;
        this.card = card;
        this.journal = journal;
        this.world = world;
    }

    @Override
    public KeyComponent component(String key, int number) throws Withheld, InterruptedException {
        Optional<OpenBlock> block = script.block(key);
        if (block.isEmpty()) {
            return entered(script.of(key, number), script.plan().shape(key).length());
        }
        if (number == 1) {
            forget();
            open(block.get());
        }
        return split.remove();
    }

    /** Splits the key of a block into components; those of its protection key are wiped. */
    private void open(OpenBlock act) throws Withheld, InterruptedException {
        List<KeyComponent> protection = new ArrayList<>();
        try {
            for (EnterComponent part : script.protection(act.key())) {
                int length =
                        protection.isEmpty() ? 0 : protection.get(0).value().length();
                protection.add(entered(part, length));
            }
            KeyShape shape = script.plan().shape(act.key());
            split.addAll(BlockComponents.split(protection, act.block(), shape, act.file(), world.random()));
            write(CeremonyAct.BLOCK, act.key(), "", Optional.of(shape.kcv()), "");
            desk.taken(act);
        } catch (PlanException wrong) {
            // Each component was the script's, so entering them again would open it no better.
            desk.refused(act, SentenceException.said(wrong));
            throw new Withheld();
        } finally {
            protection.forEach(KeyComponent::close);
        }
    }

    private void forget() {
        split.forEach(KeyComponent::close);
        split.clear();
    }

    /** @param length of it in bytes; 0: any */
    private KeyComponent entered(EnterComponent act, int length) throws Withheld, InterruptedException {
        while (true) {
            char[] typed = desk.component(act).orElseThrow(Withheld::new);
            try {
                KeyComponent component = checked(act, length, typed);
                told(act, component);
                return component;
            } catch (PlanException wrong) {
                if (!desk.refused(act, SentenceException.said(wrong))) {
                    throw new Withheld();
                }
            } finally {
                Arrays.fill(typed, '\0');
            }
        }
    }

    /** Form, check digits and its own KCV, then the length of the key and the KCV of the script. */
    private KeyComponent checked(EnterComponent act, int length, char[] typed) throws PlanException {
        Wording words = Wording.of("input");
        KeyComponent component = KeyComponent.parse(typed, act.said());
        boolean right = component.kcv().equals(act.kcv());
        if ((length == 0 || component.value().length() == length) && right) {
            return component;
        }
        component.close();
        throw new PlanException(
                right
                        ? words.say("secrets.component.length", act.key(), length)
                        : words.say(
                                "script.other",
                                act.said(),
                                component.kcv().toString(),
                                act.kcv().toString()));
    }

    private void told(EnterComponent act, KeyComponent component) throws Withheld {
        try {
            write(
                    act.protection() ? CeremonyAct.PROTECTION : CeremonyAct.COMPONENT,
                    act.key() + " " + act.number(),
                    act.person(),
                    Optional.of(act.kcv()),
                    act.packageNumber());
        } catch (Withheld unwritten) {
            component.close();
            throw unwritten;
        }
        desk.taken(act);
    }

    @Override
    public char[] pin(PinReference reference, Function<char[], Optional<String>> objection)
            throws Withheld, InterruptedException {
        EnterPin act = script.of(reference);
        while (true) {
            char[] typed = desk.pin(act).orElseThrow(Withheld::new);
            Optional<String> wrong = objection.apply(typed);
            if (wrong.isEmpty()) {
                try {
                    write(
                            CeremonyAct.PIN,
                            reference.name().toLowerCase(Locale.ROOT),
                            act.person(),
                            Optional.empty(),
                            "");
                } catch (Withheld unwritten) {
                    Arrays.fill(typed, '\0');
                    throw unwritten;
                }
                desk.taken(act);
                return typed;
            }
            Arrays.fill(typed, '\0');
            if (!desk.refused(act, wrong.get())) {
                throw new Withheld();
            }
        }
    }

    @Override
    public void stored(String key, Kcv kcv, boolean drawn) throws Withheld {
        // Told twice when the link was lost in between.
        if (stored.add(key)) {
            write(drawn ? CeremonyAct.DRAWN : CeremonyAct.STORED, key, "", Optional.of(kcv), "");
            desk.stored(key, kcv, drawn);
        }
    }

    @Override
    public void awaitCard() throws Withheld, InterruptedException {
        do {
            if (!desk.cardLost()) {
                throw new Withheld();
            }
        } while (!card.reopen());
    }

    private void write(CeremonyAct act, String object, String person, Optional<Kcv> kcv, String packageNumber)
            throws Withheld {
        try {
            journal.commit(
                    List.of(new CeremonyActed(world.now(), script.hash(), act, object, person, kcv, packageNumber)));
        } catch (JournalUnavailable e) {
            desk.unwritten(SentenceException.said(e));
            throw new Withheld();
        } catch (ClaimRefused impossible) {
            throw new IllegalStateException("A ceremony needs no claim", impossible);
        }
    }

    /** Wipes what a ceremony that broke off has left. */
    @Override
    public void close() {
        forget();
    }
}
