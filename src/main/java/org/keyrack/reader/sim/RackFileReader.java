package org.keyrack.reader.sim;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** From the bytes of a rack file to its model: YAML, then the schema, then the rules that a schema cannot say. */
final class RackFileReader {
    private static final int LARGEST = 1 << 20;
    private static final int DEEPEST = 20;

    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final ObjectMapper MAPPER = new ObjectMapper(YAML);

    private RackFileReader() {}

    static RackFile read(Path file) throws RackFileException {
        String name = file.toString();
        byte[] yaml;
        try {
            if (Files.size(file) > LARGEST) {
                throw tooLarge(name);
            }
            yaml = Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new RackFileException(name, "there is no such file", "Check the name.");
        } catch (AccessDeniedException denied) {
            throw new RackFileException(name, "you may not read this file", "Ask its owner.");
        } catch (IOException broken) {
            throw new RackFileException(
                    name,
                    "the file cannot be read (" + broken.getMessage() + ")",
                    "Check that it is an ordinary file.");
        }
        Path folder = file.toAbsolutePath().getParent();
        return read(yaml, name, folder == null ? Path.of("") : folder);
    }

    private static RackFileException tooLarge(String name) {
        return new RackFileException(
                name, "the file is larger than 1 MiB", "A rack file has a few kilobytes: check the name.");
    }

    static RackFile read(byte[] yaml, String name, Path folder) throws RackFileException {
        if (yaml.length > LARGEST) {
            throw tooLarge(name);
        }
        Map<String, Integer> lines = new HashMap<>();
        JsonNode tree = tree(text(yaml, name), name, lines);
        RackFilePlaces places = new RackFilePlaces(name, lines);
        RackFileSchema.check(tree, places);
        return new RackFileMapper(tree, places, folder).map();
    }

    private static String text(byte[] yaml, String name) throws RackFileException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(yaml))
                    .toString();
        } catch (CharacterCodingException binary) {
            throw new RackFileException(name, "the file is not UTF-8 text", "Save it as UTF-8, or check the name.");
        }
    }

    private static JsonNode tree(String text, String name, Map<String, Integer> lines) throws RackFileException {
        try {
            try (YAMLParser parser = YAML.createParser(text)) {
                scan(parser, name, lines);
            }
            return Optional.ofNullable(MAPPER.readTree(text)).orElseGet(MAPPER::missingNode);
        } catch (JsonProcessingException malformed) {
            throw malformed(name, malformed.getLocation(), malformed.getOriginalMessage());
        } catch (IOException | RuntimeException malformed) {
            // SnakeYAML throws what it likes at bytes that are no YAML.
            throw malformed(name, null, malformed.getMessage());
        }
    }

    private static RackFileException malformed(String name, JsonLocation at, String message) {
        String place = at == null ? name : name + " line " + at.getLineNr();
        if (message != null && message.startsWith("Duplicate field")) {
            String field = message.replaceFirst("Duplicate field '?([^']*)'?", "$1");
            return new RackFileException(
                    place, "the field \"" + oneLine(field) + "\" stands here twice", "Remove one.");
        }
        return new RackFileException(
                place,
                "this is not YAML (" + oneLine(message == null ? "unreadable" : message) + ")",
                "Check indentation, quotes and brackets.");
    }

    private static String oneLine(String message) {
        String line = message.strip().lines().findFirst().orElse("unreadable").strip();
        return line.length() > 120 ? line.substring(0, 120) + "…" : line;
    }

    /** Notes the line of each value, and refuses what a tree would hide. */
    private static void scan(YAMLParser parser, String name, Map<String, Integer> lines)
            throws IOException, RackFileException {
        int depth = 0;
        boolean complete = false;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            int line = parser.currentTokenLocation().getLineNr();
            if (complete) {
                throw new RackFileException(
                        name + " line " + line, "a second document begins here", "Keep one document in the file.");
            }
            if (parser.isCurrentAlias() || parser.getObjectId() != null) {
                throw new RackFileException(
                        name + " line " + line,
                        "anchors (&) and aliases (*) are not supported",
                        "Write the value out, or put it in quotes.");
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth > DEEPEST) {
                throw new RackFileException(
                        name + " line " + line, "the file is nested too deep", "A rack file needs no such depth.");
            }
            complete = depth == 0;
            if (!token.isStructEnd()) {
                note(parser, lines, line);
            }
        }
    }

    private static void note(JsonParser parser, Map<String, Integer> lines, int line) {
        lines.putIfAbsent(parser.getParsingContext().pathAsPointer().toString(), line);
    }
}
