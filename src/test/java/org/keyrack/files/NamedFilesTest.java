package org.keyrack.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.files.InputFileException.Kind;

class NamedFilesTest {
    private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private static Kind refused(Path file) {
        return assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThrows(InputFileException.class, () -> InputFile.read(file, 4))
                        .kind());
    }

    private Path fifo() throws Exception {
        Path fifo = folder.resolve("fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        return fifo;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatMayHaveNoEndIsNeverOpened() throws Exception {
        assertEquals(Kind.SPECIAL, refused(fifo()));
        assertEquals(Kind.SPECIAL, refused(Path.of("/dev/zero")));
        assertEquals(Kind.SPECIAL, refused(Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/zero"))));
    }

    @Test
    void aFileIsReadUpToItsBoundAndRefusedBeyond() throws IOException {
        Path file = Files.write(folder.resolve("file"), TEXT);
        assertEquals("text", new String(InputFile.read(file, 4), StandardCharsets.UTF_8));
        Files.writeString(file, "texts");
        assertEquals(Kind.TOO_LONG, refused(file));
        assertEquals(Kind.FOLDER, refused(folder));
        assertEquals(Kind.MISSING, refused(folder.resolve("none")));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileWhoseSizeTheSystemDoesNotKnowIsBoundedWhileItIsRead() {
        assertEquals(Kind.TOO_LONG, refused(Path.of("/proc/self/maps")));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aLinkStaysAndWhatItPointsAtIsWritten() throws IOException {
        Path real = Files.writeString(folder.resolve("real"), "before");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
        OutputFile.write(link, TEXT);
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("text", Files.readString(real));
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), Path.of("fresh"));
        OutputFile.write(dangling, TEXT);
        assertTrue(Files.isSymbolicLink(dangling));
        assertEquals("text", Files.readString(folder.resolve("fresh")));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPipeIsWrittenInto() throws Exception {
        Path fifo = fifo();
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(fifo);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        OutputFile.write(fifo, TEXT);
        assertEquals("text", read.get());
        assertTrue(!Files.isRegularFile(fifo) && Files.exists(fifo));
    }

    @Test
    void whatCannotBeWrittenWholeLeavesTheOldFileAndNothingBeside() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "before");
        assertThrows(
                IOException.class,
                () -> OutputFile.<RuntimeException>write(file, out -> {
                    out.write(TEXT);
                    throw new IOException("No space left on device");
                }));
        assertEquals("before", Files.readString(file));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(1, left.count());
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aFileThatOnlyItsOwnerCouldReadStaysSo() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "before");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        OutputFile.write(file, TEXT);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    private static OutputFileException unwritten(Path file) {
        OutputFileException refused =
                assertThrows(OutputFileException.class, () -> OutputFile.write(file, TEXT), file::toString);
        assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
        assertTrue(refused.getMessage().endsWith("."), refused.getMessage());
        return refused;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatCannotBeWrittenIsNamedWithItsCause() throws IOException {
        assertEquals(
                OutputFileException.Kind.NO_FOLDER,
                unwritten(folder.resolve("no/file")).kind());
        assertEquals(OutputFileException.Kind.FOLDER, unwritten(folder).kind());
        assertEquals(
                OutputFileException.Kind.FULL, unwritten(Path.of("/dev/full")).kind());
        Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        assertEquals(OutputFileException.Kind.LOOP, unwritten(loop).kind());
        Path file = Files.writeString(folder.resolve("file"), "before");
        assertEquals(
                OutputFileException.Kind.NO_FILE_INSIDE,
                assertThrows(OutputFileException.class, () -> OutputFile.folder(file))
                        .kind());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPipeThatNobodyReadsIsWaitedForAndThenRefused() throws Exception {
        Path fifo = fifo();
        OutputFileException refused = assertThrows(
                OutputFileException.class,
                () -> OutputFile.<RuntimeException>write(fifo, out -> out.write(TEXT), Duration.ofMillis(50)));
        assertEquals(OutputFileException.Kind.NO_READER, refused.kind());
        // Whoever comes too late finds nothing in it, and is not kept waiting.
        assertEquals("", Files.readString(fifo));
    }
}
