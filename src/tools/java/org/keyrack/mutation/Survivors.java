package org.keyrack.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What {@code ./dev mutate} prints: of each room how many changes were noticed, and every change that was not. One that
 * changes nothing that anybody could see stands with its reason in {@code src/test/resources/mutation/equivalent.tsv}: class,
 * method, change, line of source, reason, separated by tabs.
 */
public final class Survivors {
    private static final Path REPORTS = Path.of("target/mutations");
    private static final Path EXPLAINED = Path.of("src/test/resources/mutation/equivalent.tsv");

    private Survivors() {}

    /** Takes names of rooms; ends with 1 when a guarded class has a survivor without a reason. */
    public static void main(String[] rooms) throws IOException {
        Map<String, String> reasons = reasons(Files.readAllLines(EXPLAINED));
        boolean good = true;
        for (String room : rooms) {
            List<Mutant> mutants = read(REPORTS.resolve(room).resolve("mutations.xml"));
            good &= print(System.out, room, mutants, reasons);
        }
        System.exit(good ? 0 : 1);
    }

    /** Reasons by what they explain. */
    static Map<String, String> reasons(List<String> lines) {
        Map<String, String> reasons = new HashMap<>();
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                int last = line.lastIndexOf('\t');
                if (last < 0
                        || line.split("\t", -1).length != 5
                        || line.substring(last).isBlank()) {
                    throw new IllegalArgumentException("Five fields, the last one a reason, are wanted: " + line);
                }
                reasons.put(line.substring(0, last), line.substring(last + 1));
            }
        }
        return reasons;
    }

    /** Prints a room; answers whether every survivor of a guarded class has its reason. */
    static boolean print(PrintStream out, String room, List<Mutant> mutants, Map<String, String> reasons) {
        List<Mutant> survivors =
                mutants.stream().filter(mutant -> !mutant.noticed()).toList();
        out.println(room + ": " + mutants.size() + " changes, " + (mutants.size() - survivors.size()) + " noticed, "
                + survivors.size() + " not");
        boolean good = true;
        for (Mutant survivor : survivors) {
            String reason = reasons.get(survivor.key());
            boolean wanted = reason == null && survivor.isGuarded();
            good &= !wanted;
            out.println("  " + (reason != null ? "explained" : wanted ? "UNEXPLAINED" : "listed") + "  " + survivor
                    + (reason == null ? "" : "  (" + reason + ")"));
        }
        Set<String> seen = survivors.stream().map(Mutant::key).collect(Collectors.toSet());
        Set<String> types = mutants.stream().map(Mutant::type).collect(Collectors.toSet());
        new TreeSet<>(reasons.keySet())
                .stream()
                        .filter(key -> types.contains(key.substring(0, key.indexOf('\t'))) && !seen.contains(key))
                        .forEach(key -> out.println("  needs no reason any more  " + key));
        return good;
    }

    /** Reads a report of PIT. */
    static List<Mutant> read(Path report) throws IOException {
        try (InputStream in = Files.newInputStream(report)) {
            NodeList nodes = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getElementsByTagName("mutation");
            Map<Path, List<String>> sources = new HashMap<>();
            List<Mutant> mutants = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                Element node = (Element) nodes.item(i);
                String type = text(node, "mutatedClass");
                int line = Integer.parseInt(text(node, "lineNumber"));
                Path file = Mutant.sourceFile(type);
                if (!sources.containsKey(file)) {
                    sources.put(file, Files.readAllLines(file));
                }
                mutants.add(new Mutant(
                        type,
                        text(node, "mutatedMethod"),
                        line,
                        sources.get(file).get(line - 1).strip(),
                        text(node, "description"),
                        Boolean.parseBoolean(node.getAttribute("detected"))));
            }
            return mutants;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(report + " is no report of PIT: " + e.getMessage(), e);
        }
    }

    private static String text(Element node, String name) {
        return node.getElementsByTagName(name).item(0).getTextContent();
    }
}
