package org.keyrack.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

/** Whatever fails, a person is told something: never the word "null". */
class SentenceExceptionTest {
    @Test
    void anExceptionWithoutAMessageIsToldByItsName() {
        assertEquals("ClosedChannelException", SentenceException.said(new ClosedChannelException()));
        assertEquals("disk gone", SentenceException.said(new IOException("disk gone")));
    }
}
