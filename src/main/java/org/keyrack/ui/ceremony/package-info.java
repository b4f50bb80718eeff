/** The step Ceremony of the preparation: people, one after another, make an AS of a blank card. */
package org.keyrack.ui.ceremony;
