package org.keyrack.cli;

import org.keyrack.app.AsSource.Address;
import org.keyrack.app.InputException;
import org.keyrack.unit.AsUnit;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keyrack as inspect}: what an AS that is no card tells without its PIN. */
@CommandLine.Command(name = "inspect")
final class AsInspect extends ProgramCommand {
    @Option(names = "--json")
    private boolean json;

    @Parameters(paramLabel = "${bundle:label.ADDRESS}", descriptionKey = "address")
    private String address;

    @Override
    int run(CliContext context) throws CliException, InputException {
        Address place = AsOptions.address(context, address);
        AsUnit as = context.benches().elsewhere().look(place);
        if (json) {
            context.out().println(InspectCommand.toJson(as));
        } else {
            context.out().println(context.words().say("as.kind." + as.kind().id(), place.toString()));
            InspectCommand.print(context.out(), as);
        }
        return ExitCode.DONE;
    }
}
