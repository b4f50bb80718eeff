/** APDUs, the one-method channel that carries them, and the four failures of talking to a card. */
package org.keyrack.protocol.apdu;
