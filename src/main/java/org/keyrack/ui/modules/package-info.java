/** The step Modules of the preparation: blank cards become modules. */
package org.keyrack.ui.modules;
