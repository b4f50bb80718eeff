/** The command line: for integrators, scripts, and benches without a display. */
package org.keyrack.cli;
