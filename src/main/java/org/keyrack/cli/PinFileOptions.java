package org.keyrack.cli;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.keyrack.protocol.PinReference;
import picocli.CommandLine.Option;

/** Files with the PINs of the persons of an AS, in every command that needs more than the operator's. */
final class PinFileOptions {
    @Option(names = "--operator-pin-file", paramLabel = "${bundle:label.FILE}", descriptionKey = "roleOperator")
    private Path operator;

    @Option(names = "--admin-pin-file", paramLabel = "${bundle:label.FILE}", descriptionKey = "roleAdministrator")
    private Path administrator;

    @Option(names = "--custodian-pin-file", paramLabel = "${bundle:label.FILE}", descriptionKey = "roleCustodian")
    private Path custodian;

    /** The files that were named, by whose PIN. */
    Map<PinReference, Path> files() {
        Map<PinReference, Path> files = new EnumMap<>(PinReference.class);
        put(files, PinReference.OPERATOR, operator);
        put(files, PinReference.ADMINISTRATOR, administrator);
        put(files, PinReference.CUSTODIAN, custodian);
        return files;
    }

    static void put(Map<PinReference, Path> files, PinReference reference, Path file) {
        if (file != null) {
            files.put(reference, file);
        }
    }
}
