package org.keyrack.reader.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrack.app.CauseTexts;
import org.keyrack.card.CardContents;
import org.keyrack.card.IssuerDomain;
import org.keyrack.card.KeyRackPackage;
import org.keyrack.card.KeySet;
import org.keyrack.journal.PreparationFailure;
import org.keyrack.prepare.CardPlan;
import org.keyrack.prepare.PlanException;
import org.keyrack.prepare.Preparation;
import org.keyrack.prepare.Preparation.Place;
import org.keyrack.prepare.PreparationSecrets;
import org.keyrack.prepare.PreparationSummary;
import org.keyrack.prepare.PreparedFiles;
import org.keyrack.prepare.Workshop;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.unit.EiAdministration;
import org.keyrack.world.World;

/** Cards of which a preparation makes nothing: each is refused by its own sentence. */
@Tag("rack")
class RefusedPreparationTest {
    private static final String SERIALS = "{ counter: \"00112233\" }";
    /** Also PUT KEY, which comes first. */
    private static final int LOAD_COMPONENT = 0xD8;

    private static final int STORE_T = 0xDC;
    private static final int STORE_TA = 0xDE;
    private static final int PUT_DATA = 0xDA;

    @TempDir
    private Path folder;

    /** Brings a card about and prepares it. */
    private interface Scene {
        PreparationSummary play(Workshop workshop, Path folder) throws Exception;
    }

    private static Arguments scene(String cause, String sentence, Scene scene) {
        return Arguments.of(cause, sentence, scene);
    }

    private static CardPlan modules() throws PlanException {
        return Workshop.modulePlan(SERIALS);
    }

    private static PreparationSummary prepare(Workshop workshop, CardPlan plan, BlankSlots slots) throws Exception {
        return workshop.prepare(plan, slots, BlankSlots.reader(1));
    }

    private static BlankSlots prepared(Workshop workshop, CardPlan plan) throws Exception {
        BlankSlots slots = new BlankSlots(BlankCards.usual());
        assertTrue(prepare(workshop, plan, slots).complete());
        return slots;
    }

    private static PreparationSummary answering(Workshop workshop, CardPlan plan, int ins, int nth, int sw)
            throws Exception {
        return prepare(workshop, plan, new BlankSlots(BlankCards.usual()).link(1, BlankSlots.answering(ins, nth, sw)));
    }

    /** A module of another kind of bench, which has ended it. */
    private static BlankSlots terminated() throws Exception {
        BlankCard card = BlankCards.usual();
        ApduChannel channel = BlankCards.channel(card);
        try (KeySet makers = KeySet.makersDefault();
                CardContents contents = IssuerDomain.select(channel).open(makers)) {
            contents.load(BlankCards.cap(), block -> {});
            contents.install(KeyRackPackage.AID, KeyRackPackage.EI, SecretKeyBytes.taking(new byte[0]));
        }
        try (EiAdministration module = EiAdministration.select(channel)) {
            module.setState(LifeCycleState.TERMINATED);
        }
        return new BlankSlots(card);
    }

    private static PreparationSummary withoutPackage(Workshop workshop) throws Exception {
        CardPlan plan = modules();
        List<Place> places = List.of(new Place(BlankSlots.reader(1), OptionalInt.empty()));
        try (PreparationSecrets secrets = Workshop.secrets(plan);
                Preparation preparation = Preparation.survey(
                        plan,
                        secrets,
                        Optional.empty(),
                        new BlankSlots(BlankCards.usual()),
                        places,
                        workshop.ledger(),
                        World.real())) {
            return workshop.start(preparation).end().join();
        }
    }

    /** Two modules that two ledgers gave one SN. */
    private static PreparationSummary copies(Workshop workshop, Path folder) throws Exception {
        BlankCard one = BlankCards.usual();
        BlankCard other = BlankCards.usual();
        assertTrue(prepare(workshop, modules(), new BlankSlots(one)).complete());
        try (Workshop elsewhere = new Workshop(folder.resolve("elsewhere"))) {
            assertTrue(prepare(elsewhere, modules(), new BlankSlots(other)).complete());
        }
        BlankSlots both = new BlankSlots(one, other);
        PreparationSummary summary = workshop.prepare(modules(), both, BlankSlots.reader(1), BlankSlots.reader(2));
        assertEquals(summary.cards().get(0).failure(), summary.cards().get(1).failure());
        return summary;
    }

    static Stream<Arguments> scenes() {
        String as = PreparedFiles.asPlan();
        String fewer = PreparedFiles.modulePlan(SERIALS).replaceAll(" *- . ref: 8.*\n", "");
        return Stream.of(
                scene(
                        "prepare.OTHER_UNIT",
                        "The card holds the other unit",
                        (workshop, folder) -> prepare(workshop, modules(), prepared(workshop, Workshop.asPlan()))),
                scene(
                        "prepare.NO_PACKAGE",
                        "KeyRack’s package is not on the card",
                        (workshop, folder) -> withoutPackage(workshop)),
                scene(
                        "prepare.TERMINATED",
                        "is TERMINATED for good",
                        (workshop, folder) -> prepare(workshop, modules(), terminated())),
                scene(
                        "prepare.MODULE_DIFFERS",
                        "The module is OPERATIONAL already",
                        (workshop, folder) ->
                                prepare(workshop, Workshop.modulePlanOf(fewer), prepared(workshop, modules()))),
                scene(
                        "prepare.AS_DIFFERS",
                        "The AS on the card is not as the plan has it",
                        (workshop, folder) -> prepare(
                                workshop,
                                Workshop.asPlan(as.replace("SET 7\n", "SET 8\n")),
                                prepared(workshop, Workshop.asPlan()))),
                scene("prepare.DUPLICATE_SN", "Two modules of the rack show this SN", RefusedPreparationTest::copies),
                scene(
                        "prepare.NO_ROOM",
                        "no room for all that the plan wants",
                        (workshop, folder) -> answering(workshop, Workshop.asPlan(), STORE_TA, 1, 0x6A84)),
                scene(
                        "prepare.NO_AES_256",
                        "cannot do AES-256",
                        (workshop, folder) -> answering(
                                workshop,
                                Workshop.asPlan(PreparedFiles.asPlanWithBackup(LifeCycleState.OPERATIONAL)),
                                LOAD_COMPONENT,
                                2,
                                0x6A81)),
                scene(
                        "prepare.COMPONENTS_DIFFER",
                        "do not make the key of the plan’s KCV",
                        (workshop, folder) -> answering(workshop, modules(), STORE_T, 1, 0x6A80)),
                scene(
                        "prepare.sw6A80",
                        "Compare the plan with what the card is for",
                        (workshop, folder) -> answering(workshop, modules(), PUT_DATA, 1, 0x6A80)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenes")
    void eachRefusalHasItsOwnSentence(String cause, String sentence, Scene scene) throws Exception {
        try (Workshop workshop = new Workshop(folder)) {
            PreparationSummary summary = scene.play(workshop, folder);
            PreparationFailure failure = summary.cards().get(0).failure().orElseThrow();
            assertEquals(cause, failure.cause().id());
            String said = new CauseTexts(Locale.ENGLISH).sentence(failure);
            assertTrue(said.contains(sentence), said);
        }
    }

    @Test
    void planWithTooFewSnsIsRefusedBeforeACardIsWrittenTo() throws Exception {
        CardPlan plan = Workshop.modulePlan("{ list: [\"0011223344556677\"] }");
        BlankSlots slots = new BlankSlots(BlankCards.usual(), BlankCards.usual());
        try (Workshop workshop = new Workshop(folder)) {
            PlanException few = assertThrows(
                    PlanException.class,
                    () -> workshop.prepare(plan, slots, BlankSlots.reader(1), BlankSlots.reader(2)));
            assertTrue(few.getMessage().contains("need 2 SNs, and the plan has 1"), few.getMessage());
            PreparationSummary one = prepare(workshop, plan, slots);
            assertTrue(one.complete(), "the SN was not used up: " + one.cards());
        }
    }
}
