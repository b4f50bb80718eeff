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

/** What an auditor sees of a simulated disk that no program works on. */
public final class DiskAudit {
    private final Path file;
    private final Path heads;
    private final List<String> benches;

    /**
     * @param file the ledger
     * @param heads folder of what was kept outside
     */
    DiskAudit(Path file, Path heads, List<String> benches) {
        this.file = file;
        this.heads = heads;
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
            return read(DiskAudit::wrongTile).or(this::wrongCertificate);
        } catch (LedgerException e) {
            return Optional.of(e.getMessage());
        }
    }

    private KeptOutside kept() throws LedgerException {
        List<SignedHead> signed = new ArrayList<>();
        List<KeptOutside.SignedCheckpoint> checkpoints = new ArrayList<>();
        for (String bench : benches) {
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
