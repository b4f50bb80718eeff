package org.keyrack.ui.people;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrack.language.Language;
import org.keyrack.language.Languages;
import org.keyrack.ledger.SeenForks;
import org.keyrack.order.SignedOrder;
import org.keyrack.order.SupervisorKey;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.Picture;
import org.keyrack.ui.VirtualRack;
import org.keyrack.ui.WholeLook;
import org.keyrack.ui.WholeView;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.settings.WindowPlace;
import org.keyrack.ui.supervision.OrdersDialog;
import org.keyrack.ui.supervision.TrustDialog;
import org.keyrack.ui.supervision.WitnessDialog;

/** Every text of the people's dialogs and their page is whole, in every language, in the smallest window and in one as it is opened first, light and dark. */
@Tag("window")
class WholePeopleTest {
    private static final char[] PASSPHRASE = "correct horse battery".toCharArray();

    @TempDir
    Path folder;

    private final Locale before = Locale.getDefault();
    private final List<String> cut = new ArrayList<>();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    private void look(PeopleBench bench, String name, String where) throws IOException {
        OpenWindow.until(() -> bench.desk().background().runningProperty().get() == 0);
        WholeLook.inEachTheme(bench.window, theme -> lookAt(bench, where + "-" + name + theme));
    }

    private void lookAt(PeopleBench bench, String name) throws IOException {
        String pictures = System.getProperty("keyrack.pictures", "");
        int number = 0;
        for (Scene scene : OpenWindow.fx(() -> scenes(bench))) {
            cut.addAll(OpenWindow.fx(() -> WholeView.cut(name, scene)));
            if (!pictures.isEmpty()) {
                Picture.write(OpenWindow.fx(() -> scene.snapshot(null)), Path.of(pictures, name + number++ + ".png"));
            }
        }
    }

    /** The dialogs of a supervisor, with what is longest in them. */
    private void supervision(PeopleBench bench, String name) throws Exception {
        SupervisorKey.Made made = SupervisorKey.make("4711", PASSPHRASE);
        bench.ledger().orders().trustFirst(made.verifier(), Optional.empty());
        SupervisorKey key =
                SupervisorKey.open(made.pem().getBytes(StandardCharsets.US_ASCII), made.verifier(), PASSPHRASE);
        String order = "keyrack: order 1\nnumber: \"2026-1187\"\nledger: \""
                + bench.ledger().records().ledgerId()
                + "\"\ncustomer: \"Station network North\"\nmodules: {quantity: 500}\nload: [{ref1: 3, ref2: 5}]\n"
                + "until: \"2999-12-31\"\n";
        bench.ledger()
                .orders()
                .open(SignedOrder.parse(key.sign(order).encode().getBytes(StandardCharsets.UTF_8), "order"));
        SeenForks forks = new SeenForks(Files.createDirectory(folder.resolve("other")));
        bench.ledger().witness().answer(forks.first());
        bench.ledger().witness().answer(forks.anew());
        dialog(bench, name, "orders", () -> new OrdersDialog(bench.desk()).show());
        dialog(bench, name, "trust", () -> new TrustDialog(bench.desk()).show());
        dialog(bench, name, "witness-new", () -> new WitnessDialog(bench.desk()).show());
        bench.ledger().witness().answer(forks.fork());
        dialog(bench, name, "witness-fork", () -> new WitnessDialog(bench.desk()).show());
    }

    private void dialog(PeopleBench bench, String name, String where, Runnable opening) throws IOException {
        OpenWindow.fx(() -> {
            opening.run();
            return true;
        });
        look(bench, name, where);
        bench.window.press(KeyCode.ESCAPE);
        OpenWindow.until(() -> scenes(bench).size() == 1);
    }

    private static List<Scene> scenes(PeopleBench bench) {
        return Window.getWindows().stream()
                .filter(each -> each instanceof Stage stage
                        && (stage == bench.window.stage() || stage.getOwner() == bench.window.stage()))
                .map(Window::getScene)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("org.keyrack.ui.WholeLook#languagesAndSizes")
    void nothingIsCut(Language language, int width, int height) throws Exception {
        String name = language.tag() + "-" + width + "x" + height;
        Languages.show(language.locale());
        PeopleBench.people(folder, PeopleBench.ADA);
        try (PeopleBench bench = PeopleBench.open(folder, VirtualRack.of(1), settings -> {
            settings.languageProperty().set(Optional.of(language));
            settings.windowProperty().set(Optional.of(new WindowPlace(0, 0, width, height, false)));
        })) {
            bench.awaitDialog();
            look(bench, name, "sign-in");
            bench.enter("nobody", "000000");
            OpenWindow.until(() -> bench.said().length() > 40);
            look(bench, name, "sign-in-wrong");
            bench.signIn(PeopleBench.ADA);
            bench.window.go(StepName.PEOPLE);
            look(bench, name, "people");
            supervision(bench, name);
            bench.ledger().orders().require(true, PeopleBench.ADA);
            bench.openAs();
            bench.load();
            bench.awaitDialog();
            look(bench, name, "release");
            OpenWindow.fx(() -> {
                bench.desk().session().lock();
                return true;
            });
            bench.awaitDialog();
            look(bench, name, "lock");
        }
        assertEquals(List.of(), cut);
    }
}
