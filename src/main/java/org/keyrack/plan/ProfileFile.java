package org.keyrack.plan;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.keyrack.plan.Profile.Load;
import org.keyrack.plan.Profile.OnOccupied;
import org.keyrack.protocol.Bytes;

/** Reads profiles from YAML, strictly: nothing is guessed, an unknown field is an error. */
public final class ProfileFile {
    private static final int HASH = 32;
    private static final int LONGEST = 256 * 1024;
    private static final Set<String> FIELDS = Set.of("name", "load", "onOccupied", "stopAfterFailures");
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(20).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ProfileFile() {}

    /**
     * Reads a profile file.
     *
     * @throws ProfileException when it is missing, unreadable, too long (over 256 KiB) or no valid profile
     */
    public static Profile read(Path file) throws ProfileException {
        try {
            if (Files.isDirectory(file)) {
                throw new ProfileException(file + " is a folder. Name a profile file.");
            }
            if (Files.size(file) > LONGEST) {
                throw new ProfileException(file + " is longer than 256 KiB: this is no profile. Name another file.");
            }
            return parse(Files.readAllBytes(file), file.getFileName().toString());
        } catch (NoSuchFileException e) {
            throw new ProfileException("There is no file " + file + ". Check the name.");
        } catch (IOException e) {
            throw new ProfileException(file + " cannot be read: " + e.getMessage());
        }
    }

    /** The built-in profile of the demo bench: every location of every unit, matched by appId and type. */
    public static Profile demo() {
        try (InputStream in = ProfileFile.class.getResourceAsStream("/profiles/demo.yaml")) {
            return parse(in.readAllBytes(), "demo");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ProfileException e) {
            throw new IllegalStateException("The built-in profile is broken", e);
        }
    }

    /**
     * Parses a profile.
     *
     * @param bytes YAML in UTF-8
     * @param source the file's name, for messages
     */
    public static Profile parse(byte[] bytes, String source) throws ProfileException {
        JsonNode root;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            refuseAliases(text, source);
            root = YAML.readTree(text);
        } catch (CharacterCodingException e) {
            throw new ProfileException(source + ": this is not UTF-8 text. Save it as UTF-8, or name another file.");
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            throw new ProfileException(source + (place == null ? "" : ", line " + place.getLineNr())
                    + ": this is not valid YAML (" + firstLine(e.getOriginalMessage()) + "). Correct the file.");
        } catch (IOException | RuntimeException e) {
            throw new ProfileException(source + ": this is not valid YAML. Correct the file.");
        }
        if (root == null || !root.isObject()) {
            throw new ProfileException(
                    source + ": a profile is a list of fields: name, load, onOccupied, stopAfterFailures.");
        }
        return new Reading(source, root).profile(hash(bytes));
    }

    /** The tree would hide them: an alias passes for a text there. */
    private static void refuseAliases(String text, String source) throws IOException, ProfileException {
        try (YAMLParser parser = YAML.getFactory().createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser.isCurrentAlias() || parser.getObjectId() != null) {
                    throw new ProfileException(
                            source + ", line " + parser.currentTokenLocation().getLineNr()
                                    + ": anchors (&) and aliases (*) are not supported. Write the value out, or put it in quotes.");
                }
            }
        }
    }

    /**
     * A profile made in the window instead of read from a file.
     *
     * @throws ProfileException when the values are none of a profile, as when a file held them
     */
    public static Profile of(
            String name, List<Load> loads, boolean automatic, OnOccupied onOccupied, int stopAfterFailures)
            throws ProfileException {
        Profile draft = new Profile(name, loads, automatic, onOccupied, stopAfterFailures, Bytes.zero(HASH));
        return parse(yaml(draft), name);
    }

    /** A profile as YAML in UTF-8; {@link #parse} reads the same profile from it. */
    public static byte[] yaml(Profile profile) {
        ObjectNode root = YAML.createObjectNode();
        root.put("name", profile.name());
        if (profile.automatic()) {
            root.put("load", "auto");
        } else {
            ArrayNode list = root.putArray("load");
            profile.loads()
                    .forEach(load -> list.addObject().put("ref1", load.ref1()).put("ref2", load.ref2()));
        }
        root.put("onOccupied", profile.onOccupied().name().toLowerCase(Locale.ROOT));
        root.put("stopAfterFailures", profile.stopAfterFailures());
        try {
            return YAML.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A profile can always be written", e);
        }
    }

    /**
     * Writes a profile file, whole or not at all.
     *
     * @return the profile with the hash of the file's bytes
     * @throws ProfileException when the file cannot be written
     */
    public static Profile write(Profile profile, Path file) throws ProfileException {
        byte[] bytes = yaml(profile);
        try {
            Path draft = file.resolveSibling(file.getFileName() + ".part");
            Files.write(draft, bytes);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ProfileException(file + " cannot be written: " + e.getMessage() + ". Choose another folder.");
        }
        return parse(bytes, file.getFileName().toString());
    }

    private static String firstLine(String message) {
        return message == null ? "" : printable(message.lines().findFirst().orElse(""));
    }

    /** What comes out of a file must not steer the terminal or break the line that it is shown in. */
    private static String printable(String text) {
        String shown = text.length() > 120 ? text.substring(0, 120) + "…" : text;
        return shown.codePoints()
                .map(point ->
                        Character.isISOControl(point) || Character.getType(point) == Character.FORMAT ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static Bytes hash(byte[] bytes) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** One reading of one document. */
    private record Reading(String source, JsonNode root) {
        Profile profile(Bytes hash) throws ProfileException {
            onlyKnown(root, FIELDS, "");
            boolean automatic =
                    root.path("load").isTextual() && root.path("load").asText().equals("auto");
            return new Profile(
                    name(), automatic ? List.of() : loads(), automatic, onOccupied(), stopAfterFailures(), hash);
        }

        private String name() throws ProfileException {
            JsonNode name = root.path("name");
            if (!name.isTextual() || name.asText().isBlank()) {
                throw wrong(
                        "name",
                        "is missing or empty",
                        "Give the profile a name, for example name: Fuel terminals 2026");
            }
            if (name.asText().length() > 80 || name.asText().chars().anyMatch(Character::isISOControl)) {
                throw wrong("name", "is longer than 80 characters or not plain text", "Shorten it");
            }
            return name.asText();
        }

        private List<Load> loads() throws ProfileException {
            JsonNode list = root.path("load");
            if (!list.isArray() || list.isEmpty()) {
                throw wrong(
                        "load", "is neither auto nor a list", "Write load: auto, or load: [ { ref1: 3, ref2: 5 } ]");
            }
            List<Load> loads = new ArrayList<>();
            Set<Integer> locations = new HashSet<>();
            for (int i = 0; i < list.size(); i++) {
                String place = "load[" + i + "]";
                JsonNode entry = list.get(i);
                if (!entry.isObject()) {
                    throw wrong(place, "is no pair", "Write { ref1: 3, ref2: 5 }");
                }
                onlyKnown(entry, Set.of("ref1", "ref2"), place + ".");
                Load load = new Load(
                        number(entry, place + ".ref1", "ref1", 1, 0xFFFF),
                        number(entry, place + ".ref2", "ref2", 0, 0xFFFF));
                if (!locations.add(load.ref2())) {
                    throw wrong(
                            place + ".ref2",
                            "names location " + load.ref2() + " a second time",
                            "Load each location once");
                }
                loads.add(load);
            }
            return loads;
        }

        private OnOccupied onOccupied() throws ProfileException {
            JsonNode node = root.path("onOccupied");
            if (node.isMissingNode()) {
                return OnOccupied.FAIL;
            }
            for (OnOccupied value : OnOccupied.values()) {
                if (node.isTextual() && node.asText().equals(value.name().toLowerCase(Locale.ROOT))) {
                    return value;
                }
            }
            throw wrong("onOccupied", "is not known", "Write replace, skip or fail");
        }

        private int stopAfterFailures() throws ProfileException {
            return root.has("stopAfterFailures") ? number(root, "stopAfterFailures", "stopAfterFailures", 0, 1000) : 0;
        }

        private int number(JsonNode parent, String place, String field, int least, int most) throws ProfileException {
            JsonNode node = parent.path(field);
            if (!node.isIntegralNumber() || !node.canConvertToInt() || node.asInt() < least || node.asInt() > most) {
                throw wrong(
                        place,
                        node.isMissingNode() ? "is missing" : "is no number from " + least + " to " + most,
                        "Correct it");
            }
            return node.asInt();
        }

        private void onlyKnown(JsonNode object, Set<String> known, String prefix) throws ProfileException {
            for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
                String field = names.next();
                if (!known.contains(field)) {
                    throw wrong(
                            prefix + printable(field),
                            "is not known here",
                            "Known fields: "
                                    + String.join(", ", known.stream().sorted().toList()));
                }
            }
        }

        private ProfileException wrong(String place, String cause, String action) {
            return new ProfileException(source + ": " + place + " " + cause + ". " + action + ".");
        }
    }
}
