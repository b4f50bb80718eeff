package org.keyrack.reader.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PcscInstallationTest {
    @ParameterizedTest
    @CsvSource({
        "pcsc-lite version 1.9.9., 16",
        "pcsc-lite version 2.0.3., 16",
        "pcsc-lite version 2.5.0., 0",
        "pcsc-lite version 3.0.0., 0",
        "no such thing, 0"
    })
    void theReaderLimitFollowsTheVersion(String text, int limit) {
        assertEquals(limit, PcscInstallation.limitOf(text));
    }

    @Test
    void theLibraryIsLookedForWhereDebianAndFedoraKeepIt() {
        List<String> places = PcscInstallation.directories("amd64");
        assertTrue(places.contains("/usr/lib/x86_64-linux-gnu"), places.toString());
        assertTrue(places.contains("/usr/lib64"), places.toString());
        assertTrue(PcscInstallation.directories("aarch64").contains("/usr/lib/aarch64-linux-gnu"));
    }

    @Test
    void readerNamesAreSplitAtTheirEnds() {
        byte[] multi = "Reader 1\0L\u00E9cteur 2\0\0".getBytes(StandardCharsets.UTF_8);
        List<String> names = WinscardLibrary.split(multi).stream()
                .map(name -> new String(name, StandardCharsets.UTF_8))
                .toList();
        assertEquals(List.of("Reader 1", "L\u00E9cteur 2"), names);
        assertEquals(0, WinscardLibrary.split(new byte[] {0}).size());
    }
}
