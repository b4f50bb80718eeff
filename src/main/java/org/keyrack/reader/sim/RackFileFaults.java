package org.keyrack.reader.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyrack.language.Wording;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.reader.sim.RackFile.Fault;
import org.keyrack.reader.sim.RackText.ActionWord;
import org.keyrack.reader.sim.RackText.FaultText;
import org.keyrack.yaml.YamlDocument;
import org.keyrack.yaml.YamlException;

/** The fault script of a rack file: which fields belong to which fault, and which card is meant. */
final class RackFileFaults {
    private static final int BACK_MILLISECONDS = 500;
    private static final int HANG_MILLISECONDS = 60_000;
    private static final int MOST = 1000;

    private final YamlDocument<RackText> document;
    private final Wording words = Wording.of("input");
    private final int asCards;
    private final int modules;
    private final int blanks;

    RackFileFaults(YamlDocument<RackText> document, int asCards, int modules, int blanks) {
        this.document = document;
        this.asCards = asCards;
        this.modules = modules;
        this.blanks = blanks;
    }

    List<Fault> faults() throws YamlException {
        List<FaultText> texts = document.value().faults();
        document.requireList("faults", texts, 0, MOST);
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; texts != null && i < texts.size(); i++) {
            faults.add(fault(texts.get(i), "faults[" + i + "]"));
        }
        return faults;
    }

    private Fault fault(FaultText text, String at) throws YamlException {
        ActionWord action = text.action();
        String word = document.word(action);
        for (Map.Entry<String, Object> field : fields(text).entrySet()) {
            if (!action.fields().contains(field.getKey())) {
                throw wrong(at + "." + field.getKey(), "fault.field", field.getKey(), word);
            }
        }
        for (String needed : action.needed()) {
            if (!fields(text).containsKey(needed)) {
                throw wrong(at, "fault.needs", word, needed);
            }
        }
        int card = card(text, at);
        if (action == ActionWord.SWAP && card < asCards) {
            throw wrong(at + ".do", "fault.swap");
        }
        return new Fault(card, command(text, at), or(text.nth(), 1), or(text.times(), 1), action(text));
    }

    /** Those of the fields that belong to single faults which are there. */
    private static Map<String, Object> fields(FaultText text) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("for", text.milliseconds());
        fields.put("sw", text.sw());
        fields.put("executed", text.executed());
        fields.put("length", text.length());
        fields.put("write", text.write());
        fields.put("bit", text.bit());
        fields.values().removeIf(Objects::isNull);
        return fields;
    }

    /** A command of the applets, or one to the security domain of a blank card. */
    private String command(FaultText text, String at) throws YamlException {
        String name = text.command();
        boolean known = Stream.concat(
                        Arrays.stream(Instruction.values()).map(Instruction::name),
                        Arrays.stream(DomainCommand.values()).map(DomainCommand::name))
                .anyMatch(name::equals);
        if (!known) {
            throw wrong(at + ".command", "fault.command", name);
        }
        return name;
    }

    private int card(FaultText text, String at) throws YamlException {
        Map<String, Integer> named = new LinkedHashMap<>();
        named.put("unit", text.unit());
        named.put("as", text.as());
        named.put("blank", text.blank());
        named.values().removeIf(Objects::isNull);
        if (named.size() != 1) {
            throw wrong(at, named.isEmpty() ? "fault.none" : "fault.both");
        }
        Map.Entry<String, Integer> only = named.entrySet().iterator().next();
        String field = only.getKey();
        int number = only.getValue();
        int most = field.equals("unit") ? modules : field.equals("as") ? asCards : blanks;
        int before = field.equals("unit") ? asCards : field.equals("as") ? 0 : asCards + modules;
        if (number > most) {
            throw wrong(at + "." + field, "fault.card", field, number, most);
        }
        return before + number - 1;
    }

    private static FaultAction action(FaultText text) {
        Duration back = Duration.ofMillis(or(text.milliseconds(), BACK_MILLISECONDS));
        return switch (text.action()) {
            case ANSWER_LOST -> new FaultAction.AnswerLost(back);
            case COMMAND_LOST -> new FaultAction.CommandLost(back);
            case HANG -> new FaultAction.Hang(Duration.ofMillis(or(text.milliseconds(), HANG_MILLISECONDS)));
            case WRONG_BYTES -> new FaultAction.WrongBytes();
            case WRONG_LENGTH -> new FaultAction.WrongLength(or(text.length(), -1));
            case BARE_SUCCESS -> new FaultAction.BareSuccess();
            case STATUS_WORD -> statusWord(text);
            case SWAP -> new FaultAction.Swap();
            case PULL -> new FaultAction.Pull(text.milliseconds() == null ? Optional.empty() : Optional.of(back));
            case TEAR -> new FaultAction.Tear(text.write(), back);
            case REPEAT_RANDOM -> new FaultAction.RepeatRandom();
            case FLIP_BIT -> new FaultAction.FlipBit(text.bit());
            case FLIP_ANSWER_BIT -> new FaultAction.FlipAnswerBit(text.bit());
        };
    }

    private static FaultAction statusWord(FaultText text) {
        int sw = Integer.parseInt(text.sw(), 16);
        boolean acts = sw >> 8 == 0x61 || sw >> 8 == 0x6C;
        return new FaultAction.StatusWord(sw, text.executed() == null ? acts : text.executed());
    }

    private static int or(Integer number, int absent) {
        return number == null ? absent : number;
    }

    private YamlException wrong(String at, String key, Object... details) {
        return document.wrong(at, words.say(key, details), words.say("action." + key, details));
    }
}
