package org.keyrack.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a part of a file that grows for years: what is asked is at its end. */
public final class FileEnd {
    private FileEnd() {}

    /**
     * A part of a regular file.
     *
     * @param from the first byte, from 0
     * @param to the byte after the last one
     * @return as many bytes, or fewer when the file ends before
     * @throws IOException when the file is not there or cannot be read
     */
    public static byte[] part(Path file, long from, long to) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(to - from));
            channel.position(from);
            int read;
            do {
                read = channel.read(bytes);
            } while (read >= 0 && bytes.hasRemaining());
            byte[] part = new byte[bytes.position()];
            bytes.flip().get(part);
            return part;
        }
    }

    /**
     * Whether a file ends with a line feed, or is empty.
     *
     * @throws IOException when the file is not there or cannot be read
     */
    public static boolean isWhole(Path file) throws IOException {
        long size = Files.size(file);
        return size == 0 || part(file, size - 1, size)[0] == '\n';
    }
}
