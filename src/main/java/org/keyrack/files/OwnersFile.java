package org.keyrack.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** New files that only their owner may read and change, from their first byte on, where the file system knows of rights. */
public final class OwnersFile {
    /** What such a file allows. */
    public static final Set<PosixFilePermission> RIGHTS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private OwnersFile() {}

    /**
     * Makes an empty file.
     *
     * @throws java.nio.file.FileAlreadyExistsException when there is one; it stays as it is
     */
    public static void create(Path file) throws IOException {
        open(file).close();
    }

    /**
     * Makes a file of these bytes, which are on the disk when this returns.
     *
     * @throws java.nio.file.FileAlreadyExistsException when there is one; it stays as it is
     */
    public static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = open(file)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        FileAttribute<?>[] rights = hasRights(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(RIGHTS)}
                : new FileAttribute<?>[0];
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), rights);
    }

    /** Whether the file system of a file knows of rights. */
    public static boolean hasRights(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
