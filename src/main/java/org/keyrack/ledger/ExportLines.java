package org.keyrack.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.keyrack.files.InputFile;

/**
 * Lines of an export, byte for byte: only a line feed ends one, and what is no UTF-8 is no line. A reader of text would take
 * other line ends and repair broken bytes, and so vouch for bytes that were never chained.
 */
final class ExportLines implements AutoCloseable {
    private static final int PORTION = 1 << 16;

    private final InputStream in;
    private byte[] buffer = new byte[PORTION];
    private int from;
    private int to;
    private boolean ended;

    ExportLines(Path file) throws IOException {
        in = InputFile.open(file);
    }

    /** A line as it stands; no text when its bytes are no UTF-8. */
    record Line(Optional<String> text) {}

    /** The next line, without its line feed; empty after the last. */
    Optional<Line> next() throws IOException {
        int scanned = from;
        while (true) {
            for (int i = scanned; i < to; i++) {
                if (buffer[i] == '\n') {
                    Line line = line(from, i);
                    from = i + 1;
                    return Optional.of(line);
                }
            }
            scanned = to - from;
            if (ended) {
                Optional<Line> last = to > from ? Optional.of(line(from, to)) : Optional.empty();
                from = to;
                return last;
            }
            fill();
        }
    }

    private void fill() throws IOException {
        int left = to - from;
        byte[] room = left > buffer.length / 2 ? new byte[buffer.length * 2] : buffer;
        System.arraycopy(buffer, from, room, 0, left);
        buffer = room;
        from = 0;
        int read = in.read(buffer, left, buffer.length - left);
        ended = read < 0;
        to = left + Math.max(0, read);
    }

    private Line line(int start, int end) {
        String text = new String(buffer, start, end - start, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') < 0) {
            return new Line(Optional.of(text));
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOfRange(buffer, start, end));
            return new Line(Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes).toString()));
        } catch (CharacterCodingException e) {
            return new Line(Optional.empty());
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
