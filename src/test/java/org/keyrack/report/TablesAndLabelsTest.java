package org.keyrack.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.app.Reports;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.language.Language;
import org.keyrack.ledger.SafeCell;
import org.keyrack.ledger.UnitRecord;

class TablesAndLabelsTest {
    @TempDir
    Path folder;

    private static List<CSVRecord> read(String csv, char delimiter) throws Exception {
        assertEquals('\uFEFF', csv.charAt(0));
        return CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter)
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(csv.substring(1)))
                .getRecords();
    }

    @Test
    void theTablesAndTheJsonAgreeWithTheLedger() throws Exception {
        try (Told told = new Told(folder).batch(1, 15, 4, 7)) {
            BatchFacts facts = told.facts(1);
            BatchReport report = told.report(1, Locale.ENGLISH);
            ObjectNode json = report.json();
            assertEquals(Set.of(), faults(json));
            List<CSVRecord> rows = read(report.unitsCsv(), ',');
            assertEquals(15, rows.size());
            List<UnitRecord> units = facts.worstFirst();
            for (int i = 0; i < units.size(); i++) {
                UnitRecord unit = units.get(i);
                assertEquals(unit.sn().orElseThrow().grouped(), rows.get(i).get("sn"));
                assertEquals(unit.state().name(), rows.get(i).get("state"));
                assertEquals(
                        String.valueOf(unit.counts().of(KeyClass.LOADED)),
                        rows.get(i).get("keysLoaded"));
                assertEquals(
                        unit.sn().orElseThrow().hex(),
                        json.at("/units/" + i + "/sn").asText());
                assertEquals(
                        unit.counts().of(KeyClass.LOADED),
                        json.at("/units/" + i + "/keysLoaded").asInt());
            }
            assertEquals(
                    units.stream().mapToInt(unit -> unit.keys().size()).sum(),
                    read(report.keysCsv(), ',').size());
            assertEquals(
                    facts.summary().counts().of(KeyClass.LOADED),
                    json.get("keysLoaded").asInt());
            assertEquals(1 + 1, facts.summary().counts().of(KeyClass.FAILED));
        }
    }

    @Test
    void aBenchNameThatSomebodyWroteIntoALedgerLeadsOutOfNoFolder() throws Exception {
        try (Told told = new Told(folder)) {
            BatchFacts facts = told.batch(1, 1, 1, 0).facts(1);
            BatchFacts renamed =
                    Told.renamed(facts, "../../x\u0000/y", facts.summary().operator());
            assertEquals("batch-.._.._x__y-1", new Reports(renamed, Locale.ENGLISH).fileName());
        }
    }

    @Test
    void everyModuleThatWasSeenIsInEveryReportWithItsCause() throws Exception {
        try (Told told = new Told(folder)) {
            told.commit(List.of(
                    told.story.batch(1, 1, 1),
                    told.story.refused(1, 41, Refusal.Kind.FOREIGN_SET, "BE7ED6"),
                    told.story.refused(1, 42, Refusal.Kind.WRITE_ONCE, "7"),
                    told.story.needsNothing(1, 43)));
            told.commit(told.story.wholeUnit(44, 1));
            told.commit(List.of(told.story.ended(1, 1, 1)));
            told.commit(List.of(told.story.setAside(1, 41)));
            BatchReport report = told.report(1, Locale.ENGLISH);
            List<CSVRecord> rows = read(report.unitsCsv(), ',');
            assertEquals(
                    List.of("REFUSED", "SET_ASIDE", "DONE", "NOTHING_NEEDED"),
                    rows.stream().map(row -> row.get("state")).toList());
            String foreign = "The module belongs to another set (KCV BE7ED6). Use the AS of that set, or set it aside.";
            assertEquals(foreign, rows.get(1).get("sentence"));
            assertEquals(
                    "Location 5 can be written once and holds version 7. It cannot be replaced.",
                    rows.get(0).get("sentence"));
            assertFalse(rows.get(1).get("setAside").isEmpty());
            assertEquals("Bo Relief", rows.get(1).get("setAsideBy"));
            assertEquals("", rows.get(0).get("setAside") + rows.get(3).get("sentence"));
            ObjectNode json = report.json();
            assertEquals(Set.of(), faults(json));
            assertEquals(
                    List.of(1, 0, 1, 1, 1),
                    List.of(
                            json.get("unitsDone").asInt(),
                            json.get("unitsFailed").asInt(),
                            json.get("unitsRefused").asInt(),
                            json.get("unitsNothingNeeded").asInt(),
                            json.get("unitsSetAside").asInt()));
            assertEquals(foreign, json.at("/units/1/failure/sentence").asText());
            assertEquals("Bo Relief", json.at("/units/1/setAsideBy").asText());
            assertEquals("Ada Operator", json.get("operator").asText(), "another one began the batch");
            try (Paper paper = new Paper(report.pdf())) {
                String text = paper.text().replaceAll("\\s+", " ");
                assertTrue(text.contains("2 of 4 modules not done: 1 refused, 1 set aside"), text);
                assertTrue(text.contains(foreign), text);
                assertTrue(text.contains("Set aside by Bo Relief at"), text);
                assertEquals(List.of(), paper.faults());
            }
            try (Paper paper = new Paper(report.labels(LabelTemplate.named("a4-24"), 0))) {
                assertEquals(4, paper.codes(1).size());
                assertTrue(
                        paper.codes(1).stream().anyMatch(code -> code.contains("RESULT SET_ASIDE")),
                        () -> "no module set aside on the labels");
                assertTrue(paper.text().contains("NOTHING NEEDED"), paper.text());
                assertEquals(List.of(), paper.faults());
            }
            Comparison comparison = Comparison.of(List.of(told.facts(1)), Told.text(Locale.ENGLISH));
            assertEquals(2, comparison.points().get(0).notDone());
        }
    }

    private static Set<?> faults(ObjectNode json) throws Exception {
        try (InputStream schema = BatchReport.class.getResourceAsStream("/schema/report.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(schema)
                    .validate(json);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fa-IR", "ar-EG", "th-TH", "zh-CN", "hi-IN-u-nu-deva", "ja-JP-u-ca-japanese"})
    void paperHasTheDigitsAndMonthsOfItsLanguageWhateverTheSystemIsSetTo(String system) throws Exception {
        try (Told told = new Told(folder).batch(1, 15, 4, 7)) {
            byte[] english = told.report(1, Locale.ENGLISH).pdf();
            try (Paper paper = new Paper(
                            told.report(1, Locale.forLanguageTag(system)).pdf());
                    Paper wanted = new Paper(english)) {
                assertEquals(wanted.text(), paper.text());
                assertFalse(paper.text().contains("?"), paper.text());
            }
            try (Paper paper = new Paper(
                            told.report(1, Locale.forLanguageTag(system)).labels(LabelTemplate.named("a4-24"), 0));
                    Paper wanted = new Paper(told.report(1, Locale.ENGLISH).labels(LabelTemplate.named("a4-24"), 0))) {
                assertEquals(wanted.text(), paper.text());
            }
        }
    }

    @Test
    void noCellIsAFormula() throws Exception {
        try (Told told = new Told(folder)) {
            BatchStarted plain = told.story.batch(1, 1, 1);
            told.batch(
                    new BatchStarted(
                            plain.at(),
                            1,
                            "@SUM(1)",
                            plain.profileHash(),
                            "=HYPERLINK(\"http://x\")",
                            plain.asId(),
                            plain.setKcv(),
                            1,
                            1,
                            true),
                    1,
                    1,
                    0);
            CSVRecord row = read(told.report(1, Locale.FRENCH).unitsCsv(), ';').get(0);
            assertEquals("'=HYPERLINK(\"http://x\")", row.get("operator"));
            assertEquals("'@SUM(1)", row.get("profile"));
            for (String bad : List.of("=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "＝1")) {
                assertTrue(SafeCell.of(bad).startsWith("'"), bad);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ENGLISH, 2 Mar 2026", "FRENCH, 2 mars 2026", "GERMAN, 2. März 2026", "SPANISH, 2 mar 2026"})
    void theDayStandsBeforeTheMonthsNameAsTheLanguageWritesIt(Language language, String day) {
        assertEquals(day, Told.text(language.locale()).day(Instant.parse("2026-03-02T10:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({"ENGLISH, ','", "FRENCH, ;", "GERMAN, ;", "SPANISH, ;"})
    void columnsArePartedAsTheLanguagesSpreadsheetsWantIt(Language language, char separator) throws Exception {
        try (Told told = new Told(folder).batch(1, 2, 1, 0)) {
            CSVRecord row = read(told.report(1, language.locale()).unitsCsv(), separator)
                    .get(0);
            assertTrue(row.size() > 5, row.toString());
        }
    }

    @Test
    void everyLabelOfTheSheetAndOfTheRollDecodes() throws Exception {
        try (Told told = new Told(folder).batch(1, 15, 2, 7)) {
            BatchFacts facts = told.facts(1);
            Set<String> wanted = new HashSet<>();
            facts.batch().units().forEach(unit -> wanted.add(LabelSheet.code(facts.summary(), unit)));
            byte[] sheet = told.report(1, Locale.FRENCH).labels(LabelTemplate.named("a4-24"), 12);
            try (Paper paper = new Paper(sheet)) {
                assertEquals(2, paper.pages());
                Set<String> read = new HashSet<>(paper.codes(1));
                read.addAll(paper.codes(2));
                assertEquals(wanted, read);
                String all = paper.text();
                facts.batch()
                        .units()
                        .forEach(unit -> assertTrue(
                                all.contains(unit.sn().orElseThrow().grouped()), "whole on its label: " + unit));
                assertEquals(List.of(), paper.faults());
            }
            try (Paper paper = new Paper(told.report(1, Locale.FRENCH).labels(LabelTemplate.named("roll-62x29"), 0))) {
                assertEquals(15, paper.pages());
                assertEquals(1, paper.codes(1).size());
                assertTrue(wanted.containsAll(paper.codes(1)));
                assertEquals(List.of(), paper.faults());
            }
        }
    }

    @Test
    void aTemplateThatCannotBeUsedIsRefusedWithItsReason() throws Exception {
        String good = Files.readString(
                Path.of(LabelTemplate.class.getResource("/labels/a4-24.yaml").toURI()));
        for (String[] change : new String[][] {
            {"columns: 3", "columns: 4", "do not fit"},
            {"qr: 25", "qr: 90", "qr is neither 0"},
            {"[sn,", "[nonsense,", "Write one of sn, result"},
            {"padding: 5", "paddling: 5", "paddling: there is no field"},
            {"columns: 3", "columns: 03", "columns: this is no whole number"},
            {"columns: 3", "columns: 3.0", "columns: this is no whole number"},
            {"padding: 5", "padding: 5e0", "padding: this is no number"},
            {"padding: 5", "padding: 005", "padding: this is no number"},
            {"width: 210", "width: 0xD2", "page.width: this is no number"},
            {"qr: 25", "qr: \"25\"", "qr: this is no number"}
        }) {
            Path file = Files.writeString(folder.resolve("t.yaml"), good.replace(change[0], change[1]));
            TemplateException refused =
                    assertThrows(TemplateException.class, () -> LabelTemplate.named(file.toString()));
            assertTrue(refused.getMessage().contains(change[2]), refused.getMessage());
        }
    }

    @Test
    void batchesCompareOldestFirstWithTheirCauses() throws Exception {
        try (Told told = new Told(folder).batch(1, 4, 2, 0).batch(2, 6, 2, 3)) {
            ReportText text = Told.text(Locale.FRENCH);
            Comparison comparison = Comparison.of(List.of(told.facts(2), told.facts(1)), text);
            assertEquals(1, comparison.points().get(0).summary().batch());
            assertEquals(0, comparison.points().get(0).notDone());
            assertEquals(3, comparison.points().get(1).notDone());
            assertEquals(3, comparison.causes().get(0).units());
            ComparisonReport report = new ComparisonReport(comparison, text);
            try (Paper paper = new Paper(report.pdf())) {
                assertEquals(List.of(), paper.faults());
                assertTrue(paper.text().contains("bench-1/2"), paper.text());
            }
            assertEquals(2, read(report.csv(), ';').size());
        }
    }

    @Test
    void aModuleWithoutACauseIsComparedByItsState() throws Exception {
        try (Told told = new Told(folder)) {
            told.commit(List.of(told.story.batch(1, 1, 1), told.story.unit(1, 1)));
            BatchFacts facts = told.facts(1);
            ReportText text = Told.text(Locale.ENGLISH);
            assertEquals(
                    List.of(text.state(facts.batch().units().get(0).state())),
                    Comparison.of(List.of(facts), text).causes().stream()
                            .map(cause -> cause.sentence())
                            .toList());
        }
    }
}
