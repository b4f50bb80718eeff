/** Who works here: the dialogs that ask for a personnel number and a PIN, the lock, and the page People. */
package org.keyrack.ui.people;
