package org.keyrack.ui.rackstate;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyrack.app.AsSource.Address;
import org.keyrack.app.Batches;
import org.keyrack.app.BenchView;
import org.keyrack.app.SlotView;
import org.keyrack.language.TypedPin;
import org.keyrack.protocol.AsKind;
import org.keyrack.ui.kit.Texts;
import org.keyrack.unit.AsUnit;

/** Words for an AS by its kind: a card, a token, a file of this computer. */
public final class AsWords {
    private AsWords() {}

    /** What is, or should be, in a slot that has an AS or is the place of one. */
    public static AsKind kind(SlotView slot) {
        return slot.as()
                .map(AsUnit::kind)
                .or(() -> slot.place().map(Address::kind))
                .orElse(AsKind.CARD);
    }

    /** What somebody types to open one. */
    public static TypedPin.Kind pin(AsKind kind) {
        return switch (kind) {
            case CARD -> TypedPin.Kind.CARD_PIN;
            case TOKEN -> TypedPin.Kind.TOKEN_PIN;
            case HOST -> TypedPin.Kind.PASSPHRASE;
        };
    }

    /** Ikonli's name of its icon. */
    public static String icon(AsKind kind) {
        return switch (kind) {
            case CARD -> "mdi2s-smart-card-outline";
            case TOKEN -> "mdi2u-usb-flash-drive-outline";
            case HOST -> "mdi2l-laptop";
        };
    }

    /** Where it is: the reader of a card, the file that describes any other. */
    public static String where(SlotView slot) {
        return slot.place().map(place -> place.file().toString()).orElse(slot.reader());
    }

    /** The same as short as it may be. */
    public static String shortly(SlotView slot) {
        return slot.place()
                .map(place -> String.valueOf(place.file().getFileName()))
                .orElse(slot.reader());
    }

    /** Several kinds in a row, cards first. */
    public static String kinds(Texts texts, Collection<AsKind> kinds) {
        return kinds(texts, "as.kind.", kinds);
    }

    /** The same in a word each. */
    public static String shortly(Texts texts, Collection<AsKind> kinds) {
        return kinds(texts, "as.short.", kinds);
    }

    private static String kinds(Texts texts, String text, Collection<AsKind> kinds) {
        Set<AsKind> each = EnumSet.noneOf(AsKind.class);
        each.addAll(kinds);
        return each.stream().map(kind -> texts.get(text + kind)).collect(Collectors.joining(", "));
    }

    /** Every AS that a plan would be loaded from. */
    public static String pool(Texts texts, BenchView view) {
        return Batches.pool(view).stream().map(as -> named(texts, as)).collect(Collectors.joining(", "));
    }

    /** An AS with what it is, its label and its identity. */
    private static String named(Texts texts, AsUnit as) {
        return texts.format(
                "as.named",
                texts.get("as.kind." + as.kind()),
                as.identity().label(),
                as.identity().asId().hex().toUpperCase(Locale.ROOT));
    }

    /** Why a place has no AS to show: cause, then action; empty while it is looked at. */
    public static Optional<String> trouble(SlotView slot) {
        return slot.problem().map(problem -> String.valueOf(problem.getMessage()));
    }
}
