package org.keyrack.ledger;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.keyrack.order.OrderException;
import org.keyrack.order.SignedOrder;

/** Counts again, line by line, how many modules hold a key of each order, or may. */
final class OrderPass {
    /** By order, the file that the newest opening in each chain has, as far as it is read. */
    private final Map<String, StringBuilder> files = new HashMap<>();

    private final Map<String, Integer> places = new TreeMap<>();
    /** Works of modules that an order began: its number, by bench, batch and SN. */
    private final Map<String, String> begun = new HashMap<>();
    /** Exports of an order, by SN and download: its number. */
    private final Map<Export, String> exports = new HashMap<>();

    private final Set<Export> notLoaded = new HashSet<>();

    private record Export(String sn, String download) {}

    /** Takes in a line; one that is none of an order's costs a look at its type. */
    void take(EventLine line) {
        switch (line.type()) {
            case ORDER_OPENED ->
                files.put(line.text("order") + " " + line.chain().name(), new StringBuilder());
            case ORDER_PART -> part(line);
            case UNIT_STARTED -> line.maybe("order").ifPresent(order -> begun.put(work(line), order));
            case EXPORTED -> exported(line);
            case OUTCOME -> {
                if (line.result() == KeyRecord.State.NOT_LOADED) {
                    Export export = export(line);
                    if (exports.remove(export) == null) {
                        notLoaded.add(export);
                    }
                }
            }
            default -> {}
        }
    }

    private void part(EventLine line) {
        StringBuilder file = files.get(line.text("order") + " " + line.chain().name());
        if (file == null) {
            return;
        }
        file.append(line.text("text"));
        try {
            SignedOrder signed =
                    SignedOrder.parse(file.toString().getBytes(StandardCharsets.UTF_8), line.text("order"));
            // Whoever writes a second text under a number does not get more room by it.
            places.merge(signed.order().number(), signed.order().places(), Math::min);
        } catch (OrderException notWholeYet) {
            // Its last part makes it whole.
        }
    }

    private void exported(EventLine line) {
        if (!line.has("batch") || begun.isEmpty()) {
            return;
        }
        String order = begun.get(work(line));
        if (order != null && !notLoaded.remove(export(line))) {
            exports.put(export(line), order);
        }
    }

    private static String work(EventLine line) {
        return line.has("batch") ? line.batch() + " " + line.text("sn") : "";
    }

    private static Export export(EventLine line) {
        return new Export(line.text("sn"), ModuleHistory.download(line));
    }

    /** Orders with more modules than they have room for: how many modules. */
    Map<String, Integer> overrun() {
        Map<String, Set<String>> modules = new TreeMap<>();
        exports.forEach((export, order) ->
                modules.computeIfAbsent(order, each -> new HashSet<>()).add(export.sn()));
        Map<String, Integer> overrun = new TreeMap<>();
        modules.forEach((order, sns) -> {
            if (sns.size() > room(order)) {
                overrun.put(order, sns.size());
            }
        });
        return overrun;
    }

    /** How many modules an order has room for; none when no text of it is there. */
    int room(String order) {
        return places.getOrDefault(order, 0);
    }
}
