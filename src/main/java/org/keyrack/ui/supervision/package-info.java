/** What a supervisor does at the window with orders and chains: closes, says whose signatures count, decides about forks. */
package org.keyrack.ui.supervision;
