package org.keyrack.order;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.keyrack.language.Wording;
import org.keyrack.plan.LoadText;
import org.keyrack.plan.Profile.OnOccupied;
import org.keyrack.protocol.Bytes;
import org.keyrack.yaml.Form;
import org.keyrack.yaml.Whole;
import org.keyrack.yaml.YamlDocument;
import org.keyrack.yaml.YamlException;

/** The text of an order: YAML, each field read by its own rule; SNs in quotes, so that no program takes one for a number. */
final class OrderText {
    /** Its first line. */
    static final String KIND = "keyrack: order 1";

    private static final String NUMBER = "[A-Za-z0-9][A-Za-z0-9._-]{0,31}";
    private static final int MOST_RANGES = 20_000;

    private OrderText() {}

    /** An order as it is written. */
    private record Written(
            @JsonProperty(required = true) @Form(pattern = "order 1", name = "orderKind")
            String keyrack,

            @JsonProperty(required = true) @Form(pattern = NUMBER, name = "orderNumber")
            String number,

            @JsonProperty(required = true) @Form(pattern = "[0-9a-f]{16}", name = "ledgerId")
            String ledger,

            @JsonProperty(required = true)
            @Form(pattern = "(?=.*\\S)[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]{1,80}", name = "name")
            String customer,

            @JsonProperty(required = true) Modules modules,
            @JsonProperty(required = true) List<LoadText> load,
            OnOccupied onOccupied,

            @JsonProperty(required = true) @Form(pattern = "[0-9]{4}-[0-9]{2}-[0-9]{2}", name = "day")
            String until) {}

    private record Modules(
            @Nullable @Whole(least = 1, most = Order.MOST_MODULES)
            Integer quantity,

            @Nullable @Form(pattern = SerialRange.FORM, name = "serialRange")
            List<String> serials) {}

    /**
     * Reads the text of an order; who signed it is another matter.
     *
     * @param source the file's name, for messages
     */
    static Order parse(String text, String source) throws YamlException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        YamlDocument<Written> document = YamlDocument.read(bytes, source, Written.class);
        Written written = document.value();
        OptionalInt quantity = written.modules().quantity() == null
                ? OptionalInt.empty()
                : OptionalInt.of(written.modules().quantity());
        List<SerialRange> serials = serials(document);
        requireCount(document, quantity, serials);
        return new Order(
                written.number(),
                written.ledger(),
                written.customer(),
                quantity,
                serials,
                LoadText.loads(document, written.load()),
                Objects.requireNonNullElse(written.onOccupied(), OnOccupied.FAIL),
                until(document),
                Bytes.sha256(bytes));
    }

    private static List<SerialRange> serials(YamlDocument<Written> document) throws YamlException {
        List<String> written = document.value().modules().serials();
        if (written == null) {
            return List.of();
        }
        document.requireList("modules.serials", written, 1, MOST_RANGES);
        List<SerialRange> ranges = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            String path = "modules.serials[" + i + "]";
            if (!document.isQuoted(path)) {
                throw wrong(document, path, "order.unquoted");
            }
            try {
                ranges.add(SerialRange.parse(written.get(i)));
            } catch (IllegalArgumentException endsBefore) {
                throw wrong(document, path, "order.range");
            }
        }
        List<SerialRange> sorted =
                ranges.stream().sorted(Comparator.comparing(SerialRange::first)).toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i - 1).contains(sorted.get(i).first())) {
                throw wrong(document, "modules.serials[" + ranges.indexOf(sorted.get(i)) + "]", "order.overlap");
            }
        }
        return ranges;
    }

    private static void requireCount(YamlDocument<Written> document, OptionalInt quantity, List<SerialRange> serials)
            throws YamlException {
        if (quantity.isEmpty() && serials.isEmpty()) {
            throw wrong(document, "modules", "order.modules");
        }
        long named = 0;
        for (SerialRange range : serials) {
            named = range.size() > Long.MAX_VALUE - named ? Long.MAX_VALUE : named + range.size();
        }
        if (quantity.isEmpty() && named > Order.MOST_MODULES) {
            throw wrong(document, "modules.serials", "order.many");
        }
        if (quantity.isPresent() && !serials.isEmpty() && quantity.getAsInt() > named) {
            throw wrong(document, "modules.quantity", "order.quantity");
        }
    }

    private static LocalDate until(YamlDocument<Written> document) throws YamlException {
        try {
            return LocalDate.parse(document.value().until());
        } catch (DateTimeException noDay) {
            throw wrong(document, "until", "order.day");
        }
    }

    private static YamlException wrong(YamlDocument<?> document, String path, String key) {
        Wording words = Wording.of("input");
        return document.wrong(path, words.get(key), words.get("action." + key));
    }
}
