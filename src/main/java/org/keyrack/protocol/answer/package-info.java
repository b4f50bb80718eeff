/** The answers of the protocol's commands as types, each with a strict codec. */
package org.keyrack.protocol.answer;
