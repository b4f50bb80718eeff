package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.journal.ChainName;

/** Heads, checkpoints and tiles of many years: a start reads the end of each. */
class LongKeptFilesTest {
    private static final ChainName CHAIN = ChainName.first("bench-1");
    private static final int HUNDRED_MEGABYTES = 100 << 20;

    @TempDir
    Path folder;

    private LedgerSettings settings;
    private Path checkpoints;
    private Path heads;

    @BeforeEach
    void work() throws Exception {
        settings = LedgerSettings.in(folder, "bench-1");
        checkpoints = settings.heads().resolve("bench-1.checkpoints");
        heads = settings.heads().resolve("bench-1.heads");
        Story story = new Story(6);
        try (Ledger ledger = Ledger.open(settings)) {
            ledger.commit(List.of(story.batch(1, 2, 4)));
            ledger.commit(story.wholeUnit(0, 2));
            ledger.commit(story.wholeUnit(1, 2));
            ledger.commit(List.of(story.ended(1, 2, 4)));
        }
    }

    /** Puts what a file holds before it, again and again. */
    private static void lengthen(Path file, int bytes) throws IOException {
        byte[] kept = Files.readAllBytes(file);
        byte[] many = new String(kept, StandardCharsets.UTF_8)
                .repeat(1 + (1 << 20) / kept.length)
                .getBytes(StandardCharsets.UTF_8);
        Path longer = file.resolveSibling("longer");
        try (OutputStream out = Files.newOutputStream(longer)) {
            for (int written = 0; written < bytes; written += many.length) {
                out.write(many);
            }
            out.write(kept);
        }
        Files.delete(file);
        Files.move(longer, file);
    }

    private Optional<Checkpoint> last(ChainName chain) throws LedgerException {
        return new KeptCheckpoints(settings.heads()).last(chain);
    }

    @Test
    void aBenchStartsWithAHundredMegabytesOfEach() throws Exception {
        Checkpoint last = last(CHAIN).orElseThrow();
        Optional<SignedHead> head = new HeadsFolder(settings.heads()).last("bench-1");
        lengthen(checkpoints, HUNDRED_MEGABYTES);
        lengthen(heads, HUNDRED_MEGABYTES);
        assertEquals(Optional.of(last), last(CHAIN));
        assertEquals(head, new HeadsFolder(settings.heads()).last("bench-1"));
        Ledger.open(settings).close();
        assertTrue(last(CHAIN).orElseThrow().size() >= last.size());
    }

    @Test
    void whatACrashCutOffAtTheEndIsPassedOver() throws Exception {
        Checkpoint last = last(CHAIN).orElseThrow();
        Optional<SignedHead> head = new HeadsFolder(settings.heads()).last("bench-1");
        String note = Files.readString(checkpoints);
        String line =
                Files.readString(heads).lines().reduce((one, next) -> next).orElseThrow();
        lengthen(checkpoints, 1 << 20);
        lengthen(heads, 1 << 20);
        long wholeCheckpoints = Files.size(checkpoints);
        long wholeHeads = Files.size(heads);
        note = note.substring(note.lastIndexOf("\nkeyrack/"));
        for (int length = 1; length < note.length(); length += 7) {
            Files.writeString(checkpoints, note.substring(0, length), StandardOpenOption.APPEND);
            assertEquals(Optional.of(last), last(CHAIN));
            cut(checkpoints, wholeCheckpoints);
        }
        for (int length = 1; length < line.length(); length += 7) {
            Files.writeString(heads, line.substring(0, length), StandardOpenOption.APPEND);
            assertEquals(head, new HeadsFolder(settings.heads()).last("bench-1"));
            HeadsFolder.append(heads, head.orElseThrow());
            assertEquals(head, new HeadsFolder(settings.heads()).last("bench-1"));
            cut(heads, wholeHeads);
        }
    }

    private static void cut(Path file, long size) throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    @Test
    void aChainIsFoundBeforeALongOneOfTheSameBench() throws Exception {
        Checkpoint last = last(CHAIN).orElseThrow();
        String kept = Files.readString(checkpoints);
        ChainName other = new ChainName("bench-1~20300101T000000000Z");
        String origin = last.origin().toString();
        assertTrue(kept.contains(origin), kept);
        String others = kept.replace(origin, origin.replace(CHAIN.name(), other.name()));
        Files.writeString(checkpoints, others.repeat(1 + (1 << 20) / others.length()), StandardOpenOption.APPEND);
        assertEquals(Optional.of(last), last(CHAIN));
        assertEquals(last.size(), last(other).orElseThrow().size());
        assertEquals(Optional.empty(), last(new ChainName("bench-1~20310101T000000000Z")));
    }

    @Test
    void whatIsNoCheckpointOrHeadAtTheEndIsNamed() throws Exception {
        lengthen(checkpoints, 1 << 20);
        lengthen(heads, 1 << 20);
        Files.writeString(checkpoints, "\nkeyrack/rubbish\n\n\u2014 rubbish AAAA=\n", StandardOpenOption.APPEND);
        Files.writeString(heads, "rubbish\n", StandardOpenOption.APPEND);
        assertTrue(assertThrows(LedgerException.class, () -> last(CHAIN))
                .getMessage()
                .startsWith(checkpoints.toString()));
        assertTrue(assertThrows(LedgerException.class, () -> new HeadsFolder(settings.heads()).last("bench-1"))
                .getMessage()
                .startsWith(heads.toString()));
    }

    @Test
    void onlyTheNewestTilesAreCounted() {
        ChainName chain = new ChainName("bench-9");
        try (Handle handle = Jdbi.open("jdbc:sqlite:" + settings.location())) {
            for (int number = 0; number < 600; number++) {
                handle.execute(
                        "INSERT INTO tile (chain, level, number, root, hashes) VALUES ('bench-9', 0, ?, x'00', x'00')",
                        number);
            }
            assertEquals(600, Tiles.wholeOfLines(handle, chain));
            handle.execute("DELETE FROM tile WHERE chain = 'bench-9' AND number = 5");
            assertEquals(600, Tiles.wholeOfLines(handle, chain));
            handle.execute("DELETE FROM tile WHERE chain = 'bench-9' AND number = 350");
            assertEquals(0, Tiles.wholeOfLines(handle, chain));
        }
    }
}
