package org.keyrack.yaml;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.type.ArrayType;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives every scalar type that a record can have to the rule of its field, past what YAML or Jackson take it for. */
final class Scalars extends Deserializers.Base {
    private static final Set<Class<?>> TYPES = Set.of(
            int.class,
            Integer.class,
            long.class,
            Long.class,
            double.class,
            Double.class,
            boolean.class,
            Boolean.class,
            String.class);

    @Override
    public @Nullable JsonDeserializer<?> findBeanDeserializer(
            JavaType type, DeserializationConfig config, BeanDescription description) {
        return TYPES.contains(type.getRawClass()) ? new Scalar(type.getRawClass()) : null;
    }

    @Override
    public JsonDeserializer<?> findEnumDeserializer(
            Class<?> type, DeserializationConfig config, BeanDescription description) {
        return new Scalar(type);
    }

    /** {@code byte[]} and {@code char[]}: hexadecimal digits and PINs, which no text form is to show. */
    @Override
    public @Nullable JsonDeserializer<?> findArrayDeserializer(
            ArrayType type,
            DeserializationConfig config,
            BeanDescription description,
            com.fasterxml.jackson.databind.jsontype.TypeDeserializer elementType,
            JsonDeserializer<?> element) {
        return type.getContentType().isPrimitive() ? new Scalar(type.getRawClass()) : null;
    }

    /** Reads one scalar. */
    private static final class Scalar extends JsonDeserializer<Object> implements ContextualDeserializer {
        private final Class<?> type;
        private final ScalarRule rule;

        Scalar(Class<?> type) {
            this(type, (text, token) -> {
                throw new IllegalStateException("No field is known that a " + type.getSimpleName() + " is read for");
            });
        }

        private Scalar(Class<?> type, ScalarRule rule) {
            this.type = type;
            this.rule = rule;
        }

        @Override
        public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
            return new Scalar(type, ScalarRule.of(type, property));
        }

        /** What an absent field of a primitive type is. */
        @Override
        public @Nullable Object getNullValue(DeserializationContext context) {
            if (!type.isPrimitive()) {
                return null;
            }
            return Array.get(Array.newInstance(type, 1), 0);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.currentToken().isScalarValue()) {
                throw JsonMappingException.from(parser, "No scalar");
            }
            try {
                return rule.read(parser.getText(), parser.currentToken());
            } catch (ScalarRule.Unfit unfit) {
                throw new UnfitScalar(parser, unfit);
            }
        }
    }

    /** Carries what a rule says to where the place is known. */
    static final class UnfitScalar extends JsonMappingException {
        private static final long serialVersionUID = 1L;

        private final transient ScalarRule.Unfit unfit;

        UnfitScalar(JsonParser parser, ScalarRule.Unfit unfit) {
            super(parser, "A scalar is not as its field writes it");
            this.unfit = unfit;
        }

        ScalarRule.Unfit unfit() {
            return unfit;
        }
    }
}
