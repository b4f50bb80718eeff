package org.keyrack.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keyrack.app.AsSource.Library;
import picocli.CommandLine.Option;

/** Which PKCS#11 library is meant, and what it needs to start. */
final class LibraryOptions {
    @Option(names = "--pkcs11", paramLabel = "${bundle:label.FILE}")
    private String library;

    @Option(names = "--library-parameters", paramLabel = "${bundle:label.TEXT}")
    private String parameters;

    @Option(names = "--environment", paramLabel = "${bundle:label.NAME}=${bundle:label.VALUE}")
    private List<String> environment = List.of();

    boolean given() {
        return library != null;
    }

    Library library(CliContext context) throws CliException {
        if (library == null) {
            throw CliException.usage(context.words().get("as.library"));
        }
        Map<String, String> variables = new TreeMap<>();
        for (String each : environment) {
            int equals = each.indexOf('=');
            if (equals < 1) {
                throw CliException.usage(context.words().get("as.environment"));
            }
            variables.put(each.substring(0, equals), each.substring(equals + 1));
        }
        return new Library(library, Optional.ofNullable(parameters), variables);
    }
}
