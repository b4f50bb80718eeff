package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The floor shows how far each open order is. */
@Tag("rack")
class FloorOrdersTest {
    @TempDir
    Path folder;

    private OrderRack rack;

    @BeforeEach
    void fill() throws Exception {
        rack = new OrderRack(folder);
        rack.fill(3, "0011223344556601");
        rack.trust();
    }

    private String floor(String... options) {
        String[] command = new String[options.length + 2];
        command[0] = "floor";
        command[1] = "--once";
        System.arraycopy(options, 0, command, 2, options.length);
        return rack.run(0, rack.ledger(command)).out();
    }

    @Test
    void anOpenOrderStandsOnTheFloorWithHowManyOfItsModulesItHas() throws Exception {
        rack.load(rack.order("2026-1", "--quantity", "500"));
        assertTrue(floor().contains("Order 2026-1: 3 of 500 modules, open until 2999-12-31"), floor());
        JsonNode order = new ObjectMapper()
                .readTree(floor("--json")
                        .lines()
                        .filter(line -> line.contains("\"order\""))
                        .findFirst()
                        .orElseThrow());
        assertEquals("2026-1", order.path("order").asText());
        assertEquals(3, order.path("used").asInt());
        assertEquals(500, order.path("places").asInt());
        assertEquals("open", order.path("state").asText());
    }

    @Test
    void aClosedOrderIsNoLongerShown() throws Exception {
        rack.load(rack.order("2026-2", "--quantity", "3"));
        rack.run(0, rack.ledger("order", "close", "2026-2", "--dir", folder.toString()));
        assertFalse(floor().contains("Order 2026-2"), floor());
    }
}
