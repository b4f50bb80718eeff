package org.keyrack.ui;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.stage.Stage;
import javafx.util.Subscription;
import org.keyrack.app.SlotView;
import org.keyrack.app.VirtualCards;
import org.keyrack.journal.ModuleClass;
import org.keyrack.language.Language;
import org.keyrack.launch.WorkstationContext;
import org.keyrack.measure.MeasuredRack;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.desk.UiContext;
import org.keyrack.ui.rackstate.LiveBench;
import org.keyrack.ui.settings.SettingsFile;
import org.keyrack.ui.settings.UiSettings;
import org.keyrack.ui.shell.PulseMonitor;
import org.keyrack.ui.shell.Shell;
import org.keyrack.ui.shell.Steps;

/**
 * The program's window over a virtual rack, measured while it works: how long its JavaFX thread keeps others waiting, and
 * how much memory the process holds. Row 8 and the memory of row 7 of docs/performance.md; started by the bench in a process
 * of its own. Prints one figure a line, its name and its value.
 */
public final class WindowMeter {
    private static final int UNITS = 15;
    private static final int KEYS = 4;
    private static final int SECONDS = 300;

    private final Desk desk;
    private final Stage stage;

    private WindowMeter(Desk desk, Stage stage) {
        this.desk = desk;
        this.stage = stage;
    }

    /** Arguments: folder for ledger and settings; {@code stall} and batches, or {@code memory} and the modules to look at. */
    @SuppressWarnings("CatchAndPrintStackTrace") // this process is nobody's but the bench's, which reads its errors
    public static void main(String[] arguments) {
        int code = 1;
        try {
            measure(Path.of(arguments[0]), arguments[1], arguments[2]);
            code = 0;
        } catch (Exception e) {
            e.printStackTrace();
        }
        // The JavaFX thread and the cards' threads would keep the process.
        Runtime.getRuntime().halt(code);
    }

    private static void measure(Path folder, String what, String how) throws Exception {
        WindowMeter meter = opened(folder);
        if (what.equals("stall")) {
            meter.stalls(folder, Integer.parseInt(how));
        } else {
            meter.memory(
                    folder,
                    Arrays.stream(how.split(",", -1))
                            .mapToInt(Integer::parseInt)
                            .toArray());
        }
        fx(() -> {
            meter.stage.hide();
            meter.desk.close();
            return true;
        });
    }

    private static WindowMeter opened(Path folder) throws Exception {
        UiContext context = WorkstationContext.in(folder, () -> ScriptedReaders.service(Service.STOPPED));
        CompletableFuture<WindowMeter> there = new CompletableFuture<>();
        Platform.startup(() -> {
            SettingsFile file = new SettingsFile(context.settings());
            UiSettings settings = file.read();
            settings.languageProperty().set(Optional.of(Language.ENGLISH));
            Stage stage = new Stage();
            Desk desk = new Desk(context, file, settings, Steps.all());
            new Shell(desk, stage).show();
            there.complete(new WindowMeter(desk, stage));
        });
        return there.get(SECONDS, TimeUnit.SECONDS);
    }

    private static <T> T fx(Callable<T> work) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                done.complete(work.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done.get(SECONDS, TimeUnit.SECONDS);
    }

    /** Waits without asking again and again, which would itself be work for the JavaFX thread. */
    private static void await(ObservableValue<?> news, Callable<Boolean> condition) throws Exception {
        CompletableFuture<Void> holds = new CompletableFuture<>();
        Subscription subscription = fx(() -> news.subscribe(() -> {
            try {
                if (condition.call()) {
                    holds.complete(null);
                }
            } catch (Exception e) {
                holds.completeExceptionally(e);
            }
        }));
        boolean already = fx(condition);
        if (!already) {
            holds.get(SECONDS, TimeUnit.SECONDS);
        }
        fx(() -> {
            subscription.unsubscribe();
            return true;
        });
    }

    private void insert(Path folder, MeasuredRack rack) throws Exception {
        Path file = Files.write(folder.resolve("rack.yaml"), rack.yaml().getBytes(StandardCharsets.UTF_8));
        fx(() -> {
            desk.bench().openVirtual(Optional.of(file));
            return true;
        });
        awaitModules(List.of());
        LiveBench.Open open = fx(() -> desk.bench().open().orElseThrow());
        String as = fx(() -> desk.bench().view().asUnits().get(0).reader());
        open.bench().verifyOperator(as, MeasuredRack.pin());
        await(
                desk.bench().viewProperty(),
                () -> desk.bench().view().slots().stream().anyMatch(SlotView::pinVerified));
    }

    /** Until every slot holds a module that has been read and is none of these. */
    private void awaitModules(List<String> but) throws Exception {
        await(desk.bench().viewProperty(), () -> {
            List<String> modules = modules();
            return modules.size() == UNITS
                    && modules.stream().noneMatch(but::contains)
                    && !desk.bench().view().reading();
        });
    }

    private List<String> modules() {
        return desk.bench().view().eiUnits().stream()
                .map(unit -> unit.sn().toString())
                .toList();
    }

    private void show(StepName step) throws Exception {
        await(desk.bench().viewProperty(), () -> desk.navigator().go(step));
    }

    private void press() throws Exception {
        Button primary = (Button) stage.getScene().lookup("#primary");
        await(primary.disableProperty(), () -> !primary.isDisabled());
        fx(() -> {
            primary.fire();
            return true;
        });
    }

    private void plan() throws Exception {
        show(StepName.PLAN);
        await(
                desk.job().planProperty(),
                () -> desk.job()
                        .planProperty()
                        .get()
                        .filter(plan -> plan.keys() == UNITS * KEYS)
                        .isPresent());
        press();
        await(
                desk.navigator().currentProperty(),
                () -> desk.navigator().currentProperty().get() == StepName.REVIEW);
    }

    private void stalls(Path folder, int batches) throws Exception {
        insert(folder, MeasuredRack.timed(1, UNITS, KEYS));
        VirtualCards cards = fx(() -> desk.bench().open().orElseThrow().cards().orElseThrow());
        BusyMeter busy = fx(BusyMeter::new);
        try (PulseMonitor monitor = new PulseMonitor()) {
            for (int batch = 0; batch < batches; batch++) {
                monitor.reset();
                busy.reset();
                plan();
                double before = milliseconds(monitor);
                press();
                await(
                        desk.job().board().changesProperty(),
                        () -> desk.job().board().end().isPresent());
                await(
                        desk.navigator().currentProperty(),
                        () -> desk.navigator().currentProperty().get() == StepName.RESULTS);
                // What the last event has brought is drawn in the frames after it.
                for (int frame = 0; frame < 3; frame++) {
                    frame();
                }
                double whole = milliseconds(monitor);
                if (fx(() -> desk.job().board().modules().of(ModuleClass.DONE)) != UNITS) {
                    throw new IllegalStateException("Not every module is done, so the figure says nothing");
                }
                print("before " + batch, before);
                print("stall " + batch, whole);
                print("knocks " + batch, (double) monitor.knocks());
                print("processor " + batch, busy.longestMilliseconds());
                List<String> last = fx(this::modules);
                fx(() -> desk.bench().view().eiUnits()).forEach(unit -> cards.replaceUnit(unit.reader()));
                awaitModules(last);
            }
        }
    }

    private void frame() throws Exception {
        CompletableFuture<Void> drawn = new CompletableFuture<>();
        fx(() -> {
            Runnable[] once = new Runnable[1];
            once[0] = () -> {
                stage.getScene().removePostLayoutPulseListener(once[0]);
                drawn.complete(null);
            };
            stage.getScene().addPostLayoutPulseListener(once[0]);
            Platform.requestNextPulse();
            return true;
        });
        drawn.get(SECONDS, TimeUnit.SECONDS);
    }

    private static double milliseconds(PulseMonitor monitor) {
        return monitor.longestStall().toNanos() / 1e6;
    }

    private void memory(Path folder, int[] marks) throws Exception {
        insert(folder, new MeasuredRack(1, UNITS, KEYS, 0, 0, 0));
        print("opened", resident());
        plan();
        fx(() -> {
            ((CheckBox) stage.getScene().lookup("#review-continuous")).setSelected(true);
            return true;
        });
        press();
        await(
                desk.job().board().changesProperty(),
                () -> desk.job().runProperty().get().isPresent());
        fx(() -> {
            ((CheckBox) stage.getScene().lookup("#run-auto-replace")).setSelected(true);
            return true;
        });
        for (int mark : marks) {
            await(
                    desk.job().board().changesProperty(),
                    () -> desk.job().board().modules().of(ModuleClass.DONE) >= mark);
            print("resident " + mark, resident());
        }
        fx(() -> {
            ((Button) stage.getScene().lookup("#run-finish")).fire();
            return true;
        });
        await(
                desk.job().board().changesProperty(),
                () -> desk.job().board().end().isPresent());
        print("done", fx(() -> desk.job().board().modules().of(ModuleClass.DONE)));
    }

    /** Resident memory of this process in MB, as Linux counts it. */
    private static double resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static void print(String name, double value) {
        System.out.println(String.format(Locale.ROOT, "%s %.2f", name, value));
    }
}
