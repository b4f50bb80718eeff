package org.keyrack.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.journal.RunEvent.Durable;
import org.keyrack.language.Language;
import org.keyrack.ledger.KeyRecord;
import org.keyrack.ledger.Story;
import org.keyrack.ledger.UnitRecord;
import org.keyrack.protocol.SerialNumber;

class BatchPdfTest {
    @TempDir
    Path folder;

    @Test
    void theReportTellsWhatTheLedgerTellsWorstFirst() throws Exception {
        try (Told told = new Told(folder).batch(1, 15, 4, 7)) {
            BatchFacts facts = told.facts(1);
            try (Paper paper = new Paper(told.report(1, Locale.ENGLISH).pdf())) {
                String first = paper.page(1);
                assertTrue(first.contains("Batch 1 on bench bench-1"), first);
                assertTrue(first.contains("4 of 15 modules not done: 2 failed, 2 unknown"), first);
                assertTrue(first.contains("Ada Operator"), first);
                assertTrue(first.contains(Story.AS_ID.hex()), first);
                assertTrue(first.contains("BE7ED6"), first);
                assertTrue(first.contains(facts.summary().profileHash().hex()), first);
                assertTrue(first.contains("Supervisor") && first.contains("Signature"), first);
                assertTrue(first.contains("Page 1 of " + paper.pages()), first);
                String all = paper.text();
                assertEquals(
                        paper.pages(), all.split("SIMULATION", -1).length - 1 - 1, "a mark a page, and one sentence");
                for (UnitRecord unit : facts.batch().units()) {
                    assertTrue(
                            all.contains(unit.sn().orElseThrow().grouped()),
                            unit.sn().orElseThrow().grouped());
                    for (KeyRecord key : unit.keys()) {
                        key.kcv().ifPresent(kcv -> assertTrue(all.contains(kcv.toString()), kcv.toString()));
                        key.receipt()
                                .ifPresent(receipt ->
                                        assertTrue(all.contains(receipt.hex().substring(0, 8)), receipt.hex()));
                        key.v().ifPresent(v -> assertTrue(all.contains(v.hex().substring(0, 8)), v.hex()));
                    }
                }
                List<UnitRecord> order = facts.worstFirst();
                assertEquals(ModuleClass.FAILED, order.get(0).state());
                assertEquals(ModuleClass.UNKNOWN, order.get(2).state());
                int place = 0;
                for (UnitRecord unit : order) {
                    int next = all.indexOf(unit.sn().orElseThrow().grouped(), place);
                    assertTrue(next > place, unit.sn().orElseThrow().grouped() + " stands in its place");
                    place = next;
                }
                assertTrue(paper.fontsAreEmbedded());
                assertEquals(List.of(), paper.faults());
            }
        }
    }

    @Test
    void theReportTellsWhatAnAuditConfirmedAndSoundsTheAlarmOfWhatItRefused() throws Exception {
        try (Told told = new Told(folder).batch(1, 2, 2, 0)) {
            try (Paper paper = new Paper(told.report(1, Locale.ENGLISH).pdf())) {
                assertFalse(paper.text().contains("ALARM"), paper.text());
            }
            told.audited(1001, 0, true).audited(1001, 1, false);
            try (Paper paper = new Paper(told.report(1, Locale.ENGLISH).pdf())) {
                assertTrue(paper.page(1).contains("1 receipt was confirmed by an AS"), paper.page(1));
                assertTrue(paper.page(1).contains("ALARM: 1 receipt is not genuine"), paper.page(1));
                assertTrue(paper.text().contains("RECEIPT NOT GENUINE"), paper.text());
            }
            try (Paper paper = new Paper(told.report(1, Locale.FRENCH).pdf())) {
                assertTrue(paper.page(1).contains("ALARME"), paper.page(1));
            }
        }
    }

    @Test
    void theQrCodeOnTheFirstPageIsTheSignedHeadThatVouchesForTheBatch() throws Exception {
        try (Told told = new Told(folder).batch(1, 2, 2, 0)) {
            String head = told.head();
            told.batch(2, 1, 1, 0);
            try (Paper paper = new Paper(told.report(1, Locale.ENGLISH).pdf())) {
                assertEquals(List.of(head), paper.codes(1));
            }
        }
    }

    @Test
    void aBatchWithoutASignedHeadSaysSoAndStillNamesItsHead() throws Exception {
        try (Told told = new Told(folder).begun(1)) {
            BatchFacts facts = told.facts(1);
            try (Paper paper = new Paper(told.report(1, Locale.ENGLISH).pdf())) {
                assertEquals(List.of("keyrack-head-1 " + facts.summary().head()), paper.codes(1));
                String first = paper.page(1);
                assertTrue(first.contains("No signed head was"), first);
                assertTrue(first.contains("Not ended yet."), first);
                assertTrue(paper.text().contains("IN WORK"), paper.text());
            }
        }
    }

    @Test
    void frenchHasItsAccentsAndNoEnglish() throws Exception {
        try (Told told = new Told(folder).batch(1, 3, 2, 2);
                Paper paper = new Paper(told.report(1, Locale.FRENCH).pdf())) {
            String all = paper.text();
            assertTrue(all.contains("Rapport de lot"), all);
            assertTrue(all.contains("2 modules sur 3 non terminés : 1 en échec, 1 inconnu"), all);
            assertTrue(all.contains("Opérateur") && all.contains("Clés : 4 chargées"), all);
            assertTrue(all.contains("ÉCHEC"), all);
            assertFalse(all.contains("?"), "every letter has its glyph: " + all);
            assertFalse(all.contains("Operator ") || all.contains("module is"), all);
            assertEquals("fr", paper.document.getDocumentCatalog().getLanguage());
            assertEquals(List.of(), paper.faults());
        }
    }

    @Test
    void oneUnitAndTwoHundredUnitsFitTheirPages() throws Exception {
        try (Told told = new Told(folder).batch(1, 1, 1, 0).batch(2, 200, 2, 9)) {
            try (Paper paper = new Paper(told.report(1, Locale.ENGLISH).pdf())) {
                assertEquals(2, paper.pages());
                assertTrue(paper.text().contains("1 module done, none failed"), paper.text());
                assertEquals(List.of(), paper.faults());
            }
            try (Paper paper = new Paper(told.report(2, Locale.ENGLISH).pdf())) {
                assertTrue(paper.pages() > 10, String.valueOf(paper.pages()));
                assertEquals(List.of(), paper.faults());
                String all = paper.text();
                for (UnitRecord unit : told.facts(2).batch().units()) {
                    assertTrue(
                            all.contains(unit.sn().orElseThrow().grouped()),
                            unit.sn().orElseThrow().grouped());
                }
                assertTrue(all.contains("Page " + paper.pages() + " of " + paper.pages()), all);
            }
        }
    }

    /** Ligatures looked for in each text took eight seconds of nine. */
    @Test
    void aThousandUnitsAreWrittenInOneSweepWithEveryModule() throws Exception {
        try (Told told = new Told(folder).batch(1, 1_000, 2, 9)) {
            BatchReport report = told.report(1, Locale.ENGLISH);
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadCpuTime();
            byte[] pdf = report.pdf();
            double seconds = (threads.getCurrentThreadCpuTime() - before) / 1e9;
            assertTrue(seconds < 5, "the report took " + seconds + " s of processor time");
            try (Paper paper = new Paper(pdf)) {
                String all = paper.text();
                for (UnitRecord unit : told.facts(1).batch().units()) {
                    assertTrue(
                            all.contains(unit.sn().orElseThrow().grouped()),
                            unit.sn().orElseThrow().grouped());
                }
            }
        }
    }

    @Test
    void aLetterAndItsAccentTypedApartAreShownAsOne() throws Exception {
        try (PDDocument document = new PDDocument()) {
            assertEquals("Éa?", new ReportFont(document).shown("E\u0301a\u674E"));
        }
    }

    @Test
    void longNamesAndForeignLettersStayInsideOfThePage() throws Exception {
        try (Told told = new Told(folder)) {
            BatchStarted plain = told.story.batch(1, 2, 4);
            String operator = "Ada ".repeat(60) + "W".repeat(300) + " 李 \u0007\n\u202e";
            told.batch(
                    new BatchStarted(
                            plain.at(),
                            1,
                            "fi ffi ".repeat(80),
                            plain.profileHash(),
                            operator,
                            plain.asId(),
                            plain.setKcv(),
                            1,
                            3,
                            false),
                    2,
                    4,
                    0);
            BatchStarted second = told.story.batch(2, 1, 1);
            told.commit(List.of(second, told.unit(9, "Reader ".repeat(40) + "W".repeat(200), 1)));
            try (Paper paper = new Paper(told.report(1, Locale.ENGLISH).pdf())) {
                assertEquals(List.of(), paper.faults());
                String all = paper.text();
                assertTrue(all.contains("ffi fi ffi"), "no ligature hides letters from a search: " + all);
                assertFalse(all.contains("SIMULATION"), "real modules");
            }
            try (Paper paper = new Paper(told.report(2, Locale.ENGLISH).pdf())) {
                assertEquals(List.of(), paper.faults());
                assertTrue(paper.text().contains("Reader Reader"), paper.text());
            }
        }
    }

    /** Long names push everything down line by line, so that each break comes at each place once. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void noPageBreakPartsASignatureOrAnyTextFromItsHeading(Language language) throws Exception {
        Locale locale = language.locale();
        Set<Integer> pagesOfSignatures = new TreeSet<>();
        try (Told told = new Told(folder)) {
            BatchStarted plain = told.story.batch(1, 0, 0);
            List<Durable> events = new ArrayList<>();
            List<SerialNumber> list = new ArrayList<>();
            for (int n = 1; n <= 3; n++) {
                list.add(Story.sn(5_000 + n));
            }
            events.add(told.story.expects(1, list));
            for (int twin = 100; twin < 104; twin++) {
                // Three lines.
                events.add(told.story.refused(1, twin, Refusal.Kind.DUPLICATE_SN, "Virtual reader ".repeat(12)));
            }
            told.commit(List.of(plain));
            told.commit(events);
            told.commit(List.of(told.story.ended(1, 0, 0)));
            BatchFacts facts = told.facts(1);
            for (int lines = 0; lines < 36; lines++) {
                BatchReport report = new BatchReport(
                        Told.renamed(facts, facts.summary().bench(), "Ada ".repeat(24 * lines)), Told.text(locale));
                try (Paper paper = new Paper(report.pdf())) {
                    pagesOfSignatures.add(signedOn(paper, Told.text(locale), lines));
                    assertEquals(List.of(), paper.faults());
                }
            }
        }
        assertTrue(pagesOfSignatures.size() > 1, "no break was met: " + pagesOfSignatures);
    }

    /** The page that two people sign. */
    private static int signedOn(Paper paper, ReportText text, int lines) throws Exception {
        String signatures = text.say("signatures.title");
        String signature = text.say("signatures.signature");
        List<String> headings =
                List.of(text.say("causes.title"), text.say("expected.title"), text.say("evidence.title"), signatures);
        int signed = 0;
        for (int page = 1; page <= paper.pages(); page++) {
            List<String> body = paper.page(page)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            String last = body.get(body.size() - 2);
            assertFalse(headings.contains(last), lines + " lines more: page " + page + " ends with " + last);
            if (body.contains(signatures)) {
                signed = page;
                String all = String.join("\n", body);
                assertTrue(
                        all.contains(text.say("signatures.operator") + " " + text.say("signatures.supervisor"))
                                && all.contains(signature + " " + signature),
                        lines + " lines more: " + all);
            }
        }
        return signed;
    }

    @Test
    void aThousandMissingModulesLeaveTheSignaturesOnTheFirstPageAndAreEachNamedInOnePiece() throws Exception {
        List<SerialNumber> list = new ArrayList<>();
        for (int n = 1; n <= 1_000; n++) {
            list.add(Story.sn(7_000 + n));
        }
        try (Told told = new Told(folder)) {
            told.commit(List.of(told.story.batch(1, 1, 1), told.story.expects(1, list)));
            told.commit(told.story.wholeUnit(1, 1));
            told.commit(List.of(told.story.ended(1, 1, 1)));
            try (Paper paper = new Paper(told.report(1, Locale.ENGLISH).pdf())) {
                String first = paper.page(1);
                assertTrue(first.contains("not as the list expects: 1,000 missing, 1 not on it"), first);
                assertTrue(first.contains("1,000 expected, 1,000 missing, 1 not in the list"), first);
                assertTrue(first.contains("Supervisor") && first.contains("Signature"), first);
                String all = paper.text();
                list.forEach(sn -> assertTrue(all.contains(sn.grouped()), sn.grouped()));
                assertEquals(List.of(), paper.faults());
                assertTrue(paper.pages() < 8, String.valueOf(paper.pages()));
            }
        }
    }

    @Test
    void theSameBatchGivesTheSameFile() throws Exception {
        try (Told told = new Told(folder).batch(1, 3, 2, 2)) {
            assertArrayEquals(
                    told.report(1, Locale.ENGLISH).pdf(),
                    told.report(1, Locale.ENGLISH).pdf());
        }
    }
}
