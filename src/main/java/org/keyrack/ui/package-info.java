/** The workstation's window: the shell around the wizard, and what its steps share. The only user of JavaFX. */
package org.keyrack.ui;
