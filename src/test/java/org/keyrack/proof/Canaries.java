package org.keyrack.proof;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/** Looks for secrets in files and texts, in every form in which a program may have left them. */
final class Canaries {
    /** Larger files hold no text that a person reads, which may be in groups. */
    private static final int MOST_TEXT = 8 << 20;

    private final Map<String, Map<String, String>> canaries = new LinkedHashMap<>();

    /** A key: 16 bytes or more. */
    Canaries key(String name, byte[] key) {
        return add(name, key);
    }

    /** A PIN: its digits, and the padded block that VERIFY carries. */
    Canaries pin(String name, String digits) {
        add(name, digits.getBytes(StandardCharsets.US_ASCII));
        String block = HexFormat.of().formatHex(digits.getBytes(StandardCharsets.US_ASCII)) + "FF".repeat(8);
        return add(name + " padded", HexFormat.of().parseHex(block.substring(0, 16)));
    }

    /** These and others. */
    Canaries and(Canaries others) {
        Canaries both = new Canaries();
        both.canaries.putAll(canaries);
        both.canaries.putAll(others.canaries);
        return both;
    }

    private Canaries add(String name, byte[] canary) {
        String raw = new String(canary, StandardCharsets.ISO_8859_1);
        String hex = HexFormat.of().formatHex(canary);
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("raw", raw);
        forms.put("UTF-16", wide(raw));
        forms.put("hex", hex);
        forms.put("HEX", hex.toUpperCase(Locale.ROOT));
        forms.put("hex in UTF-16", wide(hex));
        forms.put("base64", Base64.getEncoder().withoutPadding().encodeToString(canary));
        canaries.put(name, forms);
        return this;
    }

    private static String wide(String narrow) {
        return new String(narrow.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1);
    }

    /** Which canaries are in these bytes, and in which form. */
    List<String> found(String where, byte[] bytes) {
        List<String> hits = new ArrayList<>(look(where, bytes));
        if (bytes.length <= MOST_TEXT) {
            // Reports show keys and numbers in groups.
            String text = new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[\\s,;\"]", "");
            hits.addAll(look(where + " without its spaces", text.getBytes(StandardCharsets.ISO_8859_1)));
        }
        return hits;
    }

    /** What is looked for at a place that begins with its first two bytes. */
    private record Wanted(String said, byte[] form) {
        boolean isAt(int place, byte[] bytes) {
            int end = place + form.length;
            return end <= bytes.length && Arrays.equals(bytes, place, end, form, 0, form.length);
        }
    }

    /** In one pass: a memory has hundreds of megabytes, and there are many forms. */
    private Set<String> look(String where, byte[] bytes) {
        boolean[] begins = new boolean[1 << 16];
        Map<Integer, List<Wanted>> byFirstTwo = new HashMap<>();
        canaries.forEach((name, forms) -> forms.forEach((form, wanted) -> {
            byte[] raw = wanted.getBytes(StandardCharsets.ISO_8859_1);
            int first = pair(raw, 0);
            begins[first] = true;
            byFirstTwo
                    .computeIfAbsent(first, none -> new ArrayList<>())
                    .add(new Wanted(name + " as " + form + " in " + where, raw));
        }));
        Set<String> hits = new LinkedHashSet<>();
        for (int place = 0; place + 1 < bytes.length; place++) {
            int first = pair(bytes, place);
            if (begins[first]) {
                for (Wanted wanted : byFirstTwo.getOrDefault(first, List.of())) {
                    if (wanted.isAt(place, bytes)) {
                        hits.add(wanted.said());
                    }
                }
            }
        }
        return hits;
    }

    private static int pair(byte[] bytes, int place) {
        return (bytes[place] & 0xFF) << 8 | bytes[place + 1] & 0xFF;
    }

    /** The same in every file of a folder; of a PDF its text and its unpacked objects. */
    List<String> found(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        List<String> hits = new ArrayList<>();
        for (Path file : files) {
            String name = folder.relativize(file).toString();
            byte[] bytes = Files.readAllBytes(file);
            hits.addAll(found(name, bytes));
            if (name.endsWith(".pdf")) {
                hits.addAll(found(name + ", unpacked", unpacked(bytes)));
            }
        }
        return hits;
    }

    private static byte[] unpacked(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(new PDFTextStripper().getText(document).getBytes(StandardCharsets.ISO_8859_1));
            document.save(out, CompressParameters.NO_COMPRESSION);
            return out.toByteArray();
        }
    }
}
