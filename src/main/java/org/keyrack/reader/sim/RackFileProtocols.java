package org.keyrack.reader.sim;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keyrack.reader.TransmissionProtocol;

/** Which cards of a rack file speak T=0: its own word on {@code protocol}, else that of the bench, else T1. */
final class RackFileProtocols {
    private final JsonNode tree;
    private final TransmissionProtocol bench;
    private final Set<Integer> t0 = new HashSet<>();
    private int next;

    private RackFileProtocols(JsonNode tree) {
        this.tree = tree;
        bench = protocol(tree, TransmissionProtocol.T1);
    }

    /** Numbers of the cards, from 0, the AS cards first. */
    static Set<Integer> t0(JsonNode tree) {
        RackFileProtocols protocols = new RackFileProtocols(tree);
        protocols.entries("as").forEach(as -> protocols.add(as, 1));
        protocols
                .entries("units")
                .forEach(group -> protocols.add(group, group.path("count").asInt(1)));
        return protocols.t0;
    }

    private List<JsonNode> entries(String field) {
        JsonNode node = tree.path(field);
        if (node.isObject()) {
            return List.of(node);
        }
        List<JsonNode> entries = new ArrayList<>();
        node.forEach(entries::add);
        return entries;
    }

    private void add(JsonNode cards, int count) {
        boolean speaksT0 = protocol(cards, bench) == TransmissionProtocol.T0;
        for (int end = next + count; next < end; next++) {
            if (speaksT0) {
                t0.add(next);
            }
        }
    }

    private static TransmissionProtocol protocol(JsonNode node, TransmissionProtocol absent) {
        return node.has("protocol")
                ? TransmissionProtocol.valueOf(node.get("protocol").textValue())
                : absent;
    }
}
