/** A whole lab on one machine: its parts, the order in which they start and stop, and where they listen. */
package dev.trustline.allinone.lab;
