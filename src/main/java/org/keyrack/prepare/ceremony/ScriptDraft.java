package org.keyrack.prepare.ceremony;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.keyrack.journal.CeremonyEvent.Person;
import org.keyrack.journal.CeremonyRole;
import org.keyrack.journal.LettersPrinted;
import org.keyrack.language.Wording;
import org.keyrack.prepare.AsPlan;
import org.keyrack.prepare.CardPlan.KeyShape;
import org.keyrack.prepare.PlanException;
import org.keyrack.prepare.ceremony.Act.Draw;
import org.keyrack.prepare.ceremony.Act.EnterComponent;
import org.keyrack.prepare.ceremony.Act.EnterPin;
import org.keyrack.protocol.Kcv;

/** Writes a script: all acts that a plan needs, with who does each as far as that is known. */
public final class ScriptDraft {
    /** Components of a protection key in a draft; whoever has more of them writes more. */
    private static final int PROTECTION = 2;

    private final AsPlan plan;
    private final List<Person> people;
    private final Function<Kcv, Optional<LettersPrinted>> letters;
    private final Map<String, String> blocks;
    private final Map<String, Optional<LettersPrinted>> printed = new LinkedHashMap<>();

    /**
     * @param people the three of the PINs, the holders of components, witnesses; without a holder those of the PINs are
     * @param letters the letters of a key that were printed, by the key's KCV
     * @param blocks the keys that come in key blocks, and how the script names their files
     */
    public ScriptDraft(
            AsPlan plan,
            List<Person> people,
            Function<Kcv, Optional<LettersPrinted>> letters,
            Map<String, String> blocks) {
        this.plan = plan;
        this.people = List.copyOf(people);
        this.letters = letters;
        this.blocks = Map.copyOf(blocks);
    }

    /**
     * The script. A component whose letter this ledger does not know has an empty KCV, which its holder fills in.
     *
     * @param name of the ceremony
     * @param planFile how the script names the plan, from the folder of the script
     * @throws PlanException when too few people are there for the components of a key
     */
    public String text(String name, String planFile) throws PlanException {
        StringBuilder out = new StringBuilder();
        out.append("name: ").append(quoted(name)).append('\n');
        out.append("plan: ").append(quoted(planFile)).append('\n');
        out.append("planHash: ").append(quoted(plan.hash().hex())).append('\n');
        out.append("people:\n");
        for (Person person : people) {
            out.append("  - { name: ").append(quoted(person.name()));
            out.append(", role: ").append(person.role().word()).append(" }\n");
        }
        out.append("acts:\n");
        for (Act act : PlanActs.of(plan)) {
            for (String line : lines(act)) {
                out.append("  - { ").append(line).append(" }\n");
            }
        }
        return out.toString();
    }

    /** The keys by components of which this ledger has printed no letters. */
    public List<String> unknown() {
        return printed.entrySet().stream()
                .filter(key -> key.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A key that comes in a block has other acts in the place of its first component, and none in the place of the others. */
    private List<String> lines(Act act) throws PlanException {
        if (!(act instanceof EnterComponent enter) || !blocks.containsKey(enter.key())) {
            return List.of(act(act));
        }
        if (enter.number() > 1) {
            return List.of();
        }
        List<String> holders = holders(enter.key(), PROTECTION);
        List<String> lines = new ArrayList<>();
        for (int number = 1; number <= PROTECTION; number++) {
            lines.add("protection: " + number + ", of: " + quoted(enter.key()) + ", person: "
                    + quoted(holders.get(number - 1)) + ", kcv: \"\"");
        }
        lines.add("block: " + quoted(enter.key()) + ", file: " + quoted(blocks.get(enter.key())));
        return lines;
    }

    private String act(Act act) throws PlanException {
        if (act instanceof EnterPin enter) {
            return "pin: " + enter.pin().name().toLowerCase(Locale.ROOT) + ", person: " + quoted(holder(enter));
        }
        return act instanceof EnterComponent enter ? component(enter) : "draw: " + quoted(((Draw) act).key());
    }

    private String holder(EnterPin act) {
        return people.stream()
                .filter(person -> person.role().pin().equals(Optional.of(act.pin())))
                .findFirst()
                .map(Person::name)
                .orElse("");
    }

    private String component(EnterComponent act) throws PlanException {
        KeyShape shape = plan.shape(act.key());
        List<String> holders = holders(act.key(), shape.components());
        int index = act.number() - 1;
        Optional<LettersPrinted> known = printed.computeIfAbsent(
                act.key(),
                key -> letters.apply(shape.kcv())
                        .filter(found ->
                                found.components().size() == shape.components() && found.length() == shape.length()));
        String kcv =
                known.map(found -> found.components().get(index).toString()).orElse("");
        String packageNumber = known.filter(found -> !found.packages().isEmpty())
                .map(found -> ", package: " + quoted(found.packages().get(index)))
                .orElse("");
        return "component: " + act.number() + ", of: " + quoted(act.key()) + ", person: " + quoted(holders.get(index))
                + ", kcv: " + quoted(kcv) + packageNumber;
    }

    private List<String> holders(String key, int needed) throws PlanException {
        List<String> holders = holders();
        if (holders.size() < needed) {
            throw new PlanException(Wording.of("input").say("script.holders", key, needed, holders.size()));
        }
        return holders;
    }

    private List<String> holders() {
        List<String> named = people.stream()
                .filter(person -> person.role() == CeremonyRole.HOLDER)
                .map(Person::name)
                .toList();
        return named.isEmpty()
                ? people.stream()
                        .filter(person -> person.role() != CeremonyRole.WITNESS)
                        .map(Person::name)
                        .distinct()
                        .toList()
                : named;
    }

    /** In double quotes, as YAML and JSON write it. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
