/** Which language is shown, and its texts. Knows nothing else of KeyRack, so that every room can speak. */
package org.keyrack.language;
