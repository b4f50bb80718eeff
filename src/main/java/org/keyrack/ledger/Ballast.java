package org.keyrack.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/** Bytes kept aside on the ledger's disk. Let go when it is full, they make room for the outcomes of what is on its way. */
final class Ballast {
    private final Path file;
    private final int size;

    Ballast(Path file, int size) {
        this.file = file;
        this.size = size;
    }

    /** Whether it is there, or could be laid down now; false means that the disk is still full. */
    boolean ready() {
        try {
            if (Files.exists(file) && Files.size(file) == size) {
                return true;
            }
            lay();
            return true;
        } catch (IOException e) {
            release();
            return false;
        }
    }

    /** Frees the space; true when there was some. */
    boolean release() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            return false;
        }
    }

    private void lay() throws IOException {
        // Random bytes: a file system that compresses would keep nothing aside for zeros.
        byte[] bytes = new byte[size];
        new SplittableRandom().nextBytes(bytes);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }
}
