/** The step AS card: what is on it, and the operator's PIN. */
package org.keyrack.ui.ascard;
