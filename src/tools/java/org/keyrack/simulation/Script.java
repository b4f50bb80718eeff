package org.keyrack.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.keyrack.simulation.Choices.Kind;

/**
 * The decisions of one simulation, kept to be run again: a seed alone means another run after any change of the program.
 *
 * @param seed what the cards' random numbers come from
 * @param numbers the decisions by what they decide
 */
record Script(long seed, Map<Kind, List<Integer>> numbers) {
    Script {
        Map<Kind, List<Integer>> copy = new EnumMap<>(Kind.class);
        numbers.forEach((kind, list) -> copy.put(kind, withoutLastZeros(list)));
        numbers = copy;
    }

    private static List<Integer> withoutLastZeros(List<Integer> list) {
        int end = list.size();
        while (end > 0 && list.get(end - 1) == 0) {
            end--;
        }
        return List.copyOf(list.subList(0, end));
    }

    List<Integer> of(Kind kind) {
        return numbers.getOrDefault(kind, List.of());
    }

    Script with(Kind kind, List<Integer> other) {
        Map<Kind, List<Integer>> changed = new EnumMap<>(numbers);
        changed.put(kind, other);
        return new Script(seed, changed);
    }

    int length() {
        return numbers.values().stream().mapToInt(List::size).sum();
    }

    /** Lines: {@code #} begins what is for people, the seed, then the numbers of each kind. */
    String text() {
        StringBuilder text = new StringBuilder("seed " + seed + "\n");
        for (Kind kind : Kind.values()) {
            text.append(kind.name().toLowerCase(Locale.ROOT))
                    .append(of(kind).stream().map(number -> " " + number).collect(Collectors.joining()))
                    .append('\n');
        }
        return text.toString();
    }

    static Script read(Path file) throws IOException {
        long seed = 0;
        Map<Kind, List<Integer>> numbers = new EnumMap<>(Kind.class);
        for (String line : Files.readAllLines(file)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.trim().split(" ", -1);
            if (words[0].equals("seed")) {
                seed = Long.parseLong(words[1]);
                continue;
            }
            List<Integer> list = new ArrayList<>();
            for (int i = 1; i < words.length; i++) {
                list.add(Integer.parseInt(words[i]));
            }
            numbers.put(Kind.valueOf(words[0].toUpperCase(Locale.ROOT)), list);
        }
        return new Script(seed, numbers);
    }
}
