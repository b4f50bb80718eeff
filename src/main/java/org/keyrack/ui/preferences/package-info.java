/** The settings step. */
package org.keyrack.ui.preferences;
