package org.keyrack.ui.prepare;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.keyrack.app.InputException;
import org.keyrack.app.SecretText;
import org.keyrack.card.CapFile;
import org.keyrack.card.KeySet;
import org.keyrack.language.Wording;
import org.keyrack.prepare.CardPlan;
import org.keyrack.prepare.KeyComponent;
import org.keyrack.prepare.PlanException;
import org.keyrack.prepare.PreparationSecrets;
import org.keyrack.protocol.PinReference;
import org.keyrack.ui.rackstate.Materials;
import org.keyrack.ui.rackstate.PreparationJob;
import org.keyrack.ui.rackstate.PreparationJob.Part;

/** Brings together the secrets of a preparation, from files and from what was typed. Not for the JavaFX thread. */
final class SecretsReader {
    private final CardPlan plan;
    private final Materials.Chosen materials;
    private final Map<Part, Path> files;
    private final TypedSecrets typed;

    SecretsReader(CardPlan plan, Materials.Chosen materials, Map<Part, Path> files, TypedSecrets typed) {
        this.plan = plan;
        this.materials = materials;
        this.files = files;
        this.typed = typed;
    }

    Optional<CapFile> cap() {
        return materials.cap();
    }

    /** The secrets, which the caller closes; what was typed is wiped. */
    PreparationSecrets read() throws InputException, PlanException {
        try (typed) {
            PreparationSecrets secrets = keys();
            try {
                for (Part part : PreparationJob.parts(plan)) {
                    add(part, secrets);
                }
                for (Map.Entry<PinReference, char[]> pin : typed.pins().entrySet()) {
                    secrets.put(pin.getKey(), pin.getValue().clone());
                }
                return secrets;
            } catch (InputException | PlanException | RuntimeException e) {
                secrets.close();
                throw e;
            }
        }
    }

    private PreparationSecrets keys() throws InputException {
        KeySet issuer = materials.issuerKeys();
        try {
            return new PreparationSecrets(issuer, materials.freshKeys());
        } catch (InputException | RuntimeException e) {
            issuer.close();
            throw e;
        }
    }

    private void add(Part part, PreparationSecrets secrets) throws InputException, PlanException {
        char[] text = typed.components().get(part);
        if (text != null) {
            secrets.add(part.key(), KeyComponent.parse(text, name(part)));
        } else if (files.containsKey(part)) {
            secrets.add(part.key(), SecretText.component(files.get(part)));
        }
    }

    private static String name(Part part) {
        return Wording.of("ui").say("prepare.component", part.key(), part.index());
    }
}
