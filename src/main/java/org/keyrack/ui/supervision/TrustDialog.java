package org.keyrack.ui.supervision;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.stage.FileChooser;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.OrderTrust;
import org.keyrack.app.SupervisorKeyFile;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.language.TypedPin.Kind;
import org.keyrack.ledger.LedgerPeople.Revocable;
import org.keyrack.order.SupervisorKey;
import org.keyrack.order.SupervisorName;
import org.keyrack.order.TrustedKeys;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.PinField;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.people.Releasing;
import org.keyrack.ui.people.SupervisorSignOn;
import org.keyrack.ui.rackstate.LiveBench;

/** Whose signatures of orders count: a supervisor trusts a further key, or withdraws one, with a key that is trusted already. */
public final class TrustDialog extends ListDialog<VerifierKey> {
    private final Releasing releasing;
    private final SupervisorSignOn signOn;
    private final Button withdraw;
    private final HBox signing = new HBox();
    private final Label signer = new Label();
    private final PinField passphrase = new PinField();
    private Optional<Path> signerFile = Optional.empty();
    private boolean first;

    public TrustDialog(Desk desk) {
        super(desk, "trust.", "mdi2k-key-chain");
        releasing = new Releasing(desk);
        signOn = new SupervisorSignOn(desk);
        column("person", 220, SupervisorName::id);
        // Key id and key; the name is the column before.
        column("key", 610, key -> key.toString().substring(key.name().length() + 1));
        Button choose = new Button(desk.texts().get("trust.signer"));
        choose.setId("trust-signer");
        choose.setMinWidth(Region.USE_PREF_SIZE);
        choose.setOnAction(pressed -> file("trust.signer", "*.key").ifPresent(this::signer));
        signer.setId("trust-signer-file");
        HBox.setHgrow(signer, Priority.ALWAYS);
        signer.setMaxWidth(Double.MAX_VALUE);
        passphrase.setId("trust-passphrase");
        passphrase.setKind(Kind.PASSPHRASE);
        Label asked = new Label(desk.texts().get("trust.passphrase"));
        asked.setMinWidth(Region.USE_PREF_SIZE);
        asked.setLabelFor(passphrase);
        passphrase.setAccessibleText(desk.texts().get("trust.passphrase"));
        signing.getStyleClass().add("actions");
        signing.getChildren().setAll(choose, signer, asked, passphrase);
        add(signing);
        button("add", () -> file("trust.file", "*.vkey").ifPresent(this::trust));
        withdraw = button("withdraw", () -> chosen().ifPresent(key -> say(key, false)));
        show(List.of());
    }

    @Override
    String sentence(VerifierKey key) {
        return desk().texts().format("trust.sentence", SupervisorName.id(key));
    }

    @Override
    void allow(Optional<VerifierKey> key) {
        withdraw.setDisable(key.isEmpty());
    }

    private Optional<OpenLedger> ledger() {
        return desk().bench().open().map(LiveBench.Open::ledger);
    }

    private record Read(List<VerifierKey> keys, boolean none) {}

    @Override
    void refresh() {
        ledger().ifPresentOrElse(
                        ledger -> desk().background()
                                .run(
                                        () -> {
                                            TrustedKeys trusted =
                                                    ledger.records().trustedKeys();
                                            return new Read(trusted.now(), trusted.none());
                                        },
                                        this::read,
                                        this::failed),
                        () -> say(desk().texts().get("order.noBench")));
    }

    private void read(Read read) {
        first = read.none();
        // The bench's own key signs the first one.
        Shown.set(signing, !first);
        show(read.keys());
    }

    private Optional<Path> file(String title, String ending) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(desk().texts().get(title));
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(ending, ending));
        return Optional.ofNullable(chooser.showOpenDialog(withdraw.getScene().getWindow()))
                .map(File::toPath);
    }

    /** Takes the file of the key that signs. */
    void signer(Path file) {
        signerFile = Optional.of(file);
        signer.setText(file.toString());
        passphrase.requestFocus();
    }

    /** Trusts the key of a file. */
    void trust(Path file) {
        desk().background()
                .run(
                        () -> {
                            VerifierKey key = SupervisorKeyFile.verifier(file);
                            OrderTrust.requireSupervisor(key, file);
                            return key;
                        },
                        key -> say(key, true),
                        this::failed);
    }

    private void say(VerifierKey key, boolean trusted) {
        if (!first && (signerFile.isEmpty() || passphrase.lengthProperty().get() == 0)) {
            say(desk().texts().get("trust.unsigned"));
            return;
        }
        Consumer<Optional<String>> then = by -> release(key, trusted, by);
        signOn.ask("trust.supervisor", then);
    }

    private void release(VerifierKey key, boolean trusted, Optional<String> by) {
        OpenLedger ledger = ledger().orElseThrow();
        if (by.isEmpty()) {
            write(ledger, key, trusted, by, List.of());
            return;
        }
        String sentence = "people.release." + (trusted ? "TRUST" : "TRUST.withdraw");
        releasing.ask(
                by.get(),
                () -> OrderTrust.wanted(ledger, key, by),
                act -> desk().texts().format(sentence, act.shown(), by.get()),
                released -> {
                    if (released.refused().isEmpty()) {
                        write(ledger, key, trusted, by, released.given());
                    } else {
                        say(desk().texts().get("people.release.unchanged"));
                    }
                });
    }

    private void write(
            OpenLedger ledger, VerifierKey key, boolean trusted, Optional<String> by, List<Revocable> released) {
        Optional<Path> file = first ? Optional.empty() : signerFile;
        char[] secret = passphrase.take();
        desk().background()
                .run(
                        () -> {
                            try {
                                Optional<SupervisorKey> open = file.isPresent()
                                        ? Optional.of(SupervisorKeyFile.open(file.get(), secret))
                                        : Optional.empty();
                                OrderTrust.say(ledger, key, trusted, open, by);
                                return true;
                            } finally {
                                Arrays.fill(secret, '\0');
                            }
                        },
                        done -> {
                            desk().notices()
                                    .info(trusted ? "trust.trusted" : "trust.withdrawn", SupervisorName.id(key));
                            refresh();
                        },
                        failure -> {
                            releasing.revoke(released);
                            failed(failure);
                        });
    }

    @Override
    void left() {
        passphrase.clear();
    }
}
