package org.keyrack.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.keyrack.files.OutputFileException.Kind;

/**
 * Writes files that people name, with one guarantee: a file is there whole and on the disk, or what was there before is
 * untouched. Links are followed, so that what they point at is what changes. What is no regular file, a pipe or a device,
 * is written into.
 */
public final class OutputFile {
    private static final int MOST_LINKS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Bytes; with less no file can be written to its end. */
    private static final long LEAST_SPACE = 65_536;

    private OutputFile() {}

    /**
     * What writes a file's content; what it throws leaves the old file, and an {@link IOException} is told as the output's.
     *
     * @param <E> what it may throw besides
     */
    @FunctionalInterface
    public interface Content<E extends Exception> {
        void into(OutputStream out) throws IOException, E;
    }

    /** Writes a file of these bytes. */
    public static void write(Path file, byte[] bytes) throws OutputFileException {
        OutputFile.<RuntimeException>write(file, out -> out.write(bytes));
    }

    /** Writes a file piece by piece. */
    public static <E extends Exception> void write(Path file, Content<E> content) throws OutputFileException, E {
        write(file, content, PATIENCE);
    }

    /** @param patience how long a pipe is waited for that nobody reads yet */
    static <E extends Exception> void write(Path file, Content<E> content, Duration patience)
            throws OutputFileException, E {
        try {
            Path target = target(file.toAbsolutePath());
            if (Files.isDirectory(target)) {
                throw new OutputFileException(Kind.FOLDER, file, "");
            }
            if (isSpecial(target)) {
                try (OutputStream out = opened(target, file, patience)) {
                    content.into(out);
                }
            } else {
                writeWhole(target, content);
            }
        } catch (IOException broken) {
            throw refused(file, broken);
        }
    }

    private static <E extends Exception> void writeWhole(Path target, Content<E> content) throws IOException, E {
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
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Makes a folder, and those above it, when it is missing. */
    public static void folder(Path folder) throws OutputFileException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException file) {
            throw new OutputFileException(Kind.NO_FILE_INSIDE, folder, "", file);
        } catch (IOException broken) {
            throw refused(folder, broken);
        }
    }

    /** To open a pipe waits for whoever reads it, and nothing interrupts that. */
    private static OutputStream opened(Path target, Path named, Duration patience) throws IOException {
        CompletableFuture<OutputStream> opening = new CompletableFuture<>();
        Thread opener = new Thread(
                () -> {
                    try {
                        OutputStream out = Files.newOutputStream(target, StandardOpenOption.WRITE);
                        if (!opening.complete(out)) {
                            // Nobody waits for it any more, and nothing was written into it.
                            out.close();
                        }
                    } catch (IOException | RuntimeException e) {
                        opening.completeExceptionally(e);
                    }
                },
                "opening " + named.getFileName());
        opener.setDaemon(true);
        opener.start();
        try {
            return opening.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException nobody) {
            opening.cancel(false);
            throw new OutputFileException(Kind.NO_READER, named, "", nobody);
        } catch (InterruptedException stopped) {
            opening.cancel(false);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Opening " + named + " was interrupted");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException broken ? broken : new IOException(failed.getCause());
        }
    }

    private static OutputFileException refused(Path file, IOException broken) {
        if (broken instanceof OutputFileException said) {
            return said;
        }
        Kind kind = broken instanceof NoSuchFileException
                ? Kind.NO_FOLDER
                : broken instanceof AccessDeniedException
                        ? Kind.DENIED
                        : broken instanceof FileSystemLoopException ? Kind.LOOP : ofStore(file, broken);
        return new OutputFileException(kind, file, String.valueOf(broken.getMessage()), broken);
    }

    /** The system says why in its own language, or in English. */
    private static Kind ofStore(Path file, IOException broken) {
        if (String.valueOf(broken.getMessage()).contains("No space left")) {
            return Kind.FULL;
        }
        try {
            Path there = file.toAbsolutePath();
            while (there.getParent() != null && !Files.isDirectory(there)) {
                there = there.getParent();
            }
            FileStore store = Files.getFileStore(there);
            return store.isReadOnly()
                    ? Kind.READ_ONLY
                    : store.getUsableSpace() < LEAST_SPACE ? Kind.FULL : Kind.UNWRITABLE;
        } catch (IOException unknown) {
            return Kind.UNWRITABLE;
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
