package org.keyrack.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.TreeHash;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.journal.ChainName;
import org.keyrack.journal.KeyClass;
import org.keyrack.order.OrderException;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.simulation.Line;
import org.keyrack.witness.KeptChain;

/** What an auditor sees of a simulated disk that no program works on. */
public final class DiskAudit {
    private final Path file;
    private final Path folder;
    private final List<String> benches;

    /**
     * @param file the ledger
     * @param folder of the whole disk, with what each bench keeps outside
     */
    DiskAudit(Path file, Path folder, List<String> benches) {
        this.file = file;
        this.folder = folder;
        this.benches = List.copyOf(benches);
    }

    /**
     * A place of an order.
     *
     * @param sn who has it; empty when it is free
     * @param held whether its module is in work
     */
    public record Place(Optional<String> sn, boolean held) {}

    private <T> T read(Function<Handle, T> look) {
        try (Handle handle = new SqliteDatabase(file.toString()).openReader()) {
            return look.apply(handle);
        } catch (LedgerException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All lines. */
    public List<Line> lines() {
        return read(handle -> SimulatedDisk.lines(handle, 0));
    }

    /** Modules that a batch has in work, as the ledger says: SNs. */
    public List<String> claims() {
        return read(handle -> handle.createQuery("SELECT sn FROM claim ORDER BY sn")
                .mapTo(String.class)
                .list());
    }

    /** The places of each order. */
    public Map<String, List<Place>> places() {
        return read(DiskAudit::places);
    }

    static Map<String, List<Place>> places(Handle handle) {
        Map<String, List<Place>> places = new TreeMap<>();
        for (String number : OrderBook.numbers(handle)) {
            places.put(
                    number,
                    handle.createQuery("SELECT sn, held FROM order_place WHERE number = :number ORDER BY place")
                            .bind("number", number)
                            .map((row, context) -> new Place(Optional.ofNullable(row.getString(1)), row.getBoolean(2)))
                            .list());
        }
        return places;
    }

    /** Modules of which a batch's report says that a key may be in: SNs. */
    public List<String> unknownInBatches() {
        try (LedgerQuery query = LedgerQuery.open(file.toString())) {
            return query.named(Optional.empty(), Optional.empty()).stream()
                    .flatMap(batch -> query.batch(batch.id()).stream())
                    .flatMap(batch -> batch.units().stream())
                    .filter(unit -> unit.counts().of(KeyClass.UNKNOWN) > 0)
                    .flatMap(unit -> unit.sn().stream())
                    .map(SerialNumber::hex)
                    .toList();
        } catch (LedgerException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How an order stands. */
    public OrderView order(String number) throws OrderException {
        try (LedgerQuery query = LedgerQuery.open(file.toString())) {
            return query.order(number);
        } catch (LedgerException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is wrong with lines, heads, checkpoints, tiles or certificates; empty when nothing. */
    public Optional<String> unsound() throws IOException {
        try {
            Verification found = LedgerVerifier.verify(file.toString(), kept(), Optional.empty(), false);
            if (!found.sound()) {
                return Optional.of(found.findings().stream()
                        .map(Verification.Finding::text)
                        .toList()
                        .toString());
            }
            return read(DiskAudit::wrongTile).or(this::wrongCertificate).or(this::wrongWitness);
        } catch (LedgerException e) {
            return Optional.of(e.getMessage());
        }
    }

    private KeptOutside kept() throws LedgerException {
        List<SignedHead> signed = new ArrayList<>();
        List<KeptOutside.SignedCheckpoint> checkpoints = new ArrayList<>();
        for (String bench : benches) {
            Path heads = SimulatedDisk.heads(folder, bench);
            signed.addAll(new HeadsFolder(heads).of(bench));
            Path own = heads.resolve(bench + ".checkpoints");
            if (Files.exists(own)) {
                checkpoints.addAll(KeptOutside.SignedCheckpoint.read(own));
            }
        }
        return new KeptOutside(signed, checkpoints);
    }

    /** Each tile is the one that its lines make, and none is missing; no seed has so many lines that a second level begins. */
    private static Optional<String> wrongTile(Handle handle) {
        for (ChainName chain : Chains.ordered(handle)) {
            List<String> lines = Chains.lines(handle, chain, 0, Integer.MAX_VALUE);
            for (int tile = 0; tile < TreeTile.whole(0, lines.size()); tile++) {
                List<byte[]> hashes = lines.subList(tile * TreeTile.WIDTH, (tile + 1) * TreeTile.WIDTH).stream()
                        .map(TreeHash::leaf)
                        .toList();
                byte[] made = TreeTile.of(0, tile, hashes).hashes();
                if (!Tiles.hashes(handle, chain, 0, tile)
                        .filter(stored -> Arrays.equals(stored, made))
                        .isPresent()) {
                    return Optional.of("tile " + tile + " of " + chain + " is not that of its lines");
                }
            }
        }
        return Optional.empty();
    }

    /** What a witness keeps is what the ledger has, as long as nothing was put back. */
    private Optional<String> wrongWitness() {
        return read(handle -> benches.stream()
                .flatMap(bench -> WitnessAudit.kept(folder, bench).stream())
                .filter(kept -> kept.state() != KeptChain.State.OPEN || !WitnessAudit.holds(handle, kept))
                .map(kept -> "a witness keeps another history: " + kept.origin())
                .findFirst());
    }

    /** How many lines of each chain its newest checkpoint has. */
    public Map<String, Long> signed() {
        return read(WitnessAudit::signed);
    }

    /** How many lines a bench's witness has seen of a chain; 0 of one that it does not know. */
    public long seen(String bench, String chain) {
        return WitnessAudit.kept(folder, bench).stream()
                .filter(kept -> kept.origin().chain().equals(chain))
                .mapToLong(KeptChain::size)
                .max()
                .orElse(0);
    }

    private Optional<String> wrongCertificate() {
        Set<String> modules = new TreeSet<>();
        for (Line each : lines()) {
            EventLine line = ModuleHistory.read(each.text());
            if (line.type() == EventType.UNIT_ENDED && ModuleCertificate.isCertified(line)) {
                modules.add(each.sn());
            }
        }
        try (LedgerQuery query = LedgerQuery.open(file.toString())) {
            Map<String, VerifierKey> keys = new HashMap<>();
            for (String vkey : query.verifierKeys()) {
                VerifierKey key = VerifierKey.parse(vkey);
                keys.put(key.name(), key);
            }
            for (String sn : modules) {
                for (ModuleCertificate each : query.certificates(SerialNumber.parse(sn))) {
                    String name =
                            each.certificate().checkpoint().signatures().get(0).name();
                    each.certificate().verify(Objects.requireNonNull(keys.get(name), name), List.of());
                }
            }
            return Optional.empty();
        } catch (LedgerException | LedgerUnreadable | NoteException e) {
            return Optional.of("a certificate: " + e.getMessage());
        }
    }

    /** Whether this file, in the place of the ledger, passes for the whole of it although a newer head is kept outside. */
    boolean passesThoughOlder() throws IOException {
        try {
            KeptOutside kept = kept();
            boolean older = kept.heads().stream()
                    .anyMatch(head -> head.head().seq() > highestSeq(head.head().bench()));
            return older
                    && LedgerVerifier.verify(file.toString(), kept.heads(), Optional.empty())
                            .sound();
        } catch (LedgerException e) {
            return false;
        }
    }

    private long highestSeq(String bench) {
        return read(handle -> Chains.of(handle, bench).stream()
                .mapToLong(chain -> Chains.head(handle, chain).seq())
                .max()
                .orElse(0));
    }
}
