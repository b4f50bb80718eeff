package org.keyrack.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.keyrack.language.Wording;

/** The one vocabulary for classes and counts, in a language: window, command line and reports say these words. */
public final class ClassWords {
    private final Wording words;

    /** @param locale English where {@code i18n/count} has no words of it */
    public ClassWords(Locale locale) {
        this.words = Wording.of("count", locale);
    }

    /** What a module of this class is called, for example "Set aside". */
    public String word(ModuleClass module) {
        return words.get("module." + module);
    }

    /** What a key of this class is called. */
    public String word(KeyClass key) {
        return words.get("key." + key);
    }

    /** So many modules of a class, for example "3 refused". */
    public String count(ModuleClass module, int modules) {
        return say("modules." + module, modules);
    }

    /** So many keys of a class, for example "3 not begun". */
    public String count(KeyClass key, int keys) {
        return say("keys." + key, keys);
    }

    /** How many are done, and each class that is not; one sentence for the modules and one for the keys. */
    public String sentence(BatchCounts counts) {
        List<String> keys = new ArrayList<>();
        for (KeyClass key : KeyClass.values()) {
            if (counts.of(key) > 0 || key.compareTo(KeyClass.UNKNOWN) <= 0) {
                keys.add(count(key, counts.of(key)));
            }
        }
        return modules(counts) + ". " + String.join(", ", keys) + ".";
    }

    /** How many modules are done, and each class that is not; without a full stop. */
    public String modules(BatchCounts counts) {
        List<String> modules = new ArrayList<>();
        modules.add(say(
                "modules.of", counts.of(ModuleClass.DONE), counts.modules().seen() + counts.of(ModuleClass.MISSING)));
        ModuleClass.WORST_FIRST.stream()
                .filter(module -> module != ModuleClass.DONE && (module == ModuleClass.FAILED || counts.of(module) > 0))
                .forEach(module -> modules.add(count(module, counts.of(module))));
        return String.join(", ", modules);
    }

    /** The classes of modules that are not done, worst first, each with its number; empty when all are. */
    public String notPassed(ModuleCounts counts) {
        return each(counts, module -> !module.passed());
    }

    /** The same of a batch in work, without the modules that it still works on. */
    public String lost(ModuleCounts counts) {
        return each(counts, module -> !module.passed() && module != ModuleClass.IN_WORK);
    }

    private String each(ModuleCounts counts, Predicate<ModuleClass> wanted) {
        return String.join(
                ", ",
                ModuleClass.WORST_FIRST.stream()
                        .filter(module -> wanted.test(module) && counts.of(module) > 0)
                        .map(module -> count(module, counts.of(module)))
                        .toList());
    }

    /**
     * The outcome in one line: how many are not done, the worst class first, or that all are. It never says that all is well
     * over a module that is not done.
     */
    public String headline(ModuleCounts counts) {
        List<ModuleClass> classes = ModuleClass.WORST_FIRST.stream()
                .filter(module -> !module.passed() && counts.of(module) > 0)
                .toList();
        if (classes.isEmpty()) {
            return say("headline.passed", counts.of(ModuleClass.DONE), counts.of(ModuleClass.NOTHING_NEEDED));
        }
        ModuleClass worst = classes.get(0);
        List<String> parts = new ArrayList<>();
        parts.add(say("headline." + worst, counts.of(worst), counts.seen() + counts.of(ModuleClass.MISSING)));
        classes.stream().skip(1).forEach(module -> parts.add(count(module, counts.of(module))));
        return String.join(", ", parts);
    }

    private String say(String key, Object... numbers) {
        return words.say(key, numbers);
    }
}
