package org.keyrack.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.files.InputFile;
import org.keyrack.language.Languages;

/** Reads signed texts and public keys that people name. */
final class EvidenceFiles {
    /** A note has no more bytes; nor has a certificate. */
    private static final int MOST = 4 << 20;

    private EvidenceFiles() {}

    /** Reads something signed, whose parser refuses what is none. */
    interface Parser<T> {
        T parse(byte[] file) throws NoteException;
    }

    static <T> T read(Path file, Parser<T> parser) throws CliException, IOException {
        byte[] bytes = InputFile.read(file, MOST);
        return checked(file, () -> parser.parse(bytes));
    }

    /** Public keys: each file holds one vkey. */
    static List<VerifierKey> keys(List<Path> files) throws CliException, IOException {
        List<VerifierKey> keys = new ArrayList<>();
        for (Path file : files) {
            keys.add(read(file, bytes -> VerifierKey.parse(new String(bytes, StandardCharsets.UTF_8).strip())));
        }
        return keys;
    }

    /** Something that may be refused; the file is named. */
    static <T> T checked(Path file, Check<T> check) throws CliException {
        try {
            return check.run();
        } catch (NoteException e) {
            throw CliException.usage(file + ": " + e.sentence(Languages.now()));
        }
    }

    /** What may be refused. */
    interface Check<T> {
        T run() throws NoteException;
    }
}
