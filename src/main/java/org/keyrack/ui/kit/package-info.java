/** JavaFX pieces that know nothing of KeyRack: texts, background work, notices, sounds, a PIN's field. */
package org.keyrack.ui.kit;
