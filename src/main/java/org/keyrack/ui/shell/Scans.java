package org.keyrack.ui.shell;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;

/** What is scanned without a field in focus: an SN, printed or in the code of a label, shows its slot or its history. */
final class Scans {
    private static final Pattern SN =
            Pattern.compile("(?i)\\s*(?:SN\\s+)?([0-9A-F]{16}|[0-9A-F]{4}(?: [0-9A-F]{4}){3})(?:\\s.*)?");

    private final Desk desk;

    Scans(Desk desk) {
        this.desk = desk;
    }

    void heard(String code) {
        Matcher sn = SN.matcher(code);
        if (!sn.matches()) {
            // What it says is not shown: it may have been meant for a field.
            desk.notices().warn("scan.unknown");
            return;
        }
        module(SerialNumber.parse(sn.group(1).replace(" ", "").toLowerCase(Locale.ROOT)));
    }

    private void module(SerialNumber sn) {
        Optional<String> reader = desk.bench().view().eiUnits().stream()
                .filter(unit -> unit.sn().equals(sn))
                .map(unit -> unit.reader())
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
}
