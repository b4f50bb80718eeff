/** The page Log: the program's log, redacted, and the details that support asks for. */
package org.keyrack.ui.log;
