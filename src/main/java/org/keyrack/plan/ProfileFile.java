package org.keyrack.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.keyrack.files.InputFile;
import org.keyrack.files.InputFileException;
import org.keyrack.files.OutputFile;
import org.keyrack.files.OutputFileException;
import org.keyrack.plan.Profile.Load;
import org.keyrack.plan.Profile.OnOccupied;
import org.keyrack.protocol.Bytes;
import org.keyrack.yaml.Form;
import org.keyrack.yaml.Whole;
import org.keyrack.yaml.YamlDocument;
import org.keyrack.yaml.YamlException;

/** Reads profiles from YAML, strictly: nothing is guessed, an unknown field is an error. */
public final class ProfileFile {
    private static final int HASH = 32;
    private static final int LONGEST = 256 * 1024;
    private static final YAMLMapper YAML = new YAMLMapper();

    private ProfileFile() {}

    /** A profile as it is written. */
    private record ProfileText(
            @JsonProperty(required = true)
            @Form(pattern = "(?=.*\\S)[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]{1,80}", name = "name")
            String name,

            @JsonProperty(required = true) LoadsText load,
            OnOccupied onOccupied,
            @Whole(least = 0, most = 1000) int stopAfterFailures) {}

    /** What to load: {@code auto} is an empty list. */
    private record LoadsText(boolean automatic, List<LoadText> list) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static LoadsText of(List<LoadText> list) {
            return new LoadsText(false, list);
        }

        /** The word {@code auto}. */
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static LoadsText of(Automatic word) {
            return new LoadsText(word == Automatic.AUTO, List.of());
        }

        /** The one word that stands for no list. */
        enum Automatic {
            @JsonProperty("auto")
            AUTO
        }
    }

    /**
     * Reads a profile file.
     *
     * @throws ProfileException when it is missing, unreadable, too long (over 256 KiB) or no valid profile
     */
    public static Profile read(Path file) throws ProfileException {
        try {
            return parse(InputFile.read(file, LONGEST), String.valueOf(file.getFileName()));
        } catch (InputFileException e) {
            throw new ProfileException(e.getMessage());
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
     * The profile of a rotation: a transport key, and nothing else. It is in no file, because it says nothing that its
     * name does not.
     *
     * @param ref1 reference of the transport key
     */
    public static Profile rotation(int ref1) {
        try {
            return of("T by REF1 " + ref1, List.of(new Load(ref1, 0)), false, OnOccupied.REPLACE, 0);
        } catch (ProfileException impossible) {
            throw new IllegalStateException("A rotation is a valid profile", impossible);
        }
    }

    /**
     * Parses a profile.
     *
     * @param bytes YAML in UTF-8
     * @param source the file's name, for messages
     */
    public static Profile parse(byte[] bytes, String source) throws ProfileException {
        try {
            YamlDocument<ProfileText> document = YamlDocument.read(bytes, source, ProfileText.class);
            ProfileText text = document.value();
            boolean automatic = text.load().automatic();
            return new Profile(
                    text.name(),
                    automatic ? List.of() : LoadText.loads(document, text.load().list()),
                    automatic,
                    Objects.requireNonNullElse(text.onOccupied(), OnOccupied.FAIL),
                    text.stopAfterFailures(),
                    Bytes.sha256(bytes));
        } catch (YamlException wrong) {
            throw new ProfileException(wrong.getMessage());
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
            OutputFile.write(file, bytes);
        } catch (OutputFileException e) {
            throw new ProfileException(e.getMessage());
        }
        return parse(bytes, String.valueOf(file.getFileName()));
    }
}
