/** GlobalPlatform: the CAP file, the secure channel SCP03, and card content management by the issuer security domain. */
package org.keyrack.card;
