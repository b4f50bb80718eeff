package org.keyrack.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes files that people name, with one guarantee: a file is there whole and on the disk, or what was there before is
 * untouched. Links are followed, so that what they point at is what changes. What is no regular file, a pipe or a device,
 * is written into.
 */
public final class OutputFile {
    private static final int MOST_LINKS = 40;

    private OutputFile() {}

    /**
     * What writes a file's content; what it throws leaves the old file.
     *
     * @param <E> what it may throw besides
     */
    @FunctionalInterface
    public interface Content<E extends Exception> {
        void into(OutputStream out) throws IOException, E;
    }

    /** Writes a file of these bytes. */
    public static void write(Path file, byte[] bytes) throws IOException {
        OutputFile.<RuntimeException>write(file, out -> out.write(bytes));
    }

    /** Writes a file piece by piece. */
    public static <E extends Exception> void write(Path file, Content<E> content) throws IOException, E {
        Path target = target(file.toAbsolutePath());
        if (isSpecial(target)) {
            try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.WRITE)) {
                content.into(out);
            }
            return;
        }
        Path draft = target.resolveSibling("." + target.getFileName() + "."
                + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".part");
        try {
            try (FileChannel channel =
                    FileChannel.open(draft, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                keepRights(target, draft);
                OutputStream out = Channels.newOutputStream(channel);
                content.into(out);
                channel.force(true);
            }
            if (Files.isDirectory(target)) {
                throw new java.nio.file.FileSystemException(target.toString(), null, "Is a directory");
            }
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** What a chain of links leads to, also when its last one leads to nothing yet. */
    private static Path target(Path file) throws IOException {
        Path target = file;
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links > MOST_LINKS) {
                throw new FileSystemLoopException(file.toString());
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    private static boolean isSpecial(Path target) throws IOException {
        try {
            return Files.readAttributes(target, BasicFileAttributes.class).isOther();
        } catch (NoSuchFileException fresh) {
            return false;
        }
    }

    /** A file that only its owner could read stays so. */
    private static void keepRights(Path target, Path draft) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(draft, PosixFileAttributeView.class);
        if (view != null && Files.exists(target)) {
            view.setPermissions(Files.getPosixFilePermissions(target));
        }
    }
}
