package org.keyrack.ui.rackstate;

import org.keyrack.app.SlotView;
import org.keyrack.ui.kit.Texts;

/** Words and an icon for what is in a reader. */
public final class CardWords {
    private CardWords() {}

    /** Ikonli's name of the icon. */
    public static String icon(SlotView slot) {
        return switch (slot.state()) {
            case EMPTY -> "mdi2c-card-off-outline";
            case READING -> "mdi2d-database-search";
            case AS -> AsWords.icon(AsWords.kind(slot));
            case EI, IN_WORK -> "mdi2c-chip";
            case OTHER_CARD -> "mdi2c-card-bulleted-off-outline";
            case MUTE -> "mdi2c-credit-card-off-outline";
            case BUSY -> "mdi2l-lock-alert-outline";
            case FAILED -> "mdi2a-alert-octagon";
        };
    }

    /** One sentence: what is there, and what to do when it is no use. */
    public static String sentence(Texts texts, String label, SlotView slot) {
        return switch (slot.state()) {
            case EMPTY -> texts.get("card.empty");
            case READING -> texts.get(slot.place().isPresent() ? "ascard.reading" : "card.reading");
            case AS ->
                texts.format(
                        "card.as",
                        texts.get("as.kind." + AsWords.kind(slot)),
                        slot.as().map(as -> as.identity().label()).orElse(""));
            case EI, IN_WORK ->
                texts.format("card.ei", slot.ei().map(ei -> ei.sn().grouped()).orElse(""));
            case OTHER_CARD -> texts.get("card.other");
            case MUTE -> texts.get("card.mute");
            case BUSY -> texts.format("card.busy", label);
            case FAILED ->
                slot.place().flatMap(place -> AsWords.trouble(slot)).orElseGet(() -> texts.get("card.failed"));
        };
    }

    /** Whether the operator has to do something about it. */
    public static boolean wrong(SlotView slot) {
        return switch (slot.state()) {
            case OTHER_CARD, MUTE, BUSY, FAILED -> true;
            case EMPTY, READING, AS, EI, IN_WORK -> false;
        };
    }
}
