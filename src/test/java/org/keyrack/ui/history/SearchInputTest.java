package org.keyrack.ui.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchInputTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0011 2233 4455 6677                                       | 0011223344556677
            ' 4455 667a '                                             | 4455667A
            SN 0011223344556677 BATCH bench-1/42 RESULT DONE          | 0011223344556677
            sn 0011223344556677                                       | 0011223344556677
            f                                                         | F
            """)
    void spacesDoNotCountAndALabelThatIsScannedIsItsSn(String written, String digits) {
        SearchInput input = SearchInput.of(written);
        assertEquals(Optional.empty(), input.problem());
        assertEquals(digits, input.digits());
        assertEquals(digits.length() == 16, input.whole());
    }

    @ParameterizedTest
    @CsvSource({"'',empty", "'  ',empty", "12G4,wrong", "SN 12,wrong", "00112233445566778,long"})
    void whatIsNoSnSaysWhy(String written, String key) {
        SearchInput input = SearchInput.of(written);
        assertEquals(Optional.of("history.search." + key), input.problem());
        assertTrue(input.digits().isEmpty());
    }

    @Test
    void nothingWrittenIsNoFault() {
        assertEquals(Optional.of("history.search.empty"), SearchInput.of(null).problem());
    }
}
