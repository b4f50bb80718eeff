package org.keyrack.ui.history;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.keyrack.app.KeptProfiles;
import org.keyrack.app.Resumption;
import org.keyrack.plan.Profile;
import org.keyrack.plan.ProfileFile;
import org.keyrack.protocol.Bytes;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.rackstate.PlannedResumption;

/** Plans the rest of a batch that was stopped: its profile, and the modules that it left. Nothing is loaded by itself. */
final class ResumptionStart {
    private final Desk desk;

    ResumptionStart(Desk desk) {
        this.desk = desk;
    }

    /** The bundle key of why a batch cannot be resumed now; empty when it can. */
    Optional<String> closed(Resumption left) {
        if (desk.job().running()) {
            return Optional.of("history.resume.running");
        }
        return desk.bench()
                .open()
                .map(open -> open.ledger().bench().equals(left.batch().bench())
                        ? Optional.<String>empty()
                        : Optional.of("history.resume.otherBench"))
                .orElse(Optional.of("history.resume.noBench"));
    }

    /** Finds the profile and shows the step Plan; asks for the file when it is not found. */
    void resume(Resumption left, Window owner) {
        Bytes hash = left.batch().profileHash();
        Optional<Profile> current = desk.job()
                .profileProperty()
                .get()
                .filter(profile -> profile.hash().equals(hash));
        if (current.isPresent()) {
            plan(left, current.get());
            return;
        }
        List<Path> recent = List.copyOf(desk.settings().recentProfiles());
        KeptProfiles kept = desk.profiles();
        desk.background()
                .run(
                        () -> kept.find(hash, recent),
                        found -> found.ifPresentOrElse(profile -> plan(left, profile), () -> ask(left, owner)),
                        failure -> desk.notices().error(String.valueOf(failure.getMessage())));
    }

    private void ask(Resumption left, Window owner) {
        desk.notices().warn("history.resume.profile", left.batch().profile());
        FileChooser chooser = new FileChooser();
        chooser.setTitle(
                desk.texts().format("history.resume.chooser", left.batch().profile()));
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(desk.texts().get("plan.files"), "*.keyrack", "*.yaml", "*.yml"));
        File file = chooser.showOpenDialog(owner);
        if (file != null) {
            take(left, file.toPath());
        }
    }

    /** Takes the profile of a file if it is the batch's own. */
    void take(Resumption left, Path file) {
        desk.background()
                .run(
                        () -> ProfileFile.read(file),
                        profile -> {
                            if (profile.hash().equals(left.batch().profileHash())) {
                                plan(left, profile);
                            } else {
                                desk.notices()
                                        .error(desk.texts()
                                                .format(
                                                        "history.resume.otherProfile",
                                                        String.valueOf(file.getFileName()),
                                                        left.batch().profile()));
                            }
                        },
                        failure -> desk.notices().error(String.valueOf(failure.getMessage())));
    }

    private void plan(Resumption left, Profile profile) {
        desk.job().resumedProperty().set(Optional.of(new PlannedResumption(left, profile)));
        desk.job().profileProperty().set(Optional.of(profile));
        desk.navigator().go(StepName.PLAN);
    }
}
