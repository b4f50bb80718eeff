/** The page About: versions, licences, where the files are. */
package org.keyrack.ui.about;
