package dev.trustline.pairing.handshake;

/**
 * What the work of one lane shares. Used by that lane only.
 *
 * @param reporter     says what happens
 * @param idleCommands commands that need no open attempt
 * @param holds        whether the device may be paired at all
 * @param foreign      what other tools have given usbmuxd
 */
record LaneTools(RelationReporter reporter, IdleCommands idleCommands, Holds holds, ForeignRecord foreign) {}
