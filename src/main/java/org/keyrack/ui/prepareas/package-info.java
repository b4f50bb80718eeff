/** The step AS of the preparation: a blank card becomes an AS. */
package org.keyrack.ui.prepareas;
