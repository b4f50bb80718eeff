package org.keyrack.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.keyrack.app.Audit.Result;
import org.keyrack.journal.AuditCounts;
import org.keyrack.journal.HeldTransportKey;
import org.keyrack.language.SentenceException;
import org.keyrack.language.Wording;
import org.keyrack.ledger.KeptReceipt;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.LinkFailure;

/** What is said of an audit, in the language shown now. */
public final class AuditWords {
    /** SNs that are named in one sentence. */
    private static final int NAMED = 20;

    private AuditWords() {}

    private static Wording words() {
        return Wording.of("input");
    }

    /** What a receipt that is not genuine means, and what is to be done. */
    public static String alarm(KeptReceipt receipt) {
        return words().say(
                        "audit.alarm",
                        receipt.sn().grouped(),
                        String.valueOf(receipt.ref2()),
                        receipt.batch().toString(),
                        String.valueOf(receipt.ref1()),
                        String.valueOf(receipt.keyVersion()),
                        receipt.kcv().toString());
    }

    /** How far it is. */
    public static String progress(int modules, AuditCounts soFar) {
        return words().say("audit.progress", modules, soFar.all());
    }

    /** That there is no receipt at all. */
    public static String nothing() {
        return words().get("audit.nothing");
    }

    /** What would be asked about, by a preview. */
    public static List<String> ahead(Result preview) {
        return sentences(words().say("audit.toAsk", preview.counts().genuine()), preview);
    }

    /** What was found, and what was left when it was stopped. */
    public static List<String> end(Result result) {
        AuditCounts counts = result.counts();
        List<String> sentences = sentences(words().say("audit.end", counts.genuine(), counts.notGenuine()), result);
        if (!result.left().isEmpty()) {
            String modules = result.left().keySet().stream()
                    .limit(NAMED)
                    .map(SerialNumber::grouped)
                    .collect(Collectors.joining(", "));
            int receipts =
                    result.left().values().stream().mapToInt(Integer::intValue).sum();
            sentences.add(words().say("audit.left", receipts, result.left().size(), modules));
        }
        return sentences;
    }

    private static List<String> sentences(String first, Result result) {
        List<String> sentences = new ArrayList<>(List.of(first));
        if (result.counts().before() > 0) {
            sentences.add(words().say("audit.before", result.counts().before()));
        }
        sentences.addAll(missing(result));
        return sentences;
    }

    /** A sentence for each T that the AS does not hold. */
    public static List<String> missing(Result result) {
        return ordered(result).stream()
                .map(t -> words().say(
                                "audit.notAsked",
                                t.getValue(),
                                t.getKey().version(),
                                t.getKey().kcv().toString()))
                .toList();
    }

    /** The T that the AS does not hold, always in the same order. */
    public static List<Map.Entry<HeldTransportKey, Integer>> ordered(Result result) {
        return result.missing().entrySet().stream()
                .sorted(Comparator.comparing(t -> t.getKey().toString()))
                .toList();
    }

    /** Why an audit broke off. */
    public static String broken(CardFailure failure) {
        return words().say(
                        failure instanceof LinkFailure ? "audit.lost" : "audit.refused",
                        SentenceException.said(failure));
    }
}
