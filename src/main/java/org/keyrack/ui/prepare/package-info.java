/** What the steps of the preparation share: the materials, the cards, a preparation at work. */
package org.keyrack.ui.prepare;
