package org.keyrack.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyrack.app.TemporaryFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where JNA and the SQLite driver unpack their native libraries: a folder for each process, below one that belongs to this
 * user alone. A process that is killed leaves 1.1 MB there; the next one sweeps it. Who lives holds a lock on the file
 * beside its folder.
 */
final class NativeLibraries {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibraries.class);
    private static final String LOCK = ".lock";
    private static final String SQLITE = "org.sqlite.tmpdir";
    private static final String JNA = "jna.tmpdir";
    /** Kept open: the lock ends with the process. */
    private static @Nullable FileChannel living;

    private NativeLibraries() {}

    /**
     * Gives this process its folder and sweeps what dead ones left. The package brings the libraries as files: then nothing
     * is unpacked and nothing is made. When no folder can be made the libraries unpack where they do by themselves.
     */
    static synchronized void prepare() {
        // Before JNA loads: texts that go to native libraries are UTF-8 whatever the locale.
        System.setProperty("jna.encoding", StandardCharsets.UTF_8.name());
        List<String> unpacking = Stream.of(SQLITE, JNA)
                .filter(property -> System.getProperty(property) == null)
                .filter(property -> System.getProperty(fixed(property)) == null)
                .toList();
        if (unpacking.isEmpty() || living != null) {
            return;
        }
        try {
            Path all = own(
                    Path.of(System.getProperty("java.io.tmpdir"), "keyrack-native-" + System.getProperty("user.name")));
            sweep(all);
            Path mine = claim(all);
            unpacking.forEach(property -> System.setProperty(property, mine.toString()));
        } catch (IOException refused) {
            LOG.debug("Native libraries have no folder of ours: {}", refused.toString());
        }
    }

    /** The property that names a library that is a file already. */
    private static String fixed(String property) {
        return property.equals(SQLITE) ? "org.sqlite.lib.path" : "jna.boot.library.path";
    }

    /** What is loaded from a folder runs as this user: nobody else may be able to write there. */
    private static Path own(Path folder) throws IOException {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            if (posix) {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectory(folder);
            }
        } catch (FileAlreadyExistsException before) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || (posix && !isOurs(folder))) {
                throw new IOException(folder + " belongs to somebody else", before);
            }
        }
        return folder;
    }

    private static boolean isOurs(Path folder) throws IOException {
        Path fresh = Files.createTempFile("keyrack", null);
        try {
            return Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(fresh))
                    && PosixFilePermissions.toString(Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS))
                            .equals("rwx------");
        } finally {
            Files.delete(fresh);
        }
    }

    /** The lock comes before the folder, so that no folder of a living process is without one. */
    private static Path claim(Path all) throws IOException {
        while (true) {
            Path folder = all.resolve(UUID.randomUUID().toString());
            Path lock = all.resolve(folder.getFileName() + LOCK);
            FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            FileLock held = channel.tryLock();
            // Another process may have swept it between the two.
            if (held != null && Files.exists(lock)) {
                living = channel;
                return Files.createDirectory(folder);
            }
            channel.close();
        }
    }

    private static void sweep(Path all) throws IOException {
        try (Stream<Path> files = Files.list(all)) {
            for (Path lock :
                    files.filter(file -> file.toString().endsWith(LOCK)).toList()) {
                removeIfDead(lock);
            }
        }
    }

    private static void removeIfDead(Path lock) {
        String name = lock.getFileName().toString();
        Path folder = lock.resolveSibling(name.substring(0, name.length() - LOCK.length()));
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            FileLock dead = channel.tryLock();
            if (dead == null) {
                return;
            }
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                new TemporaryFolder(folder).close();
            }
            Files.delete(lock);
        } catch (IOException | OverlappingFileLockException kept) {
            LOG.debug("{} stays: {}", folder, kept.toString());
        }
    }
}
