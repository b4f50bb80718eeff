package org.keyrack.reader.sim;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.keyrack.files.OwnersFile;

/**
 * The file in which the cards of a bench keep their memory: written through at every non-volatile write, so that a
 * process that is killed leaves what the cards had. A header of 64 bytes (name and version 16, SHA-256 of the cards'
 * description 32), then for each reader a record (1 when its card is complete, 7 unused, SN 8) and the card's image.
 */
final class BenchMemory implements AutoCloseable {
    private static final byte[] MAGIC = "KeyRack bench 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 64;
    private static final int RECORD = 16;

    private final RandomAccessFile file;
    /** Bytes of the memory of each card. */
    private final List<Integer> lengths;
    /** Counts the cards that each reader has had: what a card still writes after its successor was made is dropped. */
    private final int[] generations;

    private BenchMemory(RandomAccessFile file, List<Integer> lengths) {
        this.file = file;
        this.lengths = lengths;
        generations = new int[lengths.size()];
    }

    /**
     * Opens or makes the file, for its owner only: it holds keys.
     *
     * @param lengths bytes of the memory of each card, by reader
     * @throws RackFileException when the file is another bench's, in use, or cannot be written
     */
    static BenchMemory open(Path path, RackFile rack, List<Integer> lengths) throws RackFileException {
        try {
            create(path);
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            try {
                BenchMemory memory = new BenchMemory(file, lengths);
                memory.claim(path, fingerprint(described(rack)));
                return memory;
            } catch (RackFileException | IOException | RuntimeException refused) {
                file.close();
                throw refused;
            }
        } catch (IOException refused) {
            throw new RackFileException(
                    "memory " + path,
                    "the file cannot be written (" + refused.getMessage() + ")",
                    "Name a file in a folder that you may write.");
        }
    }

    /** Blank cards count when there are some, so that the files of benches without them stay what they are. */
    private static Object[] described(RackFile rack) {
        List<Object> described = new ArrayList<>(List.of(rack.sets(), rack.as(), rack.units()));
        if (rack.blanks().count() > 0) {
            described.add(rack.blanks());
        }
        return described.toArray();
    }

    private static void create(Path path) throws IOException {
        try {
            OwnersFile.create(path);
        } catch (FileAlreadyExistsException kept) {
            // The cards of a bench before: read below.
        }
    }

    private void claim(Path path, byte[] fingerprint) throws IOException, RackFileException {
        if (!lock()) {
            throw new RackFileException(
                    "memory " + path, "another bench uses this file now", "Stop that one, or name another file.");
        }
        byte[] header = ByteBuffer.allocate(HEADER).put(MAGIC).put(fingerprint).array();
        long length = offset(lengths.size());
        if (file.length() == 0) {
            file.setLength(length);
            file.write(header);
            return;
        }
        byte[] found = new byte[HEADER];
        file.seek(0);
        int read = file.read(found);
        if (read != HEADER || file.length() != length || !MessageDigest.isEqual(header, found)) {
            throw new RackFileException(
                    "memory " + path,
                    "the file was not written for the cards that this rack file describes",
                    "Delete it to start with new cards, or name another file.");
        }
    }

    /** Lasts until the file is closed, or the process is gone. */
    private boolean lock() throws IOException {
        try {
            FileLock lock = file.getChannel().tryLock();
            return lock != null;
        } catch (OverlappingFileLockException ourselves) {
            return false;
        }
    }

    private long offset(int reader) {
        long offset = HEADER;
        for (int i = 0; i < reader; i++) {
            offset += RECORD + lengths.get(i);
        }
        return offset;
    }

    /** Whether the card of a reader was completed before. */
    synchronized boolean isComplete(int reader) {
        return read(offset(reader), 1)[0] == 1;
    }

    /** SN of a complete module. */
    synchronized long serial(int reader) {
        return ByteBuffer.wrap(read(offset(reader) + 8, 8)).getLong();
    }

    /** The card of a reader is whole: it will be met again. */
    synchronized void complete(int reader, long serial) {
        byte[] record =
                ByteBuffer.allocate(RECORD).put((byte) 1).putLong(8, serial).array();
        write(offset(reader), record, 0, RECORD);
    }

    /** Memory as it was kept for the card of a reader. */
    synchronized CardMemory kept(int reader) {
        return memory(reader, read(offset(reader) + RECORD, lengths.get(reader)));
    }

    /** Memory for a new card in a reader; the old one's is overwritten. */
    synchronized CardMemory fresh(int reader) {
        write(offset(reader), new byte[RECORD], 0, RECORD);
        byte[] image = new byte[lengths.get(reader)];
        write(offset(reader) + RECORD, image, 0, image.length);
        return memory(reader, image);
    }

    private CardMemory memory(int reader, byte[] image) {
        long base = offset(reader) + RECORD;
        int generation = ++generations[reader];
        return new CardMemory(image, (bytes, offset, length) -> {
            synchronized (this) {
                if (generations[reader] == generation) {
                    write(base + offset, bytes, offset, length);
                }
            }
        });
    }

    private byte[] read(long at, int length) {
        try {
            byte[] bytes = new byte[length];
            file.seek(at);
            file.readFully(bytes);
            return bytes;
        } catch (IOException broken) {
            throw new UncheckedIOException("The memory file of the bench cannot be read", broken);
        }
    }

    private synchronized void write(long at, byte[] bytes, int offset, int length) {
        try {
            file.seek(at);
            file.write(bytes, offset, length);
        } catch (IOException broken) {
            throw new UncheckedIOException("The memory file of the bench cannot be written", broken);
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException broken) {
            throw new UncheckedIOException("The memory file of the bench cannot be closed", broken);
        }
    }

    /** SHA-256 of records, lists of them, and what is in them. */
    static byte[] fingerprint(Object... values) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Object value : values) {
                add(digest, value);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException | ReflectiveOperationException impossible) {
            throw new IllegalStateException("A record cannot be read", impossible);
        }
    }

    private static void add(MessageDigest digest, Object value) throws ReflectiveOperationException {
        if (value instanceof List<?> list) {
            digest.update(ByteBuffer.allocate(4).putInt(list.size()).flip());
            for (Object element : list) {
                add(digest, element);
            }
        } else if (value instanceof Record) {
            add(digest, value.getClass().getSimpleName());
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                add(digest, component.getAccessor().invoke(value));
            }
        } else {
            byte[] bytes = value instanceof byte[] raw
                    ? raw
                    : (value instanceof char[] text ? String.valueOf(text) : String.valueOf(value))
                            .getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
            digest.update(bytes);
        }
    }
}
