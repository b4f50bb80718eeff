package org.keyrack.reader.sim;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.reader.sim.RackFile.Fault;

/** The fault script of a rack file: which fields belong to which fault, and which card is meant. */
final class RackFileFaults {
    private static final int BACK_MILLISECONDS = 500;
    private static final int HANG_MILLISECONDS = 60_000;

    /** What each fault may say besides; all else that is there is a mistake. */
    private static final Map<String, List<String>> FIELDS = Map.of(
            "answerLost", List.of("for"),
            "commandLost", List.of("for"),
            "hang", List.of("for"),
            "pull", List.of("for"),
            "tear", List.of("write", "for"),
            "statusWord", List.of("sw", "executed"),
            "wrongLength", List.of("length"),
            "flipBit", List.of("bit"),
            "flipAnswerBit", List.of("bit"));

    private static final Map<String, String> NEEDED =
            Map.of("tear", "write", "statusWord", "sw", "flipBit", "bit", "flipAnswerBit", "bit");

    private final JsonNode tree;
    private final RackFilePlaces places;
    private final int asCards;
    private final int modules;

    RackFileFaults(JsonNode tree, RackFilePlaces places, int asCards, int modules) {
        this.tree = tree;
        this.places = places;
        this.asCards = asCards;
        this.modules = modules;
    }

    List<Fault> faults() throws RackFileException {
        List<Fault> faults = new ArrayList<>();
        JsonPointer list = JsonPointer.empty().appendProperty("faults");
        for (int i = 0; i < tree.path("faults").size(); i++) {
            faults.add(fault(tree.get("faults").get(i), list.appendIndex(i)));
        }
        return faults;
    }

    private Fault fault(JsonNode node, JsonPointer at) throws RackFileException {
        String action = node.get("do").textValue();
        for (String field : List.of("for", "sw", "executed", "length", "write", "bit")) {
            if (node.has(field) && !FIELDS.getOrDefault(action, List.of()).contains(field)) {
                throw places.wrong(
                        at.appendProperty(field), "\"" + field + "\" has no meaning with " + action, "Remove it.");
            }
        }
        String needed = NEEDED.get(action);
        if (needed != null && !node.has(needed)) {
            throw places.wrong(at, action + " needs the field \"" + needed + "\"", "Add it.");
        }
        int card = card(node, at);
        if (action.equals("swap") && card < asCards) {
            throw places.wrong(
                    at.appendProperty("do"), "there is no second AS to swap it for", "Write pull, or name a unit.");
        }
        return new Fault(
                card,
                Instruction.valueOf(node.get("command").textValue()),
                node.path("nth").asInt(1),
                node.path("times").asInt(1),
                action(action, node));
    }

    private int card(JsonNode node, JsonPointer at) throws RackFileException {
        if (node.has("unit") == node.has("as")) {
            throw places.wrong(
                    at,
                    node.has("unit") ? "both unit and as are there" : "no card is named",
                    "Write unit for a module, or as for an AS card.");
        }
        String field = node.has("unit") ? "unit" : "as";
        int number = node.get(field).intValue();
        int most = node.has("unit") ? modules : asCards;
        if (number > most) {
            throw places.wrong(
                    at.appendProperty(field),
                    "there is no " + field + " " + number,
                    most == 0 ? "This bench has none." : "Write a number from 1 to " + most + ".");
        }
        return node.has("unit") ? asCards + number - 1 : number - 1;
    }

    private static FaultAction action(String action, JsonNode node) {
        Duration back = Duration.ofMillis(node.path("for").asInt(BACK_MILLISECONDS));
        return switch (action) {
            case "answerLost" -> new FaultAction.AnswerLost(back);
            case "commandLost" -> new FaultAction.CommandLost(back);
            case "hang" ->
                new FaultAction.Hang(Duration.ofMillis(node.path("for").asInt(HANG_MILLISECONDS)));
            case "wrongBytes" -> new FaultAction.WrongBytes();
            case "wrongLength" ->
                new FaultAction.WrongLength(node.path("length").asInt(-1));
            case "bareSuccess" -> new FaultAction.BareSuccess();
            case "statusWord" -> statusWord(node);
            case "swap" -> new FaultAction.Swap();
            case "pull" -> new FaultAction.Pull(node.has("for") ? Optional.of(back) : Optional.empty());
            case "tear" -> new FaultAction.Tear(node.get("write").intValue(), back);
            case "repeatRandom" -> new FaultAction.RepeatRandom();
            case "flipBit" -> new FaultAction.FlipBit(node.get("bit").intValue());
            case "flipAnswerBit" ->
                new FaultAction.FlipAnswerBit(node.get("bit").intValue());
            default -> throw new IllegalStateException("The schema knows a fault that is not made: " + action);
        };
    }

    private static FaultAction statusWord(JsonNode node) {
        int sw = Integer.parseInt(node.get("sw").textValue(), 16);
        boolean acts = sw >> 8 == 0x61 || sw >> 8 == 0x6C;
        return new FaultAction.StatusWord(sw, node.path("executed").asBoolean(acts));
    }
}
