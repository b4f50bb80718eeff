/** The cryptography of the protocol, over Bouncy Castle's lightweight API; nothing else uses Bouncy Castle. */
package org.keyrack.protocol.crypto;
