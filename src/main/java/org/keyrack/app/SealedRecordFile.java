package org.keyrack.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.keyrack.app.AsClone.Sealed;
import org.keyrack.files.InputFile;
import org.keyrack.files.InputFileException;
import org.keyrack.files.OutputFile;
import org.keyrack.language.Wording;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.answer.SealedRecord;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * Sealed records as a file: a line {@code keyrack-sealed-records-1 KCV}, the KCV being the KBK's, then a line of hexadecimal
 * digits for each record, T first. It is worth nothing to whoever has no KBK.
 */
public final class SealedRecordFile {
    private static final String KIND = "keyrack-sealed-records-1 ";
    /** 36 records of 161 bytes. */
    private static final int LONGEST = 16 * 1024;

    private SealedRecordFile() {}

    /** Writes the records; the file is there whole or not at all. */
    public static void write(Path file, Sealed sealed) throws IOException {
        String text = KIND + sealed.kbkKcv() + "\n"
                + sealed.records().stream()
                        .map(record -> record.encode().hex() + "\n")
                        .collect(Collectors.joining());
        OutputFile.write(file, text.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Reads records.
     *
     * @throws InputFileException when there is no such file, or it is too long
     * @throws InputException when it is no file of records
     */
    public static Sealed read(Path file) throws InputFileException, InputException {
        List<String> lines = new String(InputFile.read(file, LONGEST), StandardCharsets.US_ASCII)
                .lines()
                .toList();
        if (lines.size() < 2 || !lines.get(0).matches(KIND + "[0-9A-F]{6}")) {
            throw wrong(file, 1);
        }
        List<SealedRecord> records = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).matches("([0-9a-f]{2})+")) {
                throw wrong(file, i + 1);
            }
            try {
                records.add(SealedRecord.decode(Bytes.ofHex(lines.get(i))));
            } catch (ProtocolFailure | IllegalArgumentException malformed) {
                throw wrong(file, i + 1);
            }
        }
        return new Sealed(records, new Kcv(Bytes.ofHex(lines.get(0).substring(KIND.length()))), List.of());
    }

    private static InputException wrong(Path file, int line) {
        return new InputException(Wording.of("input").say("clone.file", file.toString(), line));
    }
}
