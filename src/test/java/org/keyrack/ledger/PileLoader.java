package org.keyrack.ledger;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.RunEvent.Durable;

/** A bench in a process of its own that works through a pile of modules; another bench works through the same pile. */
public final class PileLoader {
    private PileLoader() {}

    /** Arguments: location, bench, folder, modules, keys. Prints how many it loaded and how many it was refused. */
    public static void main(String[] arguments) throws Exception {
        int modules = Integer.parseInt(arguments[3]);
        int keys = Integer.parseInt(arguments[4]);
        Story story = new Story(arguments[1].hashCode());
        List<Integer> pile = new ArrayList<>();
        for (int module = 0; module < modules; module++) {
            pile.add(module);
        }
        Collections.shuffle(pile, new Random(arguments[1].hashCode()));
        int loaded = 0;
        int refused = 0;
        try (Ledger ledger = Ledger.open(LedgerSettings.at(arguments[0], arguments[1], Path.of(arguments[2])))) {
            long batch = ledger.nextBatch();
            ledger.commit(List.of(story.batch(batch, modules, modules * keys)));
            System.out.println("ready");
            System.in.read();
            for (int module : pile) {
                if (!ledger.loadedKeys(Story.sn(module)).isEmpty()) {
                    refused++;
                    continue;
                }
                try {
                    for (Durable event : story.wholeUnit(module, keys)) {
                        ledger.commit(List.of(event));
                    }
                    loaded++;
                } catch (ClaimRefused taken) {
                    refused++;
                }
            }
            ledger.commit(List.of(story.ended(batch, loaded, loaded * keys)));
        }
        System.out.println("loaded " + loaded + " refused " + refused);
    }
}
