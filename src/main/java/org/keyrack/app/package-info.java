/** The use cases that the command line and the window share: the bench read, a plan made, a batch run. */
package org.keyrack.app;
