package org.keyrack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeededTest {
    @Test
    void aFailureNamesTheSeedThatBringsItBack() {
        int guilty = new Random(7).nextInt();
        Seeded.Check check = random -> assertTrue(random.nextInt() != guilty, "found");
        AssertionError failure = assertThrows(AssertionError.class, () -> Seeded.repeat(20, check));
        assertTrue(failure.getMessage().startsWith("Seed 7: "), failure.getMessage());
        assertTrue(failure.getMessage().contains("found"), failure.getMessage());
        assertThrows(AssertionError.class, () -> Seeded.once(7, check));
    }

    @Test
    void everyRunSeesTheSameInputAndBothEndsOfARange() {
        List<Long> one = new ArrayList<>();
        List<Long> other = new ArrayList<>();
        Seeded.repeat(100, random -> one.add(Seeded.between(random, 3L, 5L)));
        Seeded.repeat(100, random -> other.add(Seeded.between(random, 3L, 5L)));
        assertEquals(one, other);
        assertEquals(List.of(3L, 4L, 5L), one.stream().distinct().sorted().toList());
    }
}
