/**
 * The lab's time: one clock and one scheduler for alert delays, idle connections and an owner's reaction, real in a
 * running lab and moved by hand in tests.
 */
package dev.trustline.virtualdevice.time;
