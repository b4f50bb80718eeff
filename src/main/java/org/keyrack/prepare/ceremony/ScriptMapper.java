package org.keyrack.prepare.ceremony;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.keyrack.journal.CeremonyEvent.Person;
import org.keyrack.journal.CeremonyRole;
import org.keyrack.language.Wording;
import org.keyrack.prepare.AsPlan;
import org.keyrack.prepare.BlockComponents;
import org.keyrack.prepare.PlanException;
import org.keyrack.prepare.ceremony.Act.Draw;
import org.keyrack.prepare.ceremony.Act.EnterComponent;
import org.keyrack.prepare.ceremony.Act.EnterPin;
import org.keyrack.prepare.ceremony.Act.OpenBlock;
import org.keyrack.prepare.ceremony.ScriptText.ActText;
import org.keyrack.prepare.ceremony.ScriptText.CeremonyText;
import org.keyrack.prepare.ceremony.ScriptText.PersonText;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.yaml.YamlDocument;
import org.keyrack.yaml.YamlException;

/** Checks what depends on more than one field of a script: who may do what, and whether its acts are those of the plan. */
final class ScriptMapper {
    private static final int MOST_PEOPLE = 40;
    private static final int MOST_ACTS = 250;

    private final YamlDocument<CeremonyText> document;
    private final AsPlan plan;
    private final ScriptFile.Beside beside;
    private final List<Person> people = new ArrayList<>();
    /** Of each key, by the person or the KCV. */
    private final Map<String, Set<String>> holders = new HashMap<>();

    private final Map<String, Set<Kcv>> kcvs = new HashMap<>();
    private final Set<String> packages = new HashSet<>();

    ScriptMapper(YamlDocument<CeremonyText> document, AsPlan plan, ScriptFile.Beside beside) {
        this.document = document;
        this.plan = plan;
        this.beside = beside;
    }

    CeremonyScript script(Bytes hash) throws YamlException, PlanException {
        CeremonyText text = document.value();
        if (!plan.hash().hex().equals(text.planHash())) {
            throw wrong("planHash", "changed");
        }
        readPeople(text.people());
        return new CeremonyScript(text.name(), hash, plan, people, acts(text.acts()));
    }

    private void readPeople(List<PersonText> written) throws YamlException {
        document.requireList("people", written, 2, MOST_PEOPLE);
        Map<CeremonyRole, String> alone = new EnumMap<>(CeremonyRole.class);
        for (int i = 0; i < written.size(); i++) {
            String path = document.entry("people", i);
            Person person =
                    new Person(written.get(i).name(), written.get(i).role().role());
            String name = key(person.name());
            for (Person other : people) {
                boolean same = key(other.name()).equals(name);
                if (same && other.role() == person.role()) {
                    throw wrong(path, "twice");
                }
                if (same && (other.role() == CeremonyRole.WITNESS || person.role() == CeremonyRole.WITNESS)) {
                    throw wrong(path, "witness");
                }
            }
            if (person.role().pin().isPresent() && alone.putIfAbsent(person.role(), name) != null) {
                throw wrong(path, "role.more", said(person.role()));
            }
            people.add(person);
        }
        for (CeremonyRole role : CeremonyRole.values()) {
            if (role.pin().isPresent() && !alone.containsKey(role)) {
                throw wrong("people", "role.none", said(role));
            }
        }
        if (Objects.equals(alone.get(CeremonyRole.ADMINISTRATOR), alone.get(CeremonyRole.CUSTODIAN))) {
            throw wrong("people", "one");
        }
    }

    private static String said(CeremonyRole role) {
        return Wording.of("input").get("role." + role);
    }

    /** Who differs by case or by the form of an accent alone is the same person. */
    private static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).strip().toLowerCase(Locale.ROOT);
    }

    private List<Act> acts(List<ActText> written) throws YamlException, PlanException {
        document.requireList("acts", written, 1, MOST_ACTS);
        ActOrder order = new ActOrder(plan);
        List<Act> acts = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            String path = document.entry("acts", i);
            Act act = act(path, written.get(i));
            if (order.isOver()) {
                throw wrong(path, "surplus");
            }
            if (!order.takes(act)) {
                throw wrong(path, "order", order.next().said());
            }
            acts.add(act);
        }
        if (!order.isOver()) {
            throw wrong("acts", "missing", order.next().said());
        }
        return acts;
    }

    private Act act(String path, ActText text) throws YamlException, PlanException {
        boolean component = text.component() != null || text.protection() != null;
        boolean person = component || text.pin() != null;
        long kinds = Stream.of(text.pin(), text.component(), text.protection(), text.draw(), text.block())
                .filter(Objects::nonNull)
                .count();
        boolean whole = person == (text.person() != null)
                && component == (text.of() != null && text.kcv() != null)
                && (text.block() != null) == (text.file() != null);
        boolean bare = component || text.of() == null && text.kcv() == null && text.packageNumber() == null;
        if (kinds != 1 || !whole || !bare) {
            throw wrong(path, "act");
        }
        if (text.draw() != null) {
            return new Draw(text.draw());
        }
        if (text.block() != null) {
            return block(text);
        }
        return component ? component(path, text) : pin(path, text);
    }

    private Act block(ActText text) throws PlanException {
        String block = beside.block(text.file());
        BlockComponents.requireForm(block, text.file());
        return new OpenBlock(text.block(), text.file(), block);
    }

    private Act pin(String path, ActText text) throws YamlException {
        CeremonyRole role = text.pin().role();
        if (role.pin().isEmpty()) {
            throw wrong(path + ".pin", "noPin", said(role));
        }
        requireKnown(path, text.person());
        if (people.stream().noneMatch(person -> person.role() == role && is(person, text.person()))) {
            throw wrong(path + ".person", "pin", said(role));
        }
        return new EnterPin(role.pin().get(), text.person());
    }

    private Act component(String path, ActText text) throws YamlException {
        requireKnown(path, text.person());
        if (people.stream().anyMatch(person -> person.role() == CeremonyRole.WITNESS && is(person, text.person()))) {
            throw wrong(path + ".person", "witness.enters");
        }
        boolean protection = text.protection() != null;
        // The name that X9.143 has for a key that protects blocks.
        String whole = protection ? "KBPK " + text.of() : text.of();
        if (!holders.computeIfAbsent(whole, key -> new HashSet<>()).add(key(text.person()))) {
            throw wrong(path + ".person", "holder", whole);
        }
        Kcv kcv = new Kcv(Bytes.ofHex(text.kcv()));
        if (!kcvs.computeIfAbsent(whole, key -> new HashSet<>()).add(kcv)) {
            throw wrong(path + ".kcv", "kcv", whole);
        }
        if (text.packageNumber() != null && !packages.add(text.packageNumber())) {
            throw wrong(path + ".package", "package");
        }
        return new EnterComponent(
                text.of(),
                protection,
                protection ? text.protection() : text.component(),
                text.person(),
                kcv,
                text.packageNumber() == null ? "" : text.packageNumber());
    }

    private void requireKnown(String path, String name) throws YamlException {
        if (people.stream().noneMatch(person -> is(person, name))) {
            throw wrong(path + ".person", "person");
        }
    }

    private static boolean is(Person person, String name) {
        return key(person.name()).equals(key(name));
    }

    private YamlException wrong(String path, String key, Object... details) {
        Wording words = Wording.of("input");
        return document.wrong(path, words.say("script." + key, details), words.say("action.script." + key, details));
    }
}
