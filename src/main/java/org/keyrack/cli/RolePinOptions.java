package org.keyrack.cli;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.keyrack.protocol.PinReference;
import picocli.CommandLine.Option;

/** Where the PINs of the persons of an AS come from, the same in every command that needs more than one. */
final class RolePinOptions {
    @Option(names = "--operator-pin-file", paramLabel = "${bundle:label.FILE}", descriptionKey = "roleOperator")
    private Path operator;

    @Option(names = "--admin-pin-file", paramLabel = "${bundle:label.FILE}", descriptionKey = "roleAdministrator")
    private Path administrator;

    @Option(names = "--custodian-pin-file", paramLabel = "${bundle:label.FILE}", descriptionKey = "roleCustodian")
    private Path custodian;

    @Option(names = "--use-last-try")
    private boolean useLastTry;

    boolean useLastTry() {
        return useLastTry;
    }

    RolePins pins(CliContext context, LastTries lastTries) {
        Map<PinReference, Path> files = new EnumMap<>(PinReference.class);
        put(files, PinReference.OPERATOR, operator);
        put(files, PinReference.ADMINISTRATOR, administrator);
        put(files, PinReference.CUSTODIAN, custodian);
        return new RolePins(context, files, useLastTry, lastTries);
    }

    static void put(Map<PinReference, Path> files, PinReference reference, Path file) {
        if (file != null) {
            files.put(reference, file);
        }
    }
}
