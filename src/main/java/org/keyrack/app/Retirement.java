package org.keyrack.app;

import java.util.Optional;
import java.util.stream.Collectors;
import org.keyrack.app.Campaign.Holders;
import org.keyrack.journal.HeldTransportKey;
import org.keyrack.language.Wording;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;

/**
 * Clearing the T of a slot of an AS: once no module holds it and no receipt wants it.
 *
 * @param slot 1 to 4
 * @param t what is in it
 * @param holders who wants it, by the ledger
 */
public record Retirement(int slot, HeldTransportKey t, Holders holders) {
    /** SNs that are named in one sentence. */
    private static final int NAMED = 20;

    /**
     * What clearing a slot would mean.
     *
     * @param reader the AS is in
     * @throws InputException when there is no T in the slot, or no other one in the AS
     */
    public static Retirement of(String reader, AsIdentity as, int slot, ReportSource records) throws InputException {
        TransportKeySlot cleared = as.slots().stream()
                .filter(each -> each.slot() == slot)
                .findFirst()
                .orElseThrow(() -> new InputException(words().say("retire.empty", reader, slot)));
        if (as.slots().size() == 1) {
            throw new InputException(words().say("retire.only", reader));
        }
        HeldTransportKey t = new HeldTransportKey(cleared.tVersion(), cleared.kcv());
        return new Retirement(slot, t, Campaign.of(records).of(t));
    }

    private static Wording words() {
        return Wording.of("input");
    }

    /** Who still wants it, with the SNs of modules; empty when it can be cleared. */
    public Optional<String> wanted() {
        if (holders.free()) {
            return Optional.empty();
        }
        String modules = holders.modules().stream()
                .limit(NAMED)
                .map(module -> module.sn().grouped())
                .collect(Collectors.joining(", "));
        String wanted = words().say(
                        "retire.wanted",
                        t.version(),
                        t.kcv().toString(),
                        holders.modules().size(),
                        holders.notAudited());
        return Optional.of(modules.isEmpty() ? wanted : wanted + " " + modules + ".");
    }

    /** That it can be cleared. */
    public String free() {
        return words().say("retire.free", slot, t.version(), t.kcv().toString());
    }

    /** That it was cleared. */
    public String done() {
        return words().say("retire.done", slot, t.version(), t.kcv().toString());
    }
}
