package org.keyrack.reader.sim;

import java.util.Arrays;
import java.util.Objects;
import org.keyrack.card.KeySet;
import org.keyrack.language.Wording;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.reader.sim.RackFile.Blanks;
import org.keyrack.reader.sim.RackText.BlankKeysText;
import org.keyrack.yaml.YamlDocument;
import org.keyrack.yaml.YamlException;

/** The blank cards of a rack file, and the key set that their maker gave them. */
final class RackFileBlanks {
    private static final int MAKERS_VERSION = 0xFF;

    private final YamlDocument<RackText> document;
    private final Wording words = Wording.of("input");

    RackFileBlanks(YamlDocument<RackText> document) {
        this.document = document;
    }

    Blanks blanks() throws YamlException {
        int count = Objects.requireNonNullElse(document.value().blank(), 0);
        BlankKeysText keys = document.value().blankKeys();
        if (keys == null) {
            byte[] usual = usual();
            return new Blanks(count, MAKERS_VERSION, usual, usual.clone(), usual.clone());
        }
        if (count == 0) {
            throw wrong("blank.none");
        }
        if (keys.enc().length != keys.mac().length || keys.enc().length != keys.dek().length) {
            throw wrong("blank.lengths");
        }
        return new Blanks(
                count, Objects.requireNonNullElse(keys.version(), MAKERS_VERSION), keys.enc(), keys.mac(), keys.dek());
    }

    private YamlException wrong(String key) {
        return document.wrong("blankKeys", words.say(key), words.say("action." + key));
    }

    private static byte[] usual() {
        try (KeySet keys = KeySet.makersDefault()) {
            return keys.enc().toArray();
        }
    }

    /** The key set of a card that is made; the caller closes it. */
    static KeySet keySet(Blanks blanks) {
        SecretKeyBytes[] keys = Arrays.stream(new byte[][] {blanks.enc(), blanks.mac(), blanks.dek()})
                .map(SecretKeyBytes::copyOf)
                .toArray(SecretKeyBytes[]::new);
        return new KeySet(blanks.keyVersion(), keys[0], keys[1], keys[2]);
    }
}
