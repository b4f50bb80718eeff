package org.keyrack.cli;

import org.keyrack.app.LetterShares.Letter;
import org.keyrack.language.TypedName;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import picocli.CommandLine.Option;

/** Which letter of which key a command is about. */
final class LetterOptions {
    @Option(names = "--key", required = true, paramLabel = "${bundle:label.NAME}", descriptionKey = "letterKey")
    private String key;

    @Option(names = "--key-kcv", required = true, paramLabel = "KCV", descriptionKey = "letterKeyKcv")
    private String keyKcv;

    @Option(names = "--component", required = true, paramLabel = "1-5", descriptionKey = "letterComponent")
    private int component;

    @Option(names = "--components", paramLabel = "2-5", descriptionKey = "letterComponents")
    private int components = 2;

    Letter letter(CliContext context) throws CliException {
        boolean right = TypedName.isValid(key) && components >= 2 && components <= 5;
        if (!right || component < 1 || component > components) {
            throw CliException.usage(context.words().get("share.letter"));
        }
        return new Letter(key, component, components, kcv(context, keyKcv));
    }

    /** A KCV that was typed. */
    static Kcv kcv(CliContext context, String hex) throws CliException {
        if (!hex.matches("[0-9A-Fa-f]{6}")) {
            throw CliException.usage(context.words().get("share.kcvForm"));
        }
        return new Kcv(Bytes.ofHex(hex));
    }
}
