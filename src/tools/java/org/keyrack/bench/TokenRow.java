package org.keyrack.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.keyrack.app.OpenLedger;
import org.keyrack.measure.Figure;
import org.keyrack.measure.MeasuredRack;
import org.keyrack.measure.TimedLoad;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.protocol.crypto.DownloadInputs;
import org.keyrack.protocol.crypto.OperationKey;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.reader.pcsc.PcscReaders;
import org.keyrack.reader.place.PlacedReaders;
import org.keyrack.token.Tokens;
import org.keyrack.token.link.LinkedAs;
import org.keyrack.token.link.TokenDesk;

/** Row 17: a rack whose AS is in a token waits for its modules alone; and how many exports a second a token gives. */
final class TokenRow {
    private static final MeasuredRack FIFTEEN = MeasuredRack.timed(1, 15, 4);
    private static final byte[] T = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
    private static final int EXPORTS = 500;

    private final Rig rig;

    TokenRow(Rig rig) {
        this.rig = rig;
    }

    /** @param repeats warm measurements; 0: the cold one alone */
    List<Figure> measure(int repeats) throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (Tokens token : List.of(Tokens.SOFTHSM, Tokens.NSS)) {
            Path file;
            try {
                file = make(token);
            } catch (IOException | AssertionError absent) {
                figures.add(Figure.unmeasured(17, token + " is not installed"));
                continue;
            }
            figures.addAll(measure(token, file, repeats));
        }
        return figures;
    }

    private List<Figure> measure(Tokens token, Path file, int repeats) throws Exception {
        double bound = FIFTEEN.initiate() + FIFTEEN.keys() * FIFTEEN.store();
        List<Double> ratios = new ArrayList<>();
        List<Double> exports = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i <= repeats; i++) {
            TimedLoad timed = load(file);
            ratios.add(timed.milliseconds() / bound);
            exports.add(timed.figures().meanExport().toNanos() / 1e6);
            rates.add(exportsPerSecond(file));
        }
        return List.of(
                Figure.of(17, token + ", 15 EI x 4 keys: wall / modules' own time", "", Figure.atMost(1.05), ratios)
                        .with("boundMilliseconds", bound)
                        .with("exportMilliseconds", Figure.median(exports)),
                Figure.of(17, token + ": exports a second, one after the other", "", rates));
    }

    private Path make(Tokens token) throws Exception {
        Path folder = Files.createDirectories(
                rig.folder().resolve("token-" + token.name().toLowerCase(Locale.ROOT)));
        Path file = folder.resolve("as");
        List<Tokens.T> ts = List.of(new Tokens.T(1, Suite.AES_128, T));
        Map<Integer, byte[]> values = new TreeMap<>();
        List<KeyDirectoryEntry> keys = new ArrayList<>();
        for (int key = 0; key < FIFTEEN.keys(); key++) {
            byte[] value = new byte[16];
            new SecureRandom().nextBytes(value);
            values.put(MeasuredRack.reference(key), value);
            keys.add(new KeyDirectoryEntry(
                    MeasuredRack.reference(key),
                    "KEY " + key,
                    MeasuredRack.application(key),
                    KeyType.AES_128,
                    1,
                    true,
                    false,
                    Set.of(),
                    Tokens.kcv(value),
                    KeyDirectoryEntry.NO_LIMIT));
        }
        TokenDesk.make(
                file,
                Tokens.creation(token.initialize(folder), ts, keys),
                Tokens.components(ts, values),
                Tokens.pinBytes());
        return file;
    }

    /** Only the token's PIN is entered: the card of the rack stays out of it. */
    private TimedLoad load(Path file) throws Exception {
        rig.insert(FIFTEEN, "plain");
        try (OpenLedger ledger = rig.freshLedger()) {
            PlacedReaders readers = new PlacedReaders(
                    new PcscReaders(), Map.of("pkcs11:" + file, () -> LinkedAs.open(file, AsKind.TOKEN)));
            return TimedLoad.of(
                    readers,
                    FIFTEEN,
                    FIFTEEN.asCards() + 1,
                    as -> as.kind() == AsKind.TOKEN ? Optional.of(Tokens.pin()) : Optional.empty(),
                    ledger);
        }
    }

    private static double exportsPerSecond(Path file) throws CardFailure {
        SerialNumber sn = SerialNumber.parse("0011223344556677");
        Bytes r = Bytes.ofHex("00112233445566778899aabbccddeeff");
        DownloadInputs inputs = new DownloadInputs(Suite.AES_128, 1, sn, r);
        Bytes p;
        try (SecretKeyBytes t = SecretKeyBytes.copyOf(T);
                OperationKey t1 = OperationKey.under(t, inputs)) {
            p = t1.proof();
        }
        try (LinkedAs as = LinkedAs.open(file, AsKind.TOKEN)) {
            as.verifyOperator(Tokens.pin());
            ExportKey request =
                    new ExportKey(Suite.AES_128, 1, sn, MeasuredRack.reference(0), MeasuredRack.reference(0), r, p);
            long start = System.nanoTime();
            for (int i = 0; i < EXPORTS; i++) {
                as.exportKey(request);
            }
            return EXPORTS / ((System.nanoTime() - start) / 1e9);
        }
    }
}
