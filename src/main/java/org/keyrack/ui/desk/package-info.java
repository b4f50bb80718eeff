/** The base of a step: the desk that all steps share, the way between them, questions. */
package org.keyrack.ui.desk;
