package org.keyrack.cli;

import java.nio.file.Path;
import org.keyrack.prepare.CardPlan;
import org.keyrack.prepare.PlanException;
import org.keyrack.prepare.PlanFile;
import picocli.CommandLine;

/** {@code keyrack prepare modules}. */
@CommandLine.Command(name = "modules")
final class PrepareModules extends PrepareTask {
    @Override
    CardPlan plan(Path file) throws PlanException {
        return PlanFile.readModules(file);
    }
}
