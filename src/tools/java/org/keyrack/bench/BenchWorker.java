package org.keyrack.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.keyrack.measure.Figure;

/** Measures rows, in a process whose PC/SC is the private pcscd. Started by {@link BenchProgram}. */
public final class BenchWorker {
    private BenchWorker() {}

    /** Arguments: first port, folder, JSON file, repeats, slow repeats, ledger events, rows separated by commas. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        List<Integer> rows =
                Arrays.stream(arguments[6].split(",", -1)).map(Integer::valueOf).toList();
        List<Figure> figures = new ArrayList<>();
        try (Rig rig = new Rig(folder, Integer.parseInt(arguments[0]))) {
            Rows measuring = new Rows(
                    rig, Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]), Long.parseLong(arguments[5]));
            for (int row : rows) {
                System.err.println("row " + row);
                figures.addAll(measuring.measure(row));
            }
        }
        System.out.println(Figure.table(figures));
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("at", Instant.now().toString());
        root.put("processors", Runtime.getRuntime().availableProcessors());
        root.put("java", System.getProperty("java.vm.version"));
        root.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        ArrayNode list = root.putArray("figures");
        figures.forEach(figure -> list.add(figure.json()));
        Path json = Path.of(arguments[2]);
        Files.createDirectories(json.toAbsolutePath().getParent());
        Files.writeString(json, root.toPrettyString() + System.lineSeparator());
        System.exit(figures.stream().allMatch(figure -> figure.met().orElse(true)) ? 0 : 1);
    }
}
