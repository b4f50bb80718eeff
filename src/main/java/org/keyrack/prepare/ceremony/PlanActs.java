package org.keyrack.prepare.ceremony;

import java.util.ArrayList;
import java.util.List;
import org.keyrack.prepare.AsPlan;
import org.keyrack.prepare.BackupKeyPlan;
import org.keyrack.prepare.KeyPlan;
import org.keyrack.prepare.TransportKeyPlan;
import org.keyrack.prepare.ceremony.Act.Draw;
import org.keyrack.prepare.ceremony.Act.EnterComponent;
import org.keyrack.prepare.ceremony.Act.EnterPin;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.PinReference;

/** What a plan needs of people, in the order in which the card takes it; who does it is not said. */
final class PlanActs {
    private PlanActs() {}

    static List<Act> of(AsPlan plan) {
        List<Act> acts = new ArrayList<>();
        for (PinReference pin : PinReference.values()) {
            acts.add(new EnterPin(pin, ""));
        }
        plan.backup().ifPresent(key -> components(acts, BackupKeyPlan.NAME, key.components()));
        for (TransportKeyPlan key : plan.transportKeys()) {
            key(acts, key.name(), key.components().orElse(0));
        }
        for (KeyPlan key : plan.keys()) {
            key(acts, key.name(), key.components().orElse(0));
        }
        return acts;
    }

    private static void key(List<Act> acts, String name, int components) {
        if (components == 0) {
            acts.add(new Draw(name));
        } else {
            components(acts, name, components);
        }
    }

    private static void components(List<Act> acts, String name, int count) {
        for (int number = 1; number <= count; number++) {
            acts.add(new EnterComponent(name, false, number, "", Kcv.NONE, ""));
        }
    }
}
