package org.keyrack.ui.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyrack.app.SlotView;
import org.keyrack.plan.ProfileException;
import org.keyrack.plan.ProfileFile;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.people.SignOn;
import org.keyrack.ui.rackstate.Shelf.Place;
import org.keyrack.ui.scope.ProfileOpening;

/**
 * What is scanned without a field in focus. An SN, printed or in the code of a label, shows its slot or its history; after the
 * label of a slot it is the SN that is printed on that slot's module. A badge signs on; the name of a profile opens it.
 */
final class Scans {
    private static final Pattern SN =
            Pattern.compile("(?i)\\s*(?:SN\\s+)?([0-9A-F]{16}|[0-9A-F]{4}(?: [0-9A-F]{4}){3})(?:\\s.*)?");

    private static final Pattern SLOT = Pattern.compile("(?i)\\s*SLOT\\s+(\\S{1,20})\\s*");

    private final Desk desk;
    private final SignOn signOn;
    private final PrintedScans printed;
    private final ProfileOpening opening;
    /** The slot whose label was scanned last, until the next scan. */
    private Optional<Place> slot = Optional.empty();

    Scans(Desk desk, SignOn signOn) {
        this.desk = desk;
        this.signOn = signOn;
        this.printed = new PrintedScans(desk);
        this.opening = new ProfileOpening(desk);
    }

    void heard(String code) {
        Optional<Place> before = slot;
        slot = Optional.empty();
        if (desk.session().knows(code.strip()) && signOn.badge(code.strip())) {
            return;
        }
        Matcher label = SLOT.matcher(code);
        if (label.matches()) {
            slot(label.group(1));
            return;
        }
        Matcher sn = SN.matcher(code);
        if (sn.matches()) {
            SerialNumber number =
                    SerialNumber.parse(sn.group(1).replace(" ", "").toLowerCase(Locale.ROOT));
            before.ifPresentOrElse(place -> printed.say(place, number), () -> module(number));
            return;
        }
        profile(code.strip());
    }

    private void slot(String label) {
        slot = desk.shelf().modules(desk.bench().view()).stream()
                .filter(place -> place.label().equalsIgnoreCase(label))
                .findFirst();
        if (slot.isPresent()) {
            desk.notices().info("scan.slot", label);
        } else {
            desk.notices().warn("scan.slot.none", label);
        }
    }

    private void module(SerialNumber sn) {
        Optional<String> reader = desk.bench().view().slots().stream()
                .filter(each -> each.ei().filter(unit -> unit.sn().equals(sn)).isPresent())
                .map(SlotView::reader)
                .findFirst();
        if (reader.isEmpty()) {
            desk.navigator().go(StepName.HISTORY);
            desk.scanned(sn);
            desk.notices().info("scan.away", sn.grouped());
            return;
        }
        // A batch in work stays in sight: its notice says where the module is.
        if (!desk.job().running() && desk.navigator().isOpen(StepName.RACK)) {
            desk.navigator().go(StepName.RACK);
        }
        desk.scanned(sn);
        desk.notices()
                .info("scan.here", sn.grouped(), desk.shelf().label(desk.bench().view(), reader.get()));
    }

    /** Opens the profile of this name among the recent ones; it is shown in Plan and never run by itself. */
    private void profile(String name) {
        List<Path> recent = List.copyOf(desk.settings().recentProfiles());
        desk.background()
                .run(
                        () -> recent.stream()
                                .filter(file -> isNamed(file, name))
                                .findFirst(),
                        found -> found.ifPresentOrElse(
                                this::open,
                                // What was scanned is not shown: it may have been meant for a field.
                                () -> desk.notices().warn("scan.unknown")),
                        desk::failed);
    }

    private static boolean isNamed(Path file, String name) {
        try {
            return ProfileFile.read(file).name().strip().equalsIgnoreCase(name);
        } catch (ProfileException unreadable) {
            return false;
        }
    }

    private void open(Path file) {
        if (desk.job().running()) {
            desk.notices().warn("scan.profile.running");
            return;
        }
        opening.open(file, profile -> {
            desk.job().profileProperty().set(Optional.of(profile));
            desk.navigator().go(StepName.PLAN);
            desk.notices().info("scan.profile", profile.name());
        });
    }
}
