package org.keyrack.token;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyrack.protocol.Bytes;

/**
 * Ctr and the exports left of every key, which no token keeps: a file with two places that are written in turn, each under a MAC
 * of the AS, so that a tear leaves the other. Forced to the disk before an export leaves. An old copy of the file is found
 * against the ledger, not here.
 */
final class CounterFile implements AutoCloseable {
    private static final byte[] LABEL = "KR1-CNT".getBytes(StandardCharsets.US_ASCII);
    private static final int MAC = 16;

    private final Path path;
    private final byte[] name;
    private final int keys;
    private @Nullable FileChannel channel;
    private long writes;
    private long ctr;
    private long[] left;

    /**
     * @param asId 4 bytes, which the MAC covers
     * @param keys how many keys have exports left, in the order of the directory
     */
    CounterFile(Path path, Bytes asId, int keys) {
        this.path = path;
        this.name = asId.toArray();
        this.keys = keys;
        this.left = new long[keys];
    }

    private int size() {
        return Long.BYTES + Integer.BYTES * (1 + keys) + MAC;
    }

    /** Writes the file of a new AS. */
    static void create(Path path, Bytes asId, long[] left, Vault vault) throws TroubleException {
        try (CounterFile counters = new CounterFile(path, asId, left.length)) {
            counters.left = left.clone();
            byte[] first = counters.record(1, vault);
            // In the second place, so that the next one does not stand over it.
            AsFile.writeNew(
                    path,
                    Bytes.concat(Bytes.zero(first.length), Bytes.of(first)).toArray());
        }
    }

    /** Reads what the file says, believing it: for showing an AS that is not open. */
    void look() throws TroubleException {
        try (FileChannel reading = FileChannel.open(path, StandardOpenOption.READ)) {
            take(newest(reading, Optional.empty()));
        } catch (IOException e) {
            throw new TroubleException(Trouble.FILE_FORM, path.toString(), e);
        }
    }

    /** Takes the file for this program alone, and believes what the AS has put its MAC under. */
    void open(Vault vault) throws TroubleException {
        if (channel != null) {
            return;
        }
        try {
            FileChannel opened = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                lock(opened);
                take(newest(opened, Optional.of(vault)));
                channel = opened;
            } finally {
                if (channel == null) {
                    opened.close();
                }
            }
        } catch (IOException e) {
            throw new TroubleException(Trouble.FILE_FORM, path.toString(), e);
        }
    }

    private void lock(FileChannel opened) throws IOException, TroubleException {
        try {
            if (opened.tryLock() == null) {
                throw new TroubleException(Trouble.FILE_IN_USE, path.toString());
            }
        } catch (OverlappingFileLockException here) {
            throw new TroubleException(Trouble.FILE_IN_USE, path.toString(), here);
        }
    }

    private ByteBuffer newest(FileChannel from, Optional<Vault> vault) throws IOException, TroubleException {
        @Nullable ByteBuffer newest = null;
        for (int place = 0; place < 2; place++) {
            ByteBuffer read = ByteBuffer.allocate(size());
            from.read(read, (long) place * size());
            if (!read.hasRemaining() && (newest == null || read.getLong(0) > newest.getLong(0))) {
                if (vault.isEmpty() || genuine(read.array(), vault.get())) {
                    newest = read;
                }
            }
        }
        if (newest == null || newest.getLong(0) == 0) {
            throw new TroubleException(Trouble.FILE_ALTERED, path.toString());
        }
        return newest;
    }

    private boolean genuine(byte[] record, Vault vault) throws TroubleException {
        int end = record.length - MAC;
        byte[] mac = vault.mac(covered(Arrays.copyOf(record, end)));
        return MessageDigest.isEqual(mac, Arrays.copyOfRange(record, end, record.length));
    }

    private void take(ByteBuffer record) {
        record.rewind();
        writes = record.getLong();
        ctr = Integer.toUnsignedLong(record.getInt());
        for (int i = 0; i < keys; i++) {
            left[i] = Integer.toUnsignedLong(record.getInt());
        }
    }

    private byte[] covered(byte[] content) {
        return ByteBuffer.allocate(LABEL.length + name.length + content.length)
                .put(LABEL)
                .put(name)
                .put(content)
                .array();
    }

    private byte[] record(long number, Vault vault) throws TroubleException {
        ByteBuffer record = ByteBuffer.allocate(size());
        record.putLong(number).putInt((int) ctr);
        for (long each : left) {
            record.putInt((int) each);
        }
        byte[] mac = vault.mac(covered(Arrays.copyOf(record.array(), record.position())));
        return record.put(mac).array();
    }

    long ctr() {
        return ctr;
    }

    long left(int key) {
        return left[key];
    }

    /**
     * Counts an export and makes it durable.
     *
     * @param key place in the directory
     * @param limited whether its exports are counted down
     */
    void spend(int key, boolean limited, Vault vault) throws TroubleException {
        ctr++;
        if (limited) {
            left[key]--;
        }
        writes++;
        FileChannel file = channel;
        if (file == null) {
            throw new TroubleException(Trouble.FILE_UNWRITTEN, path.toString());
        }
        ByteBuffer record = ByteBuffer.wrap(record(writes, vault));
        try {
            long at = writes % 2 * size();
            while (record.hasRemaining()) {
                file.write(record, at + record.position());
            }
            file.force(false);
        } catch (IOException e) {
            throw new TroubleException(Trouble.FILE_UNWRITTEN, path.toString(), e);
        }
    }

    @Override
    public void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // What was exported is on the disk already.
                org.slf4j.LoggerFactory.getLogger(CounterFile.class).warn("{} cannot be closed", path, e);
            }
            channel = null;
        }
    }
}
