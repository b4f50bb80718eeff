package org.keyrack.reader.pcsc;

import javax.smartcardio.CardException;
import org.keyrack.reader.ApduExchange;

/** Sends a command once and gives back what came, 0 to 258 bytes: no GET RESPONSE, nothing sent again. */
@FunctionalInterface
interface RawChannel extends ApduExchange.Wire<CardException> {}
