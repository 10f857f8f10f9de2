/** The file of the supervision identity: read at the start, and again when it changes. */
package dev.trustline.pairing.supervision;
