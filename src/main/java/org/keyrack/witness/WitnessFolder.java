package org.keyrack.witness;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.Origin;
import org.keyrack.evidence.SignedNote;
import org.keyrack.files.InputFile;
import org.keyrack.files.OutputFile;
import org.keyrack.protocol.Bytes;

/**
 * What a witness keeps, beside its key: {@code kept/GENESIS-CHAIN}, the last checkpoint of each chain; {@code
 * forks/GENESIS-CHAIN-HASH/kept} and {@code …/seen}, two histories of one chain; {@code waiting/GENESIS-CHAIN}, what a supervisor
 * has to decide about. Everything is on the disk when a method returns.
 */
public final class WitnessFolder {
    private static final int MOST = 1 << 20;
    private static final String WRITTEN = "written";
    /** One process has one lock on a file; its threads take turns here. */
    private static final Object TURN = new Object();

    private final Path folder;

    public WitnessFolder(Path folder) {
        this.folder = folder;
    }

    /** Where the witness's private key is. */
    public Path keyFile() {
        return folder.resolve("witness.key");
    }

    /** Where its public key is, with the name that it cosigns under. */
    public Path verifierFile() {
        return folder.resolve("witness.vkey");
    }

    /** Something that is done while no other program uses the folder. */
    interface Work<T> {
        T run() throws IOException, NoteException;
    }

    <T> T alone(Work<T> work) throws IOException, NoteException {
        synchronized (TURN) {
            OutputFile.folder(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!lock.isValid()) {
                    throw new IOException("the lock of " + folder + " was lost");
                }
                return work.run();
            }
        }
    }

    /** Every chain that was seen, by its file's name. */
    List<KeptChain> kept() throws IOException, NoteException {
        List<KeptChain> chains = new ArrayList<>();
        for (Path file : list("kept")) {
            chains.add(KeptChain.parse(InputFile.read(file, MOST)));
        }
        return chains;
    }

    Optional<KeptChain> kept(Origin origin) throws IOException, NoteException {
        return read(kept("kept", origin));
    }

    void keep(KeptChain chain) throws IOException {
        write(kept("kept", chain.origin()), chain.encode());
    }

    /** What a supervisor has to decide about. */
    Optional<KeptChain> waiting(Origin origin) throws IOException, NoteException {
        return read(kept("waiting", origin));
    }

    /** Chains about which a supervisor has to decide. */
    public List<Origin> waiting() throws IOException, NoteException {
        List<Origin> chains = new ArrayList<>();
        for (Path file : list("waiting")) {
            chains.add(KeptChain.parse(InputFile.read(file, MOST)).origin());
        }
        return chains;
    }

    void keepWaiting(KeptChain chain) throws IOException {
        write(kept("waiting", chain.origin()), chain.encode());
    }

    void decided(Origin origin) throws IOException {
        Files.deleteIfExists(kept("waiting", origin));
    }

    /** Keeps two histories of one chain. */
    void keepFork(KeptChain kept, SignedNote seen) throws IOException {
        Path fork = folder.resolve("forks").resolve(name(kept.origin()) + "-" + id(seen));
        write(fork.resolve("kept"), kept.note().encode());
        write(fork.resolve("seen"), seen.encode());
    }

    /** Every fork that was seen: the folders of both notes. */
    public List<Path> forks() throws IOException {
        return list("forks").stream()
                .filter(fork -> Files.exists(fork.resolve("seen")))
                .toList();
    }

    /** Forks that no line of the witness's own chain tells of so far. */
    public List<Path> untold() throws IOException {
        return forks().stream()
                .filter(fork -> !Files.exists(fork.resolve(WRITTEN)))
                .toList();
    }

    /** A line of the witness's own chain tells of a fork. */
    public void told(Path fork) throws IOException {
        write(fork.resolve(WRITTEN), "");
    }

    /** Reads one of the two notes of a fork: {@code kept} or {@code seen}. */
    public SignedNote note(Path fork, String which) throws IOException, NoteException {
        return SignedNote.parse(InputFile.read(fork.resolve(which), MOST));
    }

    private static String id(SignedNote note) {
        return HexFormat.of()
                .formatHex(Bytes.sha256(note.encode().getBytes(StandardCharsets.UTF_8))
                        .slice(0, 8)
                        .toArray());
    }

    private static Optional<KeptChain> read(Path file) throws IOException, NoteException {
        return Files.exists(file) ? Optional.of(KeptChain.parse(InputFile.read(file, MOST))) : Optional.empty();
    }

    private Path kept(String where, Origin origin) {
        return folder.resolve(where).resolve(name(origin));
    }

    private static String name(Origin origin) {
        return origin.genesis() + "-" + origin.chain();
    }

    private List<Path> list(String where) throws IOException {
        Path all = folder.resolve(where);
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(all)) {
            // Drafts of files that a crash left begin with a dot.
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        OutputFile.folder(folder);
        OutputFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            // The new name is on the disk as well; a system without POSIX rights opens no folder as a file.
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }
}
