package org.keyrack.prepare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.keyrack.app.Preparations;
import org.keyrack.card.CapFile;
import org.keyrack.card.CapFileException;
import org.keyrack.card.KeySet;
import org.keyrack.card.MadeCap;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.ledger.Ledger;
import org.keyrack.ledger.LedgerException;
import org.keyrack.ledger.LedgerSettings;
import org.keyrack.prepare.Preparation.Place;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.reader.sim.VirtualBench;
import org.keyrack.world.World;

/** Prepares cards for tests, with a ledger of its own. */
public final class Workshop implements AutoCloseable {
    private final Ledger ledger;
    private final CapFile cap;

    public Workshop(Path folder) throws LedgerException {
        this(LedgerSettings.in(folder, "bench-1"));
    }

    public Workshop(LedgerSettings settings) throws LedgerException {
        ledger = Ledger.open(settings);
        try {
            cap = CapFile.parse(MadeCap.keyRack(500, 7), "made.cap");
        } catch (CapFileException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The cards of a virtual bench. */
    public static CardAccess cards(VirtualBench bench) {
        return Preparations.cards(bench.readers());
    }

    public Ledger ledger() {
        return ledger;
    }

    public static ModulePlan modulePlan(String serials) throws PlanException {
        return modulePlanOf(PreparedFiles.modulePlan(serials));
    }

    public static ModulePlan modulePlanOf(String plan) throws PlanException {
        return PlanFile.parseModules(plan.getBytes(StandardCharsets.UTF_8), "modules.yaml");
    }

    public static AsPlan asPlan() throws PlanException {
        return asPlan(PreparedFiles.asPlan());
    }

    public static AsPlan asPlan(String plan) throws PlanException {
        return PlanFile.parseAs(plan.getBytes(StandardCharsets.UTF_8), "as.yaml");
    }

    /** The keys that a prepared card of this workshop has. */
    public static KeySet freshKeys() {
        List<SecretKeyBytes> keys = Arrays.stream(PreparedFiles.KEYS.split(" "))
                .map(hex -> SecretKeyBytes.taking(Bytes.ofHex(hex).toArray()))
                .toList();
        return new KeySet(0x30, keys.get(0), keys.get(1), keys.get(2));
    }

    /** Everything that both kinds of plan need, for cards as their makers deliver them. */
    public static PreparationSecrets secrets(CardPlan plan) {
        return secrets(plan, KeySet.makersDefault());
    }

    /** The same for cards with other keys; they are taken over. */
    public static PreparationSecrets secrets(CardPlan plan, KeySet issuer) {
        PreparationSecrets secrets = new PreparationSecrets(issuer, Optional.of(freshKeys()));
        plan.components().forEach((name, shape) -> {
            List<String> components =
                    shape.length() == 32 ? PreparedFiles.backupComponents() : PreparedFiles.COMPONENTS;
            components.forEach(hex -> secrets.add(name, component(hex)));
        });
        secrets.put(PinReference.OPERATOR, "194735".toCharArray());
        secrets.put(PinReference.ADMINISTRATOR, "82736451".toCharArray());
        secrets.put(PinReference.CUSTODIAN, "64738291".toCharArray());
        return secrets;
    }

    private static KeyComponent component(String hex) {
        SecretKeyBytes value = SecretKeyBytes.taking(Bytes.ofHex(hex).toArray());
        Kcv kcv = Cmac.kcv(value);
        return new KeyComponent(value, kcv);
    }

    public PreparationSummary prepare(CardPlan plan, CardAccess cards, String... readers) throws Exception {
        try (PreparationSecrets secrets = secrets(plan)) {
            return prepare(plan, secrets, cards, readers);
        }
    }

    public PreparationSummary prepare(CardPlan plan, PreparationSecrets secrets, CardAccess cards, String... readers)
            throws Exception {
        try (Preparation preparation = survey(plan, secrets, cards, readers)) {
            return start(preparation).end().join();
        }
    }

    public Preparation survey(CardPlan plan, PreparationSecrets secrets, CardAccess cards, String... readers)
            throws PlanException, InterruptedException {
        List<Place> places = List.of(readers).stream()
                .map(reader -> new Place(reader, OptionalInt.empty()))
                .toList();
        return Preparation.survey(plan, secrets, Optional.of(cap), cards, places, ledger, World.real());
    }

    public PreparationRun start(Preparation preparation) throws JournalUnavailable {
        return preparation.start("Ada Operator", true, ledger, ledger, event -> {});
    }

    @Override
    public void close() throws IOException {
        ledger.close();
    }
}
