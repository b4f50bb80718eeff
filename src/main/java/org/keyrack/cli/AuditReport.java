package org.keyrack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.keyrack.app.Audit;
import org.keyrack.app.AuditWords;
import org.keyrack.journal.AuditCounts;
import org.keyrack.ledger.KeptReceipt;
import org.keyrack.unit.AsUnit;

/** What {@code keyrack audit} says: alarms as they come, the sum at the end. */
final class AuditReport implements Audit.Listener {
    /** Modules after which it says how far it is. */
    private static final int PROGRESS = 100;

    private final CliContext context;
    private final boolean json;
    private final List<KeptReceipt> refused = new ArrayList<>();
    private int modules;

    AuditReport(CliContext context, boolean json) {
        this.context = context;
        this.json = json;
    }

    @Override
    public void refused(KeptReceipt receipt) {
        refused.add(receipt);
        context.err().println(AuditWords.alarm(receipt));
        context.err().flush();
    }

    @Override
    public void module(AuditCounts soFar) {
        modules++;
        if (modules % PROGRESS == 0) {
            context.err().println(AuditWords.progress(modules, soFar));
            context.err().flush();
        }
    }

    int preview(AsUnit as, Audit.Result ahead) {
        if (json) {
            ObjectNode root = object(as, ahead);
            root.put("toAsk", ahead.counts().genuine());
            context.out().println(root);
        } else {
            AuditWords.ahead(ahead).forEach(context.out()::println);
        }
        return ahead.counts().notAsked() == 0 ? ExitCode.DONE : ExitCode.UNITS_FAILED;
    }

    int end(AsUnit as, Audit.Result result) {
        AuditCounts counts = result.counts();
        if (json) {
            ObjectNode root = object(as, result);
            root.put("genuine", counts.genuine());
            ArrayNode alarms = root.putArray("notGenuine");
            refused.forEach(receipt -> alarms.addObject()
                    .put("sn", receipt.sn().hex())
                    .put("bench", receipt.batch().bench())
                    .put("batch", receipt.batch().number())
                    .put("ref1", receipt.ref1())
                    .put("ref2", receipt.ref2())
                    .put("keyVersion", receipt.keyVersion())
                    .put("kcv", receipt.kcv().toString())
                    .put("receipt", receipt.receipt().hex())
                    .put("sentence", AuditWords.alarm(receipt)));
            context.out().println(root);
        } else {
            AuditWords.end(result).forEach(context.out()::println);
        }
        return counts.sound() ? ExitCode.DONE : ExitCode.UNITS_FAILED;
    }

    private static ObjectNode object(AsUnit as, Audit.Result result) {
        ObjectNode root = Json.object()
                .put("asId", as.identity().asId().hex())
                .put("before", result.counts().before());
        ArrayNode missing = root.putArray("notAsked");
        AuditWords.ordered(result)
                .forEach(t -> missing.addObject()
                        .put("version", t.getKey().version())
                        .put("kcv", t.getKey().kcv().toString())
                        .put("receipts", t.getValue()));
        return root;
    }
}
