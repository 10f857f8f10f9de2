/**
 * Property lists as lockdownd and usbmuxd exchange them: a typed, immutable dictionary, a reader that refuses whatever is
 * not plainly a property list, and a writer. Parsing and writing are done by dd-plist; what it would let through is
 * stopped before it.
 */
package dev.trustline.lockdown.plist;
