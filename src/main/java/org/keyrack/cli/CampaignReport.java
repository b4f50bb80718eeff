package org.keyrack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import org.keyrack.app.Campaign;
import org.keyrack.app.Campaign.Holders;
import org.keyrack.journal.HeldTransportKey;
import org.keyrack.language.TypedName;
import org.keyrack.ledger.ModuleHolding;

/** What {@code keyrack rotate --status} says: who holds which T, by the ledger alone. */
final class CampaignReport {
    private final CliContext context;
    private final boolean json;
    private final boolean list;

    CampaignReport(CliContext context, boolean json, boolean list) {
        this.context = context;
        this.json = json;
        this.list = list;
    }

    int print(Campaign campaign) {
        if (json) {
            ArrayNode keys = Json.object().putArray("transportKeys");
            campaign.holders().forEach((t, holders) -> write(keys.addObject(), t, holders));
            context.out().println(Json.object().set("transportKeys", keys));
            return ExitCode.DONE;
        }
        if (campaign.holders().isEmpty()) {
            context.out().println(context.words().get("campaign.none"));
        }
        campaign.holders().forEach(this::say);
        return ExitCode.DONE;
    }

    private void say(HeldTransportKey t, Holders holders) {
        context.out()
                .println(context.words()
                        .say(
                                "campaign.holders",
                                t.version(),
                                t.kcv().toString(),
                                holders.modules().size(),
                                holders.notAudited()));
        if (!holders.modules().isEmpty()) {
            context.out()
                    .println(context.words()
                            .say(
                                    "campaign.seen",
                                    holders.benches().entrySet().stream()
                                            .map(bench -> TypedName.shown(bench.getKey()) + " " + bench.getValue())
                                            .collect(Collectors.joining(", ")),
                                    day(holders.since()),
                                    day(holders.seen())));
        }
        if (list) {
            holders.modules().forEach(this::say);
        }
    }

    private void say(ModuleHolding module) {
        context.out()
                .println(context.words()
                        .say(
                                "campaign.module",
                                module.sn().grouped(),
                                module.bench().map(TypedName::shown).orElse(""),
                                module.since().map(CampaignReport::day).orElse(""),
                                TypedName.shown(module.seenBench()),
                                day(module.seenAt())));
    }

    private static String day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    private void write(ObjectNode node, HeldTransportKey t, Holders holders) {
        node.put("version", t.version())
                .put("kcv", t.kcv().toString())
                .put("modules", holders.modules().size())
                .put("notAudited", holders.notAudited());
        ObjectNode benches = node.putObject("benches");
        holders.benches().forEach(benches::put);
        if (!holders.modules().isEmpty()) {
            node.put("since", holders.since().toString())
                    .put("seen", holders.seen().toString());
        }
        if (list) {
            ArrayNode modules = node.putArray("holders");
            holders.modules().forEach(module -> {
                ObjectNode each = modules.addObject().put("sn", module.sn().hex());
                module.bench().ifPresent(bench -> each.put("bench", bench));
                module.since().ifPresent(at -> each.put("since", at.toString()));
                each.put("seenBench", module.seenBench())
                        .put("seen", module.seenAt().toString());
            });
        }
    }
}
