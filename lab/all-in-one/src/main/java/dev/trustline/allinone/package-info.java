/** The all-in-one: one command that starts a whole lab on one machine, and the small tools around it. */
package dev.trustline.allinone;
