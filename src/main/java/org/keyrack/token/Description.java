package org.keyrack.token;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.protocol.answer.AsProtection;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * What is public of an AS that is no card: lines {@code name: value} of a text file, which people may read. The AS puts its MAC
 * under it.
 *
 * @param kind TOKEN or HOST
 * @param token where the token is; empty for HOST
 * @param derives whether the token derives keys by itself, so that T1 never leaves it
 * @param identity as GET DATA 0101 answers it, Ctr and tries apart
 * @param protection as GET DATA 0103 answers it
 * @param keys as GET DATA 0102 answers them, with the exports that each had at first
 */
public record Description(
        AsKind kind,
        Optional<TokenAddress> token,
        boolean derives,
        AsIdentity identity,
        AsProtection protection,
        List<KeyDirectoryEntry> keys) {
    private static final String FIRST_LINE = "KeyRack AS, version 1";

    public Description {
        keys = List.copyOf(keys);
    }

    /** The text that the MAC is under. */
    public String text() {
        StringBuilder out = new StringBuilder(FIRST_LINE).append('\n');
        line(out, "kind", kind.id());
        token.ifPresent(address -> {
            line(out, "library", address.library());
            address.parameters().ifPresent(value -> line(out, "parameters", value));
            new TreeMap<>(address.environment()).forEach((name, value) -> line(out, "environment", name + "=" + value));
            line(out, "token", address.label());
            line(out, "serial", address.serial());
            line(out, "derives", String.valueOf(derives));
        });
        line(out, "identity", identity.encode().hex());
        line(out, "protection", protection.encode().hex());
        for (KeyDirectoryEntry key : keys) {
            line(out, "key", key.encode().hex());
        }
        return out.toString();
    }

    private static void line(StringBuilder out, String name, String value) {
        if (value.chars().anyMatch(each -> each < ' ')) {
            throw new IllegalArgumentException("The value of " + name + " is not one line");
        }
        out.append(name).append(": ").append(value).append('\n');
    }

    /** The bytes that the MAC is under. */
    byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads the text.
     *
     * @throws IllegalArgumentException when it is no such text
     */
    static Description parse(String text) {
        List<String> lines = text.lines().toList();
        require(!lines.isEmpty() && lines.get(0).equals(FIRST_LINE));
        Map<String, List<String>> values = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(": ");
            require(colon > 0);
            values.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 2));
        }
        AsKind kind = AsKind.of(one(values, "kind")).orElseThrow(IllegalArgumentException::new);
        require(kind != AsKind.CARD);
        Optional<TokenAddress> token = kind == AsKind.TOKEN ? Optional.of(address(values)) : Optional.empty();
        try {
            List<KeyDirectoryEntry> keys = new ArrayList<>();
            for (String hex : values.getOrDefault("key", List.of())) {
                keys.add(KeyDirectoryEntry.decode(Bytes.ofHex(hex)));
            }
            return new Description(
                    kind,
                    token,
                    kind == AsKind.TOKEN && Boolean.parseBoolean(one(values, "derives")),
                    AsIdentity.decode(Bytes.ofHex(one(values, "identity"))),
                    AsProtection.decode(Bytes.ofHex(one(values, "protection"))),
                    keys);
        } catch (ProtocolFailure wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }

    private static TokenAddress address(Map<String, List<String>> values) {
        Map<String, String> environment = new TreeMap<>();
        for (String each : values.getOrDefault("environment", List.of())) {
            int equals = each.indexOf('=');
            require(equals > 0);
            environment.put(each.substring(0, equals), each.substring(equals + 1));
        }
        return new TokenAddress(
                one(values, "library"),
                values.containsKey("parameters") ? Optional.of(one(values, "parameters")) : Optional.empty(),
                environment,
                one(values, "token"),
                one(values, "serial"));
    }

    private static String one(Map<String, List<String>> values, String name) {
        List<String> found = values.getOrDefault(name, List.of());
        require(found.size() == 1);
        return found.get(0);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("This is no description of an AS");
        }
    }
}
