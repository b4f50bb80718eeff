package org.keyrack.yaml;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.keyrack.language.Wording;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * One YAML document, read into a record whose components say how each field is written ({@link Whole}, {@link Decimal},
 * {@link Form}; a boolean is {@code true} or {@code false}, an enum's constant its word). Fields that are required say so
 * with Jackson's {@code @JsonProperty(required = true)}; an absent one is null, or 0. Nothing is guessed: unknown and
 * repeated fields, empty values, tags, anchors, aliases, merge keys and further documents are refused.
 *
 * @param <T> the record
 */
public final class YamlDocument<T> {
    private static final int LARGEST = 1 << 20;
    private static final int DEEPEST = 20;
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final YAMLMapper MAPPER = YAMLMapper.builder(YAML)
            .addModule(new SimpleModule() {
                @Override
                public void setupModule(SetupContext context) {
                    context.addDeserializers(new Scalars());
                }
            })
            .build();

    private final T value;
    private final YamlPlaces places;

    private YamlDocument(T value, YamlPlaces places) {
        this.value = value;
        this.places = places;
    }

    /**
     * Reads a document.
     *
     * @param yaml UTF-8, with or without a byte order mark, at most 1 MiB
     * @param source stands for the file in messages
     * @throws YamlException naming the first thing that is wrong
     */
    public static <T> YamlDocument<T> read(byte[] yaml, String source, Class<T> type) throws YamlException {
        YamlPlaces places = new YamlPlaces(source);
        String text = text(yaml, source);
        try {
            refuseHidden(text, places);
            try (YAMLParser parser = YAML.createParser(text)) {
                note(parser, places);
            }
            if (!places.token("").isStructStart()) {
                throw new YamlException(source, mismatch(places.token(""), "map"), say("action.document"));
            }
            return new YamlDocument<>(MAPPER.readValue(text, type), places);
        } catch (JsonMappingException mistaken) {
            throw explain(mistaken, places);
        } catch (JsonProcessingException malformed) {
            throw malformed(places, malformed);
        } catch (MarkedYAMLException malformed) {
            int line = malformed.getProblemMark() == null
                    ? 0
                    : malformed.getProblemMark().getLine() + 1;
            throw new YamlException(
                    places.shown(line),
                    say("yaml", YamlPlaces.printable(String.valueOf(malformed.getProblem()))),
                    say("action.yaml"));
        } catch (IOException | RuntimeException malformed) {
            // SnakeYAML throws what it likes at bytes that are no YAML.
            throw new YamlException(source, say("yaml", "?"), say("action.yaml"));
        }
    }

    public T value() {
        return value;
    }

    /** Whether the text at a path stands in quotes, so that nobody takes it for a number. */
    public boolean isQuoted(String path) {
        return places.isQuoted(path);
    }

    /** The path of a list's entry; of one that stands there without a list, the path itself. */
    public String entry(String path, int index) {
        return places.entry(path, index);
    }

    /**
     * What is wrong with the value at a path.
     *
     * @param path such as {@code units[0].ref}; empty for the document
     * @param cause a clause without the value itself
     * @param action a sentence
     */
    public YamlException wrong(String path, String cause, String action) {
        return new YamlException(places.shown(path), cause, action);
    }

    /** The word that a file writes for a constant. */
    public String word(Enum<?> constant) {
        return ScalarRule.word(constant);
    }

    /**
     * Checks a list's length, and that nothing stands in it twice.
     *
     * @param list null when it is absent: then nothing is wrong
     */
    public void requireList(String path, Collection<?> list, int least, int most) throws YamlException {
        if (list == null) {
            return;
        }
        if (list.size() < least || list.size() > most) {
            throw wrong(path, say("list.length", list.size()), say("action.list.length", least, most));
        }
        if (!(list.iterator().hasNext() && list.iterator().next() instanceof Record)
                && list.stream().distinct().count() < list.size()) {
            throw wrong(path, say("list.twice"), say("action.list.twice"));
        }
    }

    private static String say(String key, Object... arguments) {
        return Wording.of("input").say(key, arguments);
    }

    private static String text(byte[] yaml, String source) throws YamlException {
        if (yaml.length > LARGEST) {
            throw new YamlException(source, say("large"), say("action.large"));
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(yaml))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException binary) {
            throw new YamlException(source, say("utf8"), say("action.utf8"));
        }
    }

    /** Refuses what a record would hide: Jackson tells of no anchor at a scalar. */
    private static void refuseHidden(String text, YamlPlaces places) throws YamlException {
        int depth = 0;
        int documents = 0;
        for (Event event : new Yaml().parse(new StringReader(text))) {
            int line = event.getStartMark().getLine() + 1;
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            documents += event instanceof DocumentStartEvent ? 1 : 0;
            refuse(documents > 1, "second", line, places);
            refuse(depth > DEEPEST, "deep", line, places);
            refuse(event instanceof NodeEvent node && node.getAnchor() != null, "anchor", line, places);
            refuse(tag(event) != null, "tag", line, places);
            if (event instanceof ScalarEvent scalar && scalar.isPlain()) {
                places.plain(line, scalar.getStartMark().getColumn() + 1);
            }
        }
    }

    private static @Nullable String tag(Event event) {
        if (event instanceof CollectionStartEvent collection) {
            return collection.getTag();
        }
        return event instanceof ScalarEvent scalar ? scalar.getTag() : null;
    }

    /** Notes each place. */
    private static void note(YAMLParser parser, YamlPlaces places) throws IOException, YamlException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            int line = parser.currentTokenLocation().getLineNr();
            refuse(token == JsonToken.FIELD_NAME && parser.getText().equals("<<"), "merge", line, places);
            if (!token.isStructEnd() && token != JsonToken.FIELD_NAME) {
                String path = places.note(parser, token);
                if (token == JsonToken.VALUE_NULL && !path.isEmpty()) {
                    throw new YamlException(places.shown(path), say("empty"), say("action.empty"));
                }
            }
        }
    }

    private static void refuse(boolean wrong, String key, int line, YamlPlaces places) throws YamlException {
        if (wrong) {
            throw new YamlException(places.shown(line), say(key), say("action." + key));
        }
    }

    private static YamlException explain(JsonMappingException mistaken, YamlPlaces places) {
        if (mistaken instanceof InvalidDefinitionException || mistaken.getCause() instanceof IllegalStateException) {
            throw new IllegalStateException("A record says nothing of how it is written", mistaken);
        }
        String path = places.path(mistaken.getPath());
        String place = places.shown(path);
        if (mistaken instanceof Scalars.UnfitScalar scalar) {
            ScalarRule.Unfit unfit = scalar.unfit();
            String action = unfit.key().equals("text.form") ? "form." + unfit.details()[0] : "action." + unfit.key();
            return new YamlException(place, say(unfit.key()), say(action, unfit.details()));
        }
        List<JsonMappingException.Reference> all = mistaken.getPath();
        String above = places.path(all.subList(0, Math.max(0, all.size() - 1)));
        if (mistaken instanceof UnrecognizedPropertyException || !places.has(path)) {
            // A field that is misspelt is missing as well: the spelling is what helps.
            Set<String> known = fields(all.get(all.size() - 1).getFrom());
            Optional<String> unknown = places.fields(above).stream()
                    .filter(field -> !known.contains(field))
                    .min(Comparator.naturalOrder());
            if (unknown.isPresent()) {
                return new YamlException(
                        places.shown(YamlPlaces.field(above, unknown.get())),
                        say("unknown", unknown.get()),
                        say("action.unknown", String.join(", ", known)));
            }
            String field = path.substring(path.lastIndexOf('.') + 1);
            return new YamlException(places.shown(above), say("missing", field), say("action.missing", field));
        }
        return new YamlException(place, mismatch(places.token(path), wanted(mistaken)), say("action.kind"));
    }

    /** The fields of a record as a file writes them. */
    private static Set<String> fields(Object from) {
        Class<?> type = from instanceof Class<?> named ? named : from.getClass();
        Set<String> fields = new TreeSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            JsonProperty written = component.getAccessor().getAnnotation(JsonProperty.class);
            fields.add(written == null || written.value().isEmpty() ? component.getName() : written.value());
        }
        return fields;
    }

    /** Jackson misses what a list or a record needs, {@link Scalars} a scalar. */
    private static String wanted(JsonMappingException mistaken) {
        if (!(mistaken instanceof MismatchedInputException mismatched)) {
            return "scalar";
        }
        Class<?> target = mismatched.getTargetType();
        return target != null && Collection.class.isAssignableFrom(target) ? "list" : "map";
    }

    /** What stands there, and what would be right. */
    private static String mismatch(JsonToken found, String wanted) {
        String what =
                switch (found) {
                    case START_OBJECT -> "map";
                    case START_ARRAY -> "list";
                    case NOT_AVAILABLE, VALUE_NULL -> "nothing";
                    default -> "scalar";
                };
        return say("kind", say("kind." + what), say("kind." + wanted));
    }

    private static YamlException malformed(YamlPlaces places, JsonProcessingException malformed) {
        JsonLocation at = malformed.getLocation();
        String place = places.shown(at == null ? 0 : at.getLineNr());
        String message = String.valueOf(malformed.getOriginalMessage());
        if (message.startsWith("Duplicate field")) {
            String field = message.replaceFirst("(?s)Duplicate field '(.*)'.*", "$1");
            return new YamlException(place, say("twice", YamlPlaces.printable(field)), say("action.twice"));
        }
        String words = message.strip().lines().findFirst().orElse("?").strip();
        return new YamlException(place, say("yaml", YamlPlaces.printable(words)), say("action.yaml"));
    }
}
